import { stemmer } from 'stemmer';
import { IRREGULAR } from './irregular.ts';

/**
 * What a word is looked up by: its stem (Porter, 1980) in English, itself in any other language. Words of other
 * scripts are left as they are in every language.
 */
export function stemOf(word: string, english: boolean): string {
  if (!english || !STEMMABLE.test(word)) return word;
  let stem = stems.get(word);
  if (stem === undefined) {
    if (stems.size >= STEMS_KEPT) stems.clear();
    stem = stemmer(IRREGULAR.get(word) ?? word);
    stems.set(word, stem);
  }
  return stem;
}

/** The term of a word: its stem, or, of a stop word, a spelling that no other word's stem has. */
export function termOf(word: string, english: boolean): string {
  return isStopWord(word) ? `${word}\0` : stemOf(word, english);
}

/** Whether a word says nothing of what a text is about. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word);
}

const STEMMABLE = /^[a-z]{3,}$/;
const stems = new Map<string, string>();
const STEMS_KEPT = 50_000;

const STOP_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after all also although am among an and any are arent as at be because been before being both but ' +
    'by can cannot could couldnt did didnt do does doesnt doing done dont during each either else ever every for ' +
    'from had has have having he hence her here hers herself him himself his how i if in into is isnt it its ' +
    'itself just may me might mine more most much must my myself neither no nor not of off on once only onto or ' +
    'other our ours ourselves out over own s same shall she should so some such t than that the their theirs ' +
    'them themselves then there therefore these they this those though through thus to too toward towards upon ' +
    'very via was wasnt we were werent what whatever when where whether which while who whom whose why will with ' +
    'within without would you your yours yourself yourselves ' +
    // Japanese and Chinese: particles, copulas and question words, as Intl.Segmenter cuts them.
    'の は が を に で と も へ や か から まで より な だ です ます た て し い する した して いる ある れる さ ' +
    'この その あの これ それ 何 なに 誰 だれ どこ いつ なぜ どの どう 的 了 在 是 和 与 的是 什么 谁 哪里 为什么 吗 呢'
  ).split(' '),
);
