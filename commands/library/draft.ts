import { ButtonStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { formatDate } from '../../src/dates/format-date.ts';
import { parseDate } from '../../src/dates/parse-date.ts';
import { action, customId } from '../../src/discord/action.ts';
import { button, cardMessage, messageReply, pageButtons, rows } from '../../src/discord/components.ts';
import { form, textField } from '../../src/discord/form.ts';
import { inlineCode, lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Comparison, compareReadings, renumberAnnotations } from '../../src/reading/compare.ts';
import { factsSchema } from '../../src/reading/file.ts';
import { FORMATS, WHY } from '../../src/reading/import/imported.ts';
import { type Block, blocksOf, makeReadingInSlices } from '../../src/reading/make.ts';
import { type Orphan, partOrphans } from '../../src/reading/orphans.ts';
import type { Facts, Reading } from '../../src/reading/reading.ts';
import type { Revision } from '../../src/reading/reading-store.ts';
import { shorten, shortenStart, toOneLine } from '../../src/text/cut.ts';
import { paginate } from '../../src/text/pages.ts';
import { inSlices, type Work } from '../../src/text/slices.ts';
import { COLOURS } from '../cards/colours.ts';
import {
  DRAFT,
  draftGone,
  draftOf,
  draftView,
  fixView,
  replaceRevision,
  VIEWS,
  type View,
} from './draft-state.ts';
import { actOf, type Needs } from './needs.ts';
import { useButtons } from './use.ts';

/*
 * A draft, as only moderators see it: what it will look like, what was left out, how it differs from the text
 * in use; and what can be done with it. The state is the stored draft, so that it outlives a restart.
 */

const look = action(draftView, {
  access: 'moderator',
  run: ([id, revision, view, page], request, services: Needs): Promise<Reply> =>
    previewReply(request, services, id, revision, view, page),
});

const approve = action(customId('draft-approve', ...DRAFT), {
  access: 'moderator',
  async run([id, revision], request, services: Needs): Promise<Reply> {
    const draft = await draftOf(request, services, id, revision);
    const before = await services.readings.currentRevision(request.guildId, id);
    if (!(await services.readings.approve(request.guildId, id, revision, actOf(request)))) throw draftGone();
    const { orphans } = partOrphans(draft.text);
    const lost = orphans.length
      ? md`${count(orphans.length, 'annotation has', 'annotations have')} lost their words and are not shown to readers: mend them with /library annotations.`
      : undefined;
    return cardMessage(
      COLOURS.moderation,
      [
        lines(
          md`### Approved: ${shorten(draft.facts.headline, 200)}`,
          md`It is in this server’s library now, with ${count(draft.paragraphs, 'paragraph', 'paragraphs')}.`,
          lost,
        ),
        ...rows([
          ...useButtons(id),
          ...(before === undefined
            ? []
            : [button('Back to the text before', goBack.id(id, revision, before))]),
        ]),
      ],
      { update: true },
    );
  },
});

/** Puts the text before an approval back, as a new revision, unless something else came after it. */
const goBack = action(customId('draft-back', ...DRAFT, DRAFT[1]), {
  access: 'moderator',
  async run([id, revision, before], request, { readings }: Needs): Promise<Reply> {
    const { guildId } = request;
    const [now, old] = await Promise.all([
      readings.currentRevision(guildId, id),
      readings.revision(guildId, id, before),
    ]);
    if (now !== revision || !old)
      throw new UserError(
        'back-late',
        'The text in use is another one by now. /library list shows what there is.',
      );
    const restored = await readings.saveDraft(guildId, old.text, actOf(request), old.origin);
    await readings.approve(guildId, id, restored, actOf(request));
    return {
      ...messageReply(md`The text before is in use again: ${shorten(old.facts.headline, 200)}.`),
      update: true,
    };
  },
});

const discard = action(customId('draft-discard', ...DRAFT), {
  access: 'moderator',
  async run([id, revision], { guildId }, { readings }: Needs): Promise<Reply> {
    if (!(await readings.discard(guildId, id, revision))) throw draftGone();
    return { ...messageReply(md`The draft is thrown away. Nothing else has changed.`), update: true };
  },
});

/** Gives annotations the new numbers of paragraphs that stayed or changed a little: only when asked to. */
const renumber = action(customId('draft-renumber', ...DRAFT), {
  access: 'moderator',
  async run([id, revision], request, services: Needs): Promise<Reply> {
    const draft = await draftOf(request, services, id, revision);
    const before = await services.wholeShelf.get(request.guildId, id);
    if (!before) throw draftGone();
    const { reading, annotations } = draft.text;
    const comparison = await compareReadings(before.reading, reading);
    const changed = { reading, annotations: renumberAnnotations(annotations, comparison) };
    return replaceDraft(request, services, draft, changed);
  },
});

/** Reads lines that may be verse in the other way: joined where they are kept, kept where they are joined. */
const readLinesOtherwise = action(customId('draft-lines', ...DRAFT), {
  access: 'moderator',
  async run([id, revision], request, services: Needs): Promise<Reply> {
    const draft = await draftOf(request, services, id, revision);
    const { origin, text } = draft;
    if (!origin?.other) throw draftGone();
    const reading = await makeReadingInSlices(id, draft.facts, origin.other);
    const swapped = { ...draft, origin: { ...origin, other: blocksOf(text.reading) } };
    return replaceDraft(request, services, swapped, { reading, annotations: text.annotations });
  },
});

/** What the other reading of lines does with them, where a draft has one. */
function otherLines({ origin, text }: Revision): string | undefined {
  if (!origin?.other) return undefined;
  const countLines = (blocks: readonly Block[]) =>
    blocks.reduce((sum, block) => sum + block.text.split('\n').length, 0);
  return countLines(origin.other) < countLines(blocksOf(text.reading)) ? 'Join the lines' : 'Keep the lines';
}

const FORMS = {
  main: ['headline', 'byline', 'publisher', 'date', 'url'],
  more: ['standfirst', 'place', 'retrieved', 'language'],
} as const satisfies Record<string, readonly (keyof Facts)[]>;
type Form = keyof typeof FORMS;

const FORM = [...DRAFT, z.enum(['main', 'more'])] as const;

const editFacts = action(customId('draft-facts', ...FORM), {
  access: 'moderator',
  async run([id, revision, which], request, services: Needs): Promise<Reply> {
    const { facts } = await draftOf(request, services, id, revision);
    return form(
      setFacts.id(id, revision, which),
      'What is known of this reading',
      ...FORMS[which].map((fact) => {
        const { label, ...options } = FACTS[fact];
        return textField(fact, label, { required: false, ...options, value: facts[fact] });
      }),
    );
  },
});

const setFacts = action(customId('draft-set', ...FORM), {
  access: 'moderator',
  fields: [...FORMS.main, ...FORMS.more],
  async run([id, revision, which], request, services: Needs): Promise<Reply> {
    const draft = await draftOf(request, services, id, revision);
    const { reading, annotations } = draft.text;
    const facts = changeFacts(draft.facts, request.fields, which);
    return replaceDraft(request, services, draft, {
      reading: await makeReadingInSlices(id, facts, blocksOf(reading)),
      annotations,
    });
  },
});

const FACTS: Readonly<
  Record<keyof Facts, { label: string; description?: string; max: number; required?: true }>
> = {
  headline: { label: 'Title', max: 500, required: true },
  byline: { label: 'Author', max: 300 },
  publisher: { label: 'Publisher', max: 300 },
  date: {
    label: 'Date',
    description: 'As it is known: 25 June 2019, June 2019, 1951, the 1950s, circa 1600, or EDTF',
    max: 60,
  },
  url: { label: 'Link', description: 'Begins with https://', max: 2000 },
  standfirst: { label: 'Standfirst', description: 'The line under the title', max: 4000 },
  retrieved: {
    label: 'Retrieved',
    description: 'The day on which the link was opened',
    max: 30,
  },
  place: { label: 'Place', max: 200 },
  language: { label: 'Language', description: 'Its code, such as en or ja', max: 20, required: true },
};

export const draftActions = [
  look,
  approve,
  goBack,
  discard,
  renumber,
  readLinesOtherwise,
  editFacts,
  setFacts,
];

/** What a moderator sees of a draft. */
export async function previewReply(
  request: ServerRequest,
  services: Needs,
  id: string,
  revision: number,
  view: View = 'about',
  page = 0,
): Promise<MessageReply> {
  const draft = await draftOf(request, services, id, revision);
  const before = await services.wholeShelf.get(request.guildId, id);
  const change = before && {
    before: before.reading,
    comparison: await compareReadings(before.reading, draft.text.reading),
  };
  const paged = paginate(await inSlices(linesWork(contentOf(view, draft, change))), fitsPage);
  const pages = paged.length;
  const at = Math.min(page, pages - 1);
  const otherwise = otherLines(draft);
  return cardMessage(
    COLOURS.moderation,
    [
      lines(
        md`## Draft: ${shorten(draft.facts.headline, 150)}`,
        subtext(md`Only moderators see this. Nothing is in use before one of you approves it.`),
      ),
      lines(md`**${VIEWS[view]}**${pages > 1 ? ` ${at + 1}/${pages}` : ''}`, ...(paged[at] ?? [])),
      ...rows(pageButtons(at, pages, (number) => look.id(id, revision, view, number))),
      ...rows(viewButtons(draft, change, view)),
      ...rows([
        button('Approve', approve.id(id, revision), ButtonStyle.Success),
        button('Edit facts', editFacts.id(id, revision, 'main')),
        button('More facts', editFacts.id(id, revision, 'more')),
        ...(canRenumber(draft.text, change)
          ? [button('Renumber annotations', renumber.id(id, revision))]
          : []),
        button('Put right', fixView.id(id, revision, 0)),
        ...(otherwise === undefined ? [] : [button(otherwise, readLinesOtherwise.id(id, revision))]),
        button('Discard', discard.id(id, revision), ButtonStyle.Danger),
      ]),
    ],
    { public: false, update: true },
  );
}

/** What a draft changes: the text in use, and how the draft differs from it. */
interface Change {
  readonly before: Reading;
  readonly comparison: Comparison;
}

function viewButtons({ id, revision, origin }: Revision, change: Change | undefined, shown: View) {
  const has: Record<View, boolean> = {
    about: true,
    text: true,
    dropped: (origin?.dropped.length ?? 0) > 0,
    changes: change !== undefined,
  };
  return (
    (Object.keys(VIEWS) as View[])
      .filter((view) => has[view])
      .map((view) => ({ ...button(VIEWS[view], look.id(id, revision, view, 0)), disabled: view === shown }))
      // A turned page of the same view has the same id as its first page would: leave that button out.
      .filter(({ disabled }) => !disabled)
  );
}

/** What the lines of one page may hold, beside its title. */
const PAGE = { lines: 10, characters: 3200 } as const;

const fitsPage = (page: readonly Markdown[]) =>
  page.length <= PAGE.lines && lines(...page).length <= PAGE.characters;

/** The lines of a view: a long text has thousands. */
function* linesWork(content: Iterable<Markdown>): Work<Markdown[]> {
  const all: Markdown[] = [];
  for (const line of content) {
    all.push(line);
    yield;
  }
  return all;
}

function contentOf(view: View, draft: Revision, change: Change | undefined): Iterable<Markdown> {
  switch (view) {
    case 'about':
      return [overview(draft, change)];
    case 'text':
      return paragraphLines(draft.text.reading);
    case 'dropped':
      return (draft.origin?.dropped ?? []).map(
        ({ words, why }) => md`- **${WHY[why]}**: ${shorten(words, 120)}`,
      );
    case 'changes':
      return change ? changeLines(change, draft.text) : [];
  }
}

function overview(draft: Revision, change: Change | undefined): Markdown {
  const {
    id,
    facts,
    origin,
    text: { reading },
  } = draft;
  const known = (Object.keys(FACTS) as (keyof Facts)[])
    .filter((fact) => fact !== 'headline')
    .map((fact): [string, string | undefined] => [
      FACTS[fact].label,
      isDate(fact) && facts[fact] ? formatDate(facts[fact]) : facts[fact],
    ]);
  const unknown = known
    // A file is not retrieved from anywhere.
    .filter(([label, value]) => !value && label !== FACTS.retrieved.label)
    .map(([label]) => label.toLowerCase());
  const [first, last] = [reading.paragraphs[0], reading.paragraphs.at(-1)];
  return lines(
    ...known.map(([label, value]) => (value ? md`**${label}:** ${shorten(value, 120)}` : undefined)),
    unknown.length > 0 ? md`**Not stated:** ${unknown.join(', ')} (“Edit facts”, “More facts”)` : undefined,
    md`**Text:** ${count(reading.paragraphs.length, 'paragraph', 'paragraphs')}, ${count(reading.sections.length, 'section', 'sections')}, version ${reading.version.slice(0, 12)}, under the name ${inlineCode(id)}`,
    first && md`¶1 begins: ${shorten(first.text, 160)}`,
    last && md`¶${last.n} ends: ${shortenStart(last.text, 160)}`,
    ...(origin
      ? [
          md`**Read as:** ${FORMATS[origin.format]}${origin.encoding ? ` (${origin.encoding})` : ''}`,
          md`**Left out:** ${droppedCounts(origin.dropped)}`,
          ...origin.remarks.map((remark) => md`${remark}`),
        ]
      : []),
    annotationLine(draft.text),
    change && md`**Against the text in use:** ${changeCounts(change, reading)}`,
  );
}

function annotationLine(draft: AnnotatedReading): Markdown | undefined {
  const all = Object.values(draft.annotations).reduce((sum, some) => sum + some.length, 0);
  if (all === 0) return undefined;
  const { orphans } = partOrphans(draft);
  const lost = orphans.length
    ? md`; **${count(orphans.length, 'orphan', 'orphans')}**, whose words are not in this text (“Changes” lists them; they would not be shown)`
    : md`; the text has the words of all`;
  return md`**Annotations:** ${all}${lost}`;
}

function droppedCounts(dropped: readonly { readonly why: keyof typeof WHY }[]): string {
  if (dropped.length === 0) return 'nothing';
  const counts = new Map<string, number>();
  for (const { why } of dropped) counts.set(WHY[why], (counts.get(WHY[why]) ?? 0) + 1);
  return [...counts].map(([why, n]) => `${n} × ${why}`).join(', ');
}

function changeCounts({ before, comparison }: Change, after: Reading): string {
  const { added, removed, changed } = comparison;
  if (added.length + removed.length + changed.length === 0)
    return before.version === after.version ? 'the same text' : 'the same paragraphs; headings differ';
  return [
    [added.length, 'added'],
    [removed.length, 'removed'],
    [changed.length, 'changed'],
  ]
    .map(([n, what]) => `${n} ${what}`)
    .join(', ');
}

/** Paragraphs as they will be cited, and the headings between them. */
function* paragraphLines(reading: Reading): Iterable<Markdown> {
  const headings = (n: number) =>
    reading.sections
      .filter(({ before }) => before === n)
      .map(({ heading }) => md`**${shorten(heading, 100)}**`);
  for (const { n, text } of reading.paragraphs) yield lines(...headings(n), md`¶${n} ${ends(text)}`);
}

function* changeLines({ before, comparison }: Change, draft: AnnotatedReading): Iterable<Markdown> {
  const { added, removed, changed } = comparison;
  const words = ({ paragraphs }: Reading, n: number) => ends(paragraphs[n - 1]?.text ?? '');
  const { orphans } = partOrphans(draft);
  for (const orphan of orphans) yield orphanLine(orphan);
  for (const { before: b, after: a } of changed)
    yield md`**Changed** ¶${b}${a === b ? '' : ` → ¶${a}`}: ${words(before, b)} → ${words(draft.reading, a)}`;
  for (const n of added) yield md`**Added** ¶${n}: ${words(draft.reading, n)}`;
  for (const n of removed) yield md`**Removed** ¶${n}: ${words(before, n)}`;
  if (orphans.length + changed.length + added.length + removed.length === 0)
    yield md`Every paragraph is as in the text in use.`;
}

export function orphanLine({ kind, id, faults }: Orphan): Markdown {
  return md`**Orphan** ${kind} ${inlineCode(id)}: ${shorten(faults[0]?.message ?? '', 200)}`;
}

function canRenumber({ reading, annotations }: AnnotatedReading, change: Change | undefined): boolean {
  const { orphans } = partOrphans({ reading, annotations });
  if (!change || orphans.length === 0) return false;
  const moved = renumberAnnotations(annotations, change.comparison);
  return partOrphans({ reading, annotations: moved }).orphans.length < orphans.length;
}

/** A draft is never changed: another takes its place. */
async function replaceDraft(
  request: ServerRequest,
  services: Needs,
  draft: Revision,
  changed: AnnotatedReading,
): Promise<Reply> {
  const revision = await replaceRevision(request, services, draft, changed);
  return previewReply(request, services, draft.id, revision);
}

function isDate(fact: keyof Facts): fact is 'date' | 'retrieved' {
  return fact === 'date' || fact === 'retrieved';
}

function changeFacts(facts: Facts, fields: Readonly<Record<keyof Facts, string>>, which: Form): Facts {
  const typed = FORMS[which].map((fact): [string, string | undefined] => {
    const value = fields[fact].trim();
    return [fact, isDate(fact) && value ? parseDate(value) : value || undefined];
  });
  const all = Object.entries({ ...facts, ...Object.fromEntries(typed) }).filter(
    ([, value]) => value !== undefined,
  );
  const parsed = factsSchema.safeParse(Object.fromEntries(all));
  if (parsed.success) return parsed.data as Facts;
  const [issue] = parsed.error.issues;
  const label = FACTS[issue?.path[0] as keyof Facts]?.label ?? 'A field';
  throw new UserError(
    'facts-form',
    `${label} does not fit: ${issue?.message}. Nothing was changed; press the button again.`,
  );
}

/** The first and the last words, with the cut marked. */
function ends(words: string): string {
  const line = toOneLine(words);
  return line.length <= 150 ? line : `${shorten(line, 90)} ${shortenStart(line, 50)}`;
}

export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
