import { analyse } from 'chardet';
import { UserError } from '../../errors.ts';
import { shorten } from '../../text/cut.ts';
import { ACCEPTED } from './imported.ts';

export interface Decoded {
  readonly text: string;
  /** Its name, such as `utf-8` or `shift_jis`. */
  readonly encoding: string;
  /** What its reader should know, where letters may have come out wrong. */
  readonly remarks: readonly string[];
}

/**
 * The characters of a text file. A byte order mark decides, then what the file says of itself (HTML), then
 * whether it is UTF-8, but for a few damaged letters, then what its words look like.
 *
 * @throws UserError where the bytes are no text
 */
export function decode(data: Uint8Array): Decoded {
  const { text, encoding, remarks } = read(data);
  const controls = text.match(CONTROLS)?.length ?? 0;
  if (text.includes('\0') || controls > text.length / 200) throw notText();
  return { text: text.replaceAll(/\r\n?|\u2028|\u2029|\u0085/g, '\n'), encoding, remarks };
}

function read(data: Uint8Array): Decoded {
  const encoding = encodingOf(data);
  const text = encoding && decodeAs(data, encoding);
  if (text !== undefined && encoding) return { text, encoding, remarks: [] };
  return readDamagedUtf8(data) ?? guess(data);
}

/** No text has them, but escapes and form feeds occur. */
const CONTROLS = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/g;

/** What the file says or shows beyond doubt. */
function encodingOf(data: Uint8Array): string | undefined {
  const [a, b, c] = data;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return utf16WithoutMark(data) ?? statedEncoding(data) ?? utf8(data);
}

/** Western text in UTF-16 has a zero in nearly every second byte. */
function utf16WithoutMark(data: Uint8Array): string | undefined {
  const sample = data.subarray(0, 2000);
  const zeros = (from: number) => sample.filter((byte, i) => i % 2 === from && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  if (odd > sample.length * 0.3 && even < odd / 10) return 'utf-16le';
  if (even > sample.length * 0.3 && odd < even / 10) return 'utf-16be';
  return undefined;
}

/** What an HTML or XML file says in its first bytes, if that fits its bytes. */
function statedEncoding(data: Uint8Array): string | undefined {
  const start = Buffer.from(data.subarray(0, 1024)).toString('latin1');
  const said = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)|^\s*<\?xml[^>]+encoding=["']([\w-]+)/i.exec(start);
  const encoding = (said?.[1] ?? said?.[2])?.toLowerCase();
  // A file that can be read bytewise at all is not in UTF-16, whatever it says.
  if (!encoding || encoding.startsWith('utf-16')) return undefined;
  return decodeAs(data, encoding) === undefined ? undefined : encoding;
}

function utf8(data: Uint8Array): string | undefined {
  if (decodeAs(data, 'utf-8') === undefined) return undefined;
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).includes('\x1b$')
    ? 'iso-2022-jp'
    : 'utf-8';
}

/** Other encodings read as UTF-8 give hardly a character; a file that was damaged or pasted together gives most. */
function readDamagedUtf8(data: Uint8Array): Decoded | undefined {
  let [good, bad] = [0, 0];
  const doubtful: string[] = [];
  const lines = Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('latin1').split('\n');
  const text = lines.map((line) => {
    const before = bad;
    const words = line.replaceAll(UTF8, (bytes) => {
      if (bytes.length === 1) bad++;
      else good++;
      return bytes.length === 1 ? western(bytes) : Buffer.from(bytes, 'latin1').toString('utf8');
    });
    if (bad > before) doubtful.push(words);
    return words;
  });
  if (good < bad * 2) return undefined;
  const many = bad === 1 ? 'One letter of this file is' : `${bad} letters of this file are`;
  return {
    text: text.join('\n').replace(/^\uFEFF/, ''),
    encoding: 'utf-8',
    remarks: [
      `${many} stored in another way than the rest, and may have come out wrong. ${lookAt(doubtful)}`,
    ],
  };
}

