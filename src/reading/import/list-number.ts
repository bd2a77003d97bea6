/** How a number before a list's item is written, by its first one. */
export type NumberFormat = '1' | '01' | 'a' | 'A' | 'i' | 'I';

/** The number of an item, from 1, as the list writes it: 28 is `28`, `bb` or `xxviii`. */
export function writeNumber(n: number, format: NumberFormat): string {
  if (format === 'a' || format === 'A') {
    const letter = String.fromCharCode((format === 'a' ? 97 : 65) + ((n - 1) % 26));
    return letter.repeat(Math.ceil(n / 26));
  }
  if (format === 'i') return roman(n).toLowerCase();
  if (format === 'I') return roman(n);
  return format === '01' && n < 10 ? `0${n}` : String(n);
}

const ROMAN = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

function roman(n: number): string {
  const [value, sign] = ROMAN.find(([least]) => n >= least) ?? [];
  return value === undefined ? '' : sign + roman(n - value);
}
