import type { AnnotatedReading, Person, Statement } from '../reading/annotations.ts';
import { resolveQuote } from '../reading/quote.ts';
import { type Paragraph, paragraph, type Reading, type Slice } from '../reading/reading.ts';
import { type Marked, markedIn } from './marks.ts';
import { reportedIn, speakerBeside, type Tag } from './tags.ts';

/** Whose words a slice is. */
export type Attribution =
  /** A speaker's words, or words given as what a speaker said. `person` is the id of an annotated person, if known. */
  | {
      readonly kind: 'speech';
      readonly mode: 'direct' | 'reported';
      readonly speaker: string;
      readonly person?: string;
    }
  /** Words in quotation marks whose speaker is not told apart with certainty. */
  | { readonly kind: 'unnamed' }
  /** The journalist's own words. */
  | { readonly kind: 'narration' };

/**
 * Whose words a slice of ¶n is. What editors have annotated comes first; else the text's own marks and tags
 * ("…," Mason said) are read, and what they leave in doubt is `unnamed`.
 *
 * A slice that holds speech and its tag is speech where more than half of its words are.
 */
export function attributionOf(
  { reading, annotations: { people } }: AnnotatedReading,
  slice: Slice & { readonly paragraph: number },
): Attribution {
  const text = paragraph(reading, slice.paragraph)?.text;
  if (text === undefined) return { kind: 'narration' };
  const whole = countLetters(text, slice);
  const covers = (part: Slice) => countLetters(text, overlap(slice, part)) * 2 > whole;

  const annotated = statementsIn(reading, people, slice.paragraph)
    .filter(covers)
    .sort(
      (a, b) =>
        countLetters(text, overlap(slice, b)) - countLetters(text, overlap(slice, a)) ||
        length(a) - length(b),
    )[0];
  if (annotated) {
    const { mode, person } = annotated;
    return { kind: 'speech', mode, speaker: person.name, person: person.id };
  }

  const speeches = speechesOf(reading, slice.paragraph);
  const direct = speeches.filter(({ mode }) => mode === 'direct');
  const inMarks = direct.reduce((sum, part) => sum + countLetters(text, overlap(slice, part)), 0);
  if (inMarks * 2 > whole) {
    const speakers = new Set(direct.filter((s) => length(overlap(slice, s)) > 0).map((s) => s.tag?.name));
    const [name] = speakers;
    return (
      (speakers.size === 1 && name !== undefined && speechBy('direct', name, people)) || { kind: 'unnamed' }
    );
  }
  const reported = speeches.find(
    (part) => part.mode === 'reported' && (covers(part) || length(overlap(slice, part)) === length(part)),
  );
  return (
    (reported?.tag && speechBy('reported', reported.tag.name, people, reported.tag.proper)) || {
      kind: 'narration',
    }
  );
}

/**
 * The annotated person whom a name means: by name or alias, with or without a title before it, or by surname
 * where only one has it. Undefined where nobody or more than one is meant.
 */
export function personCalled(name: string, people: readonly Person[]): Person | undefined {
  const called = plain(name);
  const exact = people.filter((p) => [p.name, ...p.aliases].some((known) => plain(known) === called));
  if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
  const near = people.filter(
    (p) =>
      [p.name, ...p.aliases].some((known) => called.endsWith(` ${plain(known)}`)) ||
      plain(p.name).endsWith(` ${called}`),
  );
  return near.length === 1 ? near[0] : undefined;
}

interface Speech extends Slice {
  readonly mode: 'direct' | 'reported';
  readonly tag: Tag | undefined;
}

const speechesByReading = new WeakMap<Reading, Map<number, readonly Speech[]>>();

function speechesOf(reading: Reading, n: number): readonly Speech[] {
  let known = speechesByReading.get(reading);
  if (!known) {
    known = new Map();
    speechesByReading.set(reading, known);
  }
  if (!known.has(n)) for (const [i, speeches] of findSpeeches(reading, n).entries()) known.set(i, speeches);
  return known.get(n) ?? [];
}

