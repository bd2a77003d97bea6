import type { Facts } from '../reading.ts';

/**
 * Facts that a text states in lines such as `Title: …` or `By …`.
 *
 * @returns the facts, and whether every line stated one
 */
export function headOf(lines: string): { readonly facts: Partial<Facts>; readonly whole: boolean } {
  const facts: Record<string, string> = {};
  let whole = true;
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const [, key = '', value = ''] = /^\s*([A-Za-z][\w ]{0,30}?)\s*[:：]\s*(.+)$/.exec(line) ?? [];
    const [fact] = NAMES.find(([, names]) => names.includes(key.toLowerCase())) ?? [];
    const words = fact && factOf(fact, value);
    if (words && facts[fact] === undefined) facts[fact] = words;
    if (!fact) whole = false;
  }
  return { facts, whole };
}

/** How a line may name each fact. */
const NAMES: readonly (readonly [fact: keyof Facts, names: readonly string[]])[] = [
  ['headline', ['title', 'headline']],
  ['standfirst', ['subtitle', 'standfirst', 'description']],
  ['byline', ['author', 'authors', 'by', 'byline']],
  ['publisher', ['publisher', 'publication', 'source']],
  ['place', ['place']],
  ['date', ['date', 'published', 'publication date']],
  ['url', ['url', 'link']],
  ['language', ['language', 'lang']],
];

function factOf(fact: keyof Facts, value: string): string | undefined {
  const words = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (fact === 'url') return URL.canParse(words) && /^https?:/.test(words) ? words : undefined;
  if (fact === 'language')
    return LANGUAGES[words.toLowerCase()] ?? /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.exec(words)?.[0];
  return words;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  english: 'en',
  japanese: 'ja',
  french: 'fr',
  german: 'de',
  spanish: 'es',
  italian: 'it',
  portuguese: 'pt',
  russian: 'ru',
  chinese: 'zh',
  korean: 'ko',
};
