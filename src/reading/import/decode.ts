import { analyse } from 'chardet';
import { UserError } from '../../errors.ts';
import { ACCEPTED } from './imported.ts';

/**
 * The characters of a text file. A byte order mark decides, then what the file says of itself (HTML), then
 * whether it is UTF-8, then statistics.
 *
 * @returns the text without its byte order mark, and the encoding's name
 * @throws UserError where the bytes are no text
 */
export function decode(data: Uint8Array): { readonly text: string; readonly encoding: string } {
  const encoding = encodingOf(data);
  const text = decodeAs(data, encoding);
  if (text === undefined) throw notText();
  const controls = text.match(CONTROLS)?.length ?? 0;
  if (text.includes('\0') || controls > text.length / 200) throw notText();
  return { text: text.replaceAll(/\r\n?|\u2028|\u2029|\u0085/g, '\n'), encoding };
}

/** No text has them, but escapes and form feeds occur. */
const CONTROLS = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/g;

function encodingOf(data: Uint8Array): string {
  const [a, b, c] = data;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return utf16WithoutMark(data) ?? statedEncoding(data) ?? utf8(data) ?? likelyEncoding(data);
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

function likelyEncoding(data: Uint8Array): string {
  if (isDamagedUtf8(data)) throw damaged();
  const guesses = analyse(data.subarray(0, 200_000)).map(({ name }) => name.toLowerCase());
  const fits = guesses.find((name) => !name.startsWith('utf') && decodeAs(data, name) !== undefined);
  return !fits || fits === 'iso-8859-1' ? 'windows-1252' : fits;
}

/** Other encodings read as UTF-8 give hardly a character; a damaged file gives nearly all. */
function isDamagedUtf8(data: Uint8Array): boolean {
  const text = new TextDecoder().decode(data);
  const lost = text.match(/\uFFFD/g)?.length ?? 0;
  const others = text.match(/[^\0-\x7f\uFFFD]/g)?.length ?? 0;
  return others > lost * 5;
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

function damaged(): UserError {
  return new UserError(
    'import-encoding',
    'The text is UTF-8 with damaged characters, so its words would come out wrong. Save it again as UTF-8 and send that.',
  );
}