/** The speeches of ¶n, and of those that its words run on from or into: they are by number, all with one speaker. */
function findSpeeches({ paragraphs }: Reading, n: number): Map<number, Speech[]> {
  let [first, last] = [n, n];
  while (runsOn(paragraphs, first - 1)) first--;
  while (runsOn(paragraphs, last)) last++;
  const run = paragraphs.slice(first - 1, last);
  const marked = markedIn(run.map(({ text }) => text));
  const direct = run.map(({ text }, i) => tagSpeeches(text, marked[i] ?? []));
  shareAcrossParagraphs(direct, marked);
  return new Map(
    run.map((p, i) => {
      const reported = reportedIn(p, marked[i] ?? []).map((said) => ({ ...said, mode: 'reported' as const }));
      return [p.n, [...(direct[i] ?? []), ...reported]];
    }),
  );
}

/** Whether words in marks run on from ¶n into the next. */
function runsOn(paragraphs: readonly Paragraph[], n: number): boolean {
  const [text, next] = [paragraphs[n - 1]?.text, paragraphs[n]?.text];
  return text !== undefined && next !== undefined && markedIn([text, next])[0]?.at(-1)?.runsOn === true;
}

/** Each stretch in marks with the tag beside it; a second stretch after the tag belongs to the same speaker. */
function tagSpeeches(text: string, marked: readonly Marked[]): Speech[] {
  const speeches: Speech[] = [];
  for (const [i, { start, end }] of marked.entries()) {
    const from = (marked[i - 1]?.end ?? -1) + 1;
    const to = (marked[i + 1]?.start ?? text.length + 1) - 1;
    const before = text.slice(from, start - 1);
    const own = speakerBeside(before, text.slice(end + 1, to), text.slice(start, end));
    const earlier = speeches.at(-1)?.tag;
    // "First part," Mason said. "Second part." – nothing but the tag stands between.
    const continued = earlier?.after && from > 0 && before.trim().split(/[.!?](?:\s|$)/).length <= 2;
    const tag = own ?? (continued ? earlier : undefined);
    speeches.push({ start, end, mode: 'direct', tag });
  }
  return speeches;
}

/** Where words run on over paragraphs, one tag names the speaker of them all. */
function shareAcrossParagraphs(speeches: Speech[][], marked: readonly (readonly Marked[])[]): void {
  let chain: { paragraph: number; index: number }[] = [];
  for (const [i, spans] of marked.entries()) {
    if (spans.length === 0) continue;
    if (chain.length > 0) chain.push({ paragraph: i, index: 0 });
    const last = spans.length - 1;
    const goesOn = spans[last]?.runsOn === true;
    if (chain.length > 0 && (!goesOn || last > 0)) {
      settle(chain, speeches);
      chain = [];
    }
    if (goesOn && chain.length === 0) chain.push({ paragraph: i, index: last });
  }
}

function settle(chain: readonly { paragraph: number; index: number }[], speeches: Speech[][]): void {
  const parts = chain.map(({ paragraph: p, index }) => speeches[p]?.[index]);
  const tags = parts.flatMap((part) => (part?.tag ? [part.tag] : []));
  if (new Set(tags.map(({ name }) => name)).size !== 1) return;
  for (const { paragraph: p, index } of chain) {
    const row = speeches[p];
    const part = row?.[index];
    if (row && part) row[index] = { ...part, tag: tags[0] };
  }
}

/** A name that is no proper one ("the professor") counts only where an annotated person is called so. */
function speechBy(
  mode: 'direct' | 'reported',
  name: string,
  people: readonly Person[],
  proper = /^\p{Lu}/u.test(name),
): Attribution | undefined {
  const person = personCalled(name, people);
  if (person) return { kind: 'speech', mode, speaker: person.name, person: person.id };
  return proper ? { kind: 'speech', mode, speaker: name } : undefined;
}

function statementsIn(reading: Reading, people: readonly Person[], n: number) {
  return people.flatMap((person) =>
    person.says
      .filter((said) => said.paragraph === n)
      .flatMap((said: Statement) => {
        const quote = resolveQuote(reading, said);
        return quote ? [{ person, mode: said.mode, start: quote.start, end: quote.end }] : [];
      }),
  );
}

function overlap(a: Slice, b: Slice): Slice {
  const start = Math.max(a.start, b.start);
  return { start, end: Math.max(start, Math.min(a.end, b.end)) };
}

const length = ({ start, end }: Slice) => end - start;

/** Letters and digits stand for words: it tells halves apart in every script, with or without spaces. */
function countLetters(text: string, { start, end }: Slice): number {
  let count = 0;
  for (const _ of text.slice(start, end).matchAll(/[\p{L}\p{N}]/gu)) count++;
  return count;
}

const plain = (name: string) => name.normalize('NFKC').toLowerCase().replace(/^the /, '').trim();
