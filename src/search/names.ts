import { eachWord } from '../text/words.ts';
import { isStopWord } from './terms.ts';

/** One name in several forms: "Trans-Pacific Partnership" and "TPP". */
export type Names = readonly string[];

/**
 * The abbreviations that a text defines, with the name each stands for: a name and its initials, one of them in
 * brackets after the other ("the TPP [Trans-Pacific Partnership]", "World Bank Group (WBG)").
 */
export function abbreviationsIn(text: string): Names[] {
  const found: Names[] = [];
  for (const { 1: inner = '', index } of text.matchAll(BRACKETS)) {
    const before = text.slice(Math.max(0, index - 120), index).trimEnd();
    const acronym = ACRONYM.exec(before)?.[0];
    if (/^\p{Lu}[\p{Lu}\p{N}]{1,7}$/u.test(inner)) {
      const name = endingWithInitials(before, inner);
      if (name) found.push([name, inner]);
    } else if (acronym && standsFor(inner, acronym)) found.push([inner, acronym]);
  }
  return found;
}

const BRACKETS = /[([]([^()[\]]{2,100})[)\]]/g;
const ACRONYM = /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\p{N}]{1,7}$/u;

/** The shortest run of words at the end of a text whose initials these are. */
function endingWithInitials(before: string, acronym: string): string | undefined {
  const starts: number[] = [];
  eachWord(before, (_, start) => starts.push(start));
  for (const start of starts.reverse()) {
    const name = before.slice(start);
    if (name[0] === acronym[0] && standsFor(name, acronym)) return name;
  }
  return undefined;
}

function standsFor(name: string, acronym: string): boolean {
  let all = '';
  let content = '';
  eachWord(name, (word) => {
    all += word[0];
    if (!isStopWord(word)) content += word[0];
  });
  const letters = acronym.toLowerCase();
  return all.length > 1 && (all.startsWith(letters) || content.startsWith(letters));
}