/** A character in UTF-8 of more than one byte, or a byte that begins none. Unicode 16, table 3-7. */
const UTF8 =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** Reads the bytes in each likely way, and takes the one that makes the most of words. */
function guess(data: Uint8Array): Decoded {
  const guessed = analyse(data.subarray(0, 200_000))
    .map(({ name }) => name.toLowerCase())
    .filter((name) => !name.startsWith('utf'))
    .map((name) => (name === 'iso-8859-1' ? 'windows-1252' : name))
    .find((name) => decodeAs(data, name) !== undefined);
  const likely = new Set([...(guessed ? [guessed] : []), ...ENCODINGS]);
  const readings = [...likely].flatMap((encoding) => {
    const text = decodeAs(data, encoding);
    if (text === undefined) return [];
    const score = plausibility(text.slice(0, 20_000)) + (encoding === guessed ? LEAD : 0);
    return [{ encoding, text, score }];
  });
  const [best, second] = readings.toSorted((a, b) => b.score - a.score);
  if (!best) throw notText();
  const others = second && second.text !== best.text ? second.score : 0;
  const sure = best.score >= 0.8 && best.score - others > (best.encoding === guessed ? 0 : 0.1);
  const odd = best.text.split(/[\r\n]+/).filter((line) => /[^\0-\x7f]/.test(line));
  const worst = odd.toSorted((a, b) => plausibility(a) - plausibility(b));
  return {
    text: best.text,
    encoding: best.encoding,
    remarks: sure
      ? []
      : [
          `The file does not say how its letters are stored, so some may have come out wrong. ${lookAt(worst)}`,
        ],
  };
}

/** What programs stored text in before UTF-8, for European letters, where statistics often fail. */
const ENCODINGS = [
  'windows-1252',
  'macintosh',
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'ibm866',
  'x-mac-cyrillic',
];
/** How much the statistics of languages count beside the look of words. */
const LEAD = 0.05;

/** How a text's letters beyond ASCII look among their neighbours: 1 where all make words, less where some make none. */
function plausibility(text: string): number {
  let [sum, count] = [0, 0];
  for (const { 0: c, index } of text.matchAll(/[^\0-\x7f]/gu)) {
    sum += look(c, text.slice(Math.max(0, index - 2), index).at(-1) ?? ' ', text[index + c.length] ?? ' ');
    count++;
  }
  return count === 0 ? 1 : sum / count;
}

function look(c: string, before: string, after: string): number {
  const inWord = LETTER.test(before) || LETTER.test(after);
  if (LETTER.test(c)) {
    if ([before, after].some((other) => LETTER.test(other) && scriptOf(other) !== scriptOf(c))) return -1.5;
    if (!inWord) return 0.3;
    if (!/\p{Lu}/u.test(c)) return /\p{Ll}/u.test(c) && /\p{Lu}/u.test(after) ? -1 : 1;
    return /\p{Ll}/u.test(before) ? -2 : /\p{Lu}/u.test(before) || /\p{Lu}/u.test(after) ? 0.6 : 1;
  }
  if (/[’‘]/.test(c)) return inWord ? 1 : -0.5;
  if (/[¿¡]/.test(c)) return LETTER.test(before) ? -2 : 1;
  if (/[“„«‹]/.test(c)) return LETTER.test(before) && LETTER.test(after) ? -2 : 1;
  if (/[”»›]/.test(c)) return LETTER.test(before) && LETTER.test(after) ? -2 : 1;
  if (/[–—…\u00a0\u3000-\u303f\uff00-\uffef]/.test(c)) return 1;
  if (/[°€£§©®™·½¼¾²³ªº]/.test(c)) return LETTER.test(before) && LETTER.test(after) ? -2 : 0.5;
  return LETTER.test(before) && LETTER.test(after) ? -2 : -1;
}

const LETTER = /[\p{L}\p{M}]/u;

function scriptOf(letter: string): string {
  return /\p{sc=Latin}/u.test(letter) ? 'Latin' : /\p{sc=Cyrillic}/u.test(letter) ? 'Cyrillic' : 'other';
}

function lookAt(lines: readonly string[]): string {
  const line = shorten(lines[0] ?? '', 120);
  return `Look at this line: “${line}” If it is wrong, open the file in the program that made it, save it as plain text in UTF-8, and add that.`;
}

/** The text, or undefined where the bytes do not fit the encoding, or nobody knows it. */
export function decodeAs(data: Uint8Array, encoding: string): string | undefined {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(data);
    return encoding === 'windows-1252' ? text.replaceAll(/[\x80-\x9f]/g, western) : text;
  } catch {
    return undefined;
  }
}

/**
 * Windows-1252 differs from Latin-1 in these 32 characters (quotation marks and dashes among them), which
 * Node 20 and 22 leave as Latin-1. WHATWG Encoding, index windows-1252.
 */
function western(c: string): string {
  return WESTERN[c.charCodeAt(0) - 0x80] ?? c;
}
const WESTERN = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

function notText(): UserError {
  return new UserError(
    'import-binary',
    `The file is not text: it holds bytes that no text has (such as NUL). ${ACCEPTED}`,
  );
}
