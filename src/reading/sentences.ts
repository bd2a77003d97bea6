import { sentenceWords } from './abbreviations.ts';
import type { Slice } from './reading.ts';

/**
 * The sentences of a paragraph, as slices of it, in order.
 *
 * `Intl.Segmenter` finds the candidates (UAX #29); it also breaks after abbreviations and initials, so a
 * break is undone where the words before it cannot end a sentence, or the words after it cannot begin one.
 *
 * @param language BCP 47
 */
export function sentencesOf(text: string, language: string): Slice[] {
  const sentences: Slice[] = [];
  const rules = rulesFor(language);
  let start = 0;
  for (const { segment, index } of rules.segmenter.segment(text)) {
    const whole = index + segment.length;
    // Spaces within a mark, as in « Venez ! », part it from its words.
    const closing = /^\s*[»”’」』）)\]]+\s*/.exec(text.slice(whole, whole + 10));
    const end = whole === text.length ? whole : whole - trailingOpeners(segment) + (closing?.[0].length ?? 0);
    if (end <= start) continue;
    if (end < text.length && !isBreak(text.slice(start, end), text.slice(end), rules)) continue;
    const slice = trim(text, start, end);
    if (slice.end > slice.start) sentences.push(slice);
    start = end;
  }
  return sentences;
}

interface Rules {
  readonly segmenter: Intl.Segmenter;
  readonly title: RegExp;
  readonly opener: RegExp;
  readonly ordinals: boolean;
  /** "o.a. Jan": in English, "5 p.m. John left" is far commoner. */
  readonly dottedWithin: boolean;
}

const made = new Map<string, Rules>();

function rulesFor(language: string): Rules {
  let rules = made.get(language);
  if (!rules) {
    const { titles, openers, ordinals = false } = sentenceWords(language);
    const anyOf = (words: string) => words.replaceAll('.', '\\.').split(' ').join('|');
    rules = {
      segmenter: new Intl.Segmenter(language, { granularity: 'sentence' }),
      title: new RegExp(`(?:^|[\\s("'“‘«„’[]|\\.-)(?:${anyOf(titles)})\\.\\s*$`, 'u'),
      opener: new RegExp(`^["'“‘«„([]*(?:${anyOf(openers)})(?![\\p{L}\\p{N}_])`, 'u'),
      ordinals,
      dottedWithin: sentenceWords(language) !== sentenceWords('en'),
    };
    made.set(language, rules);
  }
  return rules;
}

/** One capital letter and a full stop: "J. R. Smith". "World War I." is told from it by what follows. */
const INITIAL = /(?:^|[\s.("'“‘[]|\p{Lu}\.-)\p{Lu}\.\s*$/u;
/** One letter and a full stop before another such: "z. B.", "d. C.". */
const IN_PARTS = /(?:^|[\s("'“‘«„[])\p{L}\.\s*$/u;
/** A town in Russian; after a year it is the year itself, which may end a sentence. */
const TOWN = /(?<!\d\s?)(?:^|\s)г\.\s*$/u;
/** "am 13. August", "der 1. FC". */
const ORDINAL = /(?:^|[\s(])\d{1,2}\.\s*$/;
/** Dotted capitals: "U.S. forces". They may end a sentence, so what follows decides. */
const DOTTED = /(?:\p{Lu}\.){2,}\s*$/u;
/** Companies: "Acme Inc. said". */
const COMPANY = /\s(?:Inc|Ltd|Co|Corp|Bros|Jr)\.\s*$/;
/** A pause inside a sentence: "too many ... firmly opposed"; only a capital after it may begin a sentence. */
const ELLIPSIS = /(?:\.\s?){3}["'”’)\]]*\s*$|…["'”’)\]]*\s*$/;
const LOWER = /^["'“‘«([]*\p{Ll}/u;

function isBreak(sentence: string, after: string, { title, opener, ordinals, dottedWithin }: Rules): boolean {
  // Long sentences with many full stops stay linear.
  const before = sentence.slice(-80);
  if (/\n\s*$/.test(before)) return true;
  if (isWithinMarks(sentence, after) || goesOnAfterMark(sentence, after)) return false;
  if (title.test(before) || TOWN.test(before)) return false;
  if (LOWER.test(after) && /[.…"'”’»)\]]\s*$/.test(before)) return false;
  if (IN_PARTS.test(before) && /^\p{L}\./u.test(after)) return false;
  if (dottedWithin && /(?:^|\s)\p{Ll}\.\p{L}\.\s*$/u.test(before)) return opener.test(after);
  if (ordinals && ORDINAL.test(before)) return opener.test(after);
  if (INITIAL.test(before))
    return DOTTED.test(before)
      ? opener.test(after)
      : /[\p{L}\p{N}]\s+\p{Lu}\.\s*$/u.test(before) && opener.test(after);
  if (COMPANY.test(before)) return opener.test(after);
  if (ELLIPSIS.test(before)) return /^["'“‘([]*[\p{Lu}\p{Lo}\p{N}]/u.test(after);
  return true;
}

/** What stands in Chinese or Japanese marks is one piece of the sentence around it, if it is short. */
function isWithinMarks(before: string, after: string): boolean {
  return MARKS.some(([open, close]) => {
    const opened = before.lastIndexOf(open);
    if (opened < 0 || before.indexOf(close, opened) >= 0) return false;
    const closed = after.slice(0, WITHIN).indexOf(close);
    return closed >= 0 && !after.slice(0, closed).includes(open);
  });
}

const MARKS = [
  ['「', '」'],
  ['『', '』'],
  ['（', '）'],
] as const;
/** Characters up to the closing mark. */
const WITHIN = 100;

/** 「行く。」と言った: the sentence goes on after what somebody says or what stands in brackets. */
function goesOnAfterMark(before: string, after: string): boolean {
  const mark = /[。！？!?]([」』”’）])$/.exec(before.slice(-2))?.[1];
  if (!mark) return false;
  if (mark === '）') return !before.startsWith('（') && !/^[「『“（]/.test(after);
  if (/^(?:と|って|など|の|を|が|は|に|も|で|へ|や|か)/.test(after)) return true;
  // “我不去。”他说: who says it stands after a quote that begins the sentence.
  if (mark === '”' || mark === '’') return /^[“‘]/.test(before) && /^\p{sc=Han}/u.test(after);
  return /^\p{sc=Han}{1,4}[道説說问問答]/u.test(after);
}

/** Without spaces around it (Chinese, Japanese), an opening quotation mark is given to the sentence before it. */
function trailingOpeners(segment: string): number {
  return /(?<=[。！？.!?」』”’）])[「『（“‘«《]+$/.exec(segment)?.[0].length ?? 0;
}

function trim(text: string, start: number, end: number): Slice {
  const part = text.slice(start, end);
  const lead = part.length - part.trimStart().length;
  return { start: start + lead, end: Math.max(start + lead, start + part.trimEnd().length) };
}
