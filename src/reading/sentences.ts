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
  let start = 0;
  for (const { segment, index } of segmenter(language).segment(text)) {
    const end = index + segment.length - trailingOpeners(segment);
    if (end < text.length && !isBreak(text.slice(start, end), text.slice(end))) continue;
    const slice = trim(text, start, end);
    if (slice.end > slice.start) sentences.push(slice);
    start = end;
  }
  return sentences;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  let made = segmenters.get(language);
  if (!made) {
    made = new Intl.Segmenter(language, { granularity: 'sentence' });
    segmenters.set(language, made);
  }
  return made;
}

/** Abbreviations that are followed by a name or a number, so that no sentence ends with them. */
const TITLES =
  /(?:^|[\s("'“‘[])(?:Mrs?|Ms|Mx|Dr|Prof|Rev|Fr|Sr|St|Gen|Col|Maj|Capt|Cmdr|Adm|Lt|Sgt|Cpl|Pvt|Hon|Pres|Gov|Sen|Reps?|Amb|Messrs|Mmes|No|Nos|Vol|Fig|Figs|Art|Arts|Sec|Ch|pp?|vs?|cf|ca|e\.g|i\.e|al|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s*$/;
/** One capital letter and a full stop: "J. R. Smith". "World War I." is told from it by what follows. */
const INITIAL = /(?:^|[\s.("'“‘[])\p{Lu}\.\s*$/u;
/** Dotted capitals: "U.S. forces". They may end a sentence, so what follows decides. */
const DOTTED = /(?:\p{Lu}\.){2,}\s*$/u;
/** Companies: "Acme Inc. said". */
const COMPANY = /\s(?:Inc|Ltd|Co|Corp|Bros|Jr)\.\s*$/;
/** A pause inside a sentence: "too many ... firmly opposed"; only a capital after it may begin a sentence. */
const ELLIPSIS = /(?:\.\s?){3}["'”’)\]]*\s*$|…["'”’)\]]*\s*$/;
/** Words that begin a sentence far oftener than a name. */
const OPENER =
  /^["'“‘([]*(?:The|A|An|In|On|At|It|He|She|They|We|I|You|This|That|These|Those|But|And|However|When|While|After|Before|As|If|For|From|With|By|Its|His|Her|Their|There|Some|Many|Most|Since|Although|Under|Both)\b/;
const LOWER = /^["'“‘([]*\p{Ll}/u;

function isBreak(before: string, after: string): boolean {
  if (/\n\s*$/.test(before)) return true;
  if (TITLES.test(before)) return false;
  if (LOWER.test(after) && /[.…"'”’)\]]\s*$/.test(before)) return false;
  if (INITIAL.test(before))
    return DOTTED.test(before)
      ? OPENER.test(after)
      : /[\p{L}\p{N}]\s+\p{Lu}\.\s*$/u.test(before) && OPENER.test(after);
  if (COMPANY.test(before)) return OPENER.test(after);
  if (ELLIPSIS.test(before)) return /^["'“‘([]*[\p{Lu}\p{Lo}\p{N}]/u.test(after);
  return true;
}

/** Without spaces around it (Chinese, Japanese), an opening quotation mark is given to the sentence before it. */
function trailingOpeners(segment: string): number {
  return /(?<=[。！？.!?])[「『（“‘«《]+$/.exec(segment)?.[0].length ?? 0;
}

function trim(text: string, start: number, end: number): Slice {
  const part = text.slice(start, end);
  const lead = part.length - part.trimStart().length;
  return { start: start + lead, end: Math.max(start + lead, start + part.trimEnd().length) };
}
