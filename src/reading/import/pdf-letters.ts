import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { UserError } from '../../errors.ts';
import type { Block } from '../make.ts';

/** By a font and the code of a glyph in it, which pdf.js gives where it knows no letter: the letter. */
export type Glyphs = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Letters as they are typed: Arabic in its presentation forms, ligatures of a single character and the bullets of
 * Microsoft's symbol fonts are shapes of them.
 */
export function readLetters(text: string, glyphs?: ReadonlyMap<string, string>): string {
  return text
    .replaceAll(UNREAD, (code) => glyphs?.get(code) ?? code)
    .replaceAll(/[\ufb00-\ufdfb\ufe70-\ufefc]+/g, (shapes) => shapes.normalize('NFKC'))
    .replaceAll(/[\uf0b7\uf0a7\uf0d8\uf076\uf0a8]/g, '•');
}

/**
 * Control characters, the replacement character and those of private use: codes of glyphs, not letters. Not the parts
 * of large brackets in the font Symbol.
 */
const UNREAD = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8e4]|[\u{f0000}-\u{10fffd}]/gu;

export function hasUnread(text: string): boolean {
  return readLetters(text).search(UNREAD) >= 0;
}

/**
 * Letters of glyphs by the names that a page's fonts give them, such as `three.oldstyle` and `f_i`.
 *
 * It makes pdf.js read all that is drawn on the page, which takes longer than its words alone.
 */
export async function namedGlyphs(page: PDFPageProxy, fonts: readonly string[]): Promise<Glyphs> {
  await page.getOperatorList();
  // pdf.js takes fonts of one name together: a piece of text may have letters of several.
  const byName = new Map<string, Map<string, string>>();
  const glyphs = new Map<string, ReadonlyMap<string, string>>();
  for (const font of fonts.filter((one) => page.commonObjs.has(one))) {
    const { name, differences = [] } = page.commonObjs.get(font) as Font;
    const letters = byName.get(name) ?? new Map<string, string>(/symbol/i.test(name) ? SYMBOLS : []);
    byName.set(name, letters);
    glyphs.set(font, letters);
    for (const [code, glyph] of Object.entries(differences)) {
      const letter = letterNamed(glyph);
      if (letter) letters.set(String.fromCodePoint(Number(code)), letter);
    }
  }
  return glyphs;
}

/** As much of pdf.js's font as is needed here. */
interface Font {
  readonly name: string;
  /** Names of glyphs by their codes. */
  readonly differences?: readonly string[];
}

/** The encoding of the font Symbol, from its blank on, at which Windows puts it: U+F020. A blank where it has none. */
const SYMBOLS = [
  ...' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼',
  ...' '.repeat(34),
  ...'ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑',
].map((letter, i): [string, string] => [String.fromCodePoint(0xf020 + i), letter]);

function letterNamed(name: string): string | undefined {
  const parts = name.replace(/\..*$/, '').split('_');
  const letters = parts.map((part) => (/^[A-Za-z]$/.test(part) ? part : NAMES[part]));
  return letters.every((letter) => letter !== undefined) ? letters.join('') : undefined;
}

/** Of Adobe's glyph list, those that fonts draw in several ways. */
const NAMES: Readonly<Record<string, string>> = {
  zero: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ff: 'ff',
  fi: 'fi',
  fl: 'fl',
  ffi: 'ffi',
  ffl: 'ffl',
  period: '.',
  comma: ',',
  hyphen: '-',
  parenleft: '(',
  parenright: ')',
  dollar: '$',
  percent: '%',
  ampersand: '&',
};

/** Accents that old fonts set as signs of their own, before the letter: `na¨ıve`; Arabic ones, before their space. */
export function composeAccents(text: string): string {
  return text
    .replaceAll(/(\p{L}) ([\u064b-\u065f]+)(?=\p{L})/gu, '$1$2 ')
    .replaceAll(/([\u00a8\u00b4\u02c6\u02c7\u02d8\u02da\u02dc])([A-Za-zıȷ])/g, (both, accent, letter) => {
      const base = letter === 'ı' ? 'i' : letter === 'ȷ' ? 'j' : letter;
      const composed = `${base}${ACCENTS[accent] ?? ''}`.normalize('NFC');
      return composed.length === 1 ? composed : both;
    });
}

const ACCENTS: Readonly<Record<string, string>> = {
  '\u00a8': '\u0308',
  '\u00b4': '\u0301',
  '\u02c6': '\u0302',
  '\u02c7': '\u030c',
  '\u02d8': '\u0306',
  '\u02da': '\u030a',
  '\u02dc': '\u0303',
};

/**
 * Puts a sign in the place of each character that cannot be read, and tells how many there are.
 *
 * @throws UserError where they are a hundredth of the text or more
 */
export function markUnread(blocks: readonly Block[]): { blocks: Block[]; remarks: string[] } {
  const text = blocks.map((block) => block.text).join('\n');
  const unread = (text.match(UNREAD)?.length ?? 0) + lettersOfMixedScripts(text);
  const all = text.replaceAll(/\s/g, '').length;
  if (unread > 0 && unread * 100 >= all)
    throw new UserError(
      'import-pdf-letters',
      `${unread.toLocaleString('en')} of the ${all.toLocaleString('en')} characters in this PDF cannot be read: the file does not say which letters its signs are. Run text recognition (OCR) over it, save it as a PDF again from the program that made it, or send the text.`,
    );
  const marked = blocks.map(
    ({ kind, text: words }): Block => ({ kind, text: words.replaceAll(UNREAD, '\ufffd') }),
  );
  return { blocks: marked, remarks: unread > 0 ? [remarkOn(unread, marked)] : [] };
}

function remarkOn(unread: number, blocks: readonly Block[]): string {
  const count = unread === 1 ? 'One character' : `${unread} characters`;
  const place = blocks.map(({ text }) => /.{0,30}\ufffd.{0,30}/u.exec(text)?.[0]).find(Boolean);
  return `${count} of the PDF cannot be read${place ? ` and ${unread === 1 ? 'stands' : 'stand'} as � in the text: “${place}”` : ''}. Compare with the page.`;
}

/**
 * Letters of words that mix scripts that nobody mixes, where such words are many: a font with codes of its own, which
 * say other letters.
 */
function lettersOfMixedScripts(text: string): number {
  const words = text.match(/[\p{L}\p{M}]{3,}/gu) ?? [];
  const mixed = words.filter((word) => SCRIPTS.filter((script) => script.test(word)).length >= 2);
  return mixed.length * 5 >= words.length ? mixed.join('').length : 0;
}

const SCRIPTS = [
  /[\p{sc=Latin}\p{sc=Greek}]/u,
  /\p{sc=Cyrillic}/u,
  /\p{sc=Armenian}/u,
  /\p{sc=Hebrew}/u,
  /\p{sc=Arabic}/u,
  /[\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Gurmukhi}\p{sc=Gujarati}\p{sc=Oriya}]/u,
  /[\p{sc=Tamil}\p{sc=Telugu}\p{sc=Kannada}\p{sc=Malayalam}\p{sc=Sinhala}]/u,
  /[\p{sc=Thai}\p{sc=Lao}\p{sc=Tibetan}\p{sc=Myanmar}\p{sc=Khmer}]/u,
  /[\p{sc=Georgian}\p{sc=Ethiopic}\p{sc=Cherokee}\p{sc=Mongolian}]/u,
];
