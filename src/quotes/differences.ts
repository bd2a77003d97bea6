import { BRACKETS, DASHES, INVISIBLE, MARKS } from './tokens.ts';

/** What may differ where every word and every mark of punctuation is the same. */
export type Difference =
  | 'case'
  | 'spacing'
  | 'quotation marks'
  | 'brackets'
  | 'dashes'
  | 'ellipses'
  | 'invisible characters'
  | 'closing punctuation';

/** What two texts of equal tokens differ in; none where they are equal to the letter. */
export function differencesOf(text: string, words: string): Difference[] {
  if (text === words) return [];
  const found: Difference[] = [];
  const differ = (difference: Difference, see: (of: string) => string) => {
    if (see(text) !== see(words)) found.push(difference);
  };
  differ('case', letters);
  differ('spacing', (of) =>
    of
      .replace(MARKS, '')
      .replace(BRACKETS, '')
      .replace(INVISIBLE, '')
      .replace(DASHES, '-')
      .replace(ELLIPSES, '…')
      .normalize('NFC')
      .toLowerCase(),
  );
  differ('quotation marks', only(MARKS));
  differ('brackets', only(BRACKETS));
  differ('dashes', only(DASHES));
  differ('ellipses', only(ELLIPSES));
  differ('invisible characters', (of) => only(INVISIBLE)(of) + letters(of.toLowerCase(), 'as is'));
  return found;
}

const ELLIPSES = /\.(?:\s?\.){2,}|…/g;

const only = (pattern: RegExp) => (of: string) => (of.match(pattern) ?? []).join('');

function letters(of: string, form: 'NFC' | 'as is' = 'NFC'): string {
  const seen = (of.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).join('');
  return form === 'NFC' ? seen.normalize('NFC') : seen;
}
