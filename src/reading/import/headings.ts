import { endsSentence } from './lines.ts';

/*
 * A heading and a headline have no number, so nobody can quote them: a line is one only where nothing else fits.
 */

/** Whether a line alone between blank lines may be the title of what follows. */
export function isTitle(part: string): boolean {
  const line = withoutMarks(part);
  return (
    !line.includes('\n') &&
    line.length <= 150 &&
    /[\p{L}\p{N}]/u.test(line) &&
    !/[.!?。！？,;:：;…]["'”’»)\]]*$/.test(line) &&
    !/[\])]$/.test(line) &&
    // Two sentences, the last without its full stop; but a title may name Mr. Hyde.
    !/\p{Ll}{4}[.!?]\s+\p{Lu}/u.test(line) &&
    !isNumbered(line) &&
    !isWords(line)
  );
}

/** Whether what cannot be told from a sentence by its shape may yet be a title: a doubt worth telling. */
export function mayBeTitle(part: string): boolean {
  const line = withoutMarks(part);
  return (
    !line.includes('\n') &&
    line.length <= 100 &&
    !/[.。,;:：]["'”’»)\]]*$/.test(line) &&
    !ITEM.test(line) &&
    !isNumbered(line)
  );
}

/**
 * A line of capitals, `Chapter 3 …`, or a line that is underlined.
 *
 * @param following how many characters of text follow before the next line of this kind
 */
export function isHeading(part: string, following: number): boolean {
  const line = part.trim();
  if (UNDERLINED.test(line)) return true;
  if (isNumbered(line)) return true;
  return (
    isCapitals(line) &&
    line.length >= 5 &&
    !line.includes('\n') &&
    line.length <= 120 &&
    following >= 60 &&
    isTitle(line) &&
    !SHOUT.test(line.toLowerCase())
  );
}

/** Whether words are written in capitals alone. */
export function isCapitals(words: string): boolean {
  return /\p{Lu}{2,}/u.test(words) && !/\p{Ll}/u.test(words);
}

/** The words of a heading, without the line under it. */
export function headingOf(part: string): string {
  return part.trim().replace(/\n\s*[=-]{3,}$/, '');
}

const UNDERLINED = /^[^\n]{1,120}\n\s*(?:={3,}|-{3,})$/;

/**
 * `Chapter 3`, `ACT I`, `§ 5`, `第一章`: alone, or with a title after it, perhaps on the next line. `Part I play` is
 * none, nor `Section 3. It is so ordered.`
 */
export function isNumbered(part: string): boolean {
  const line = part.trim().replaceAll(/\s+/g, ' ');
  if (line.length > 120 || part.trim().split('\n').length > 3) return false;
  if (NUMERAL.test(line)) return true;
  const [whole, mark = ''] = NUMBERED.exec(line) ?? [];
  if (whole === undefined) return false;
  const title = line.slice(whole.length).trim();
  if (title === '') return true;
  if (/^第/.test(whole)) return !/[。！？]$/.test(title);
  const capitals = !/\p{Ll}/u.test(title);
  const cased = title.split(' ').filter((word) => /^\p{L}{4,}/u.test(word));
  const isTitled = capitals || cased.every((word) => /^\p{Lu}/u.test(word));
  if (mark === '' && !/^\p{Lu}/u.test(title) && !/^["“„«]?\p{Lu}/u.test(title)) return false;
  if (isWords(title)) return false;
  // “SCENE I. Elsinore. A platform before the castle.” sets a scene; “Section 3. It is so ordered.” orders.
  return !endsSentence(title) || isTitled || (/^\p{Lu}{3}/u.test(whole) && !VERB.test(title));
}

const PARTS =
  'chapter|part|book|section|act|scene|canto|letter|article|amendment|volume|appendix|stave|lesson|' +
  'kapitel|teil|buch|akt|aufzug|auftritt|szene|brief|artikel|chapitre|partie|livre|acte|scène|chant|lettre|' +
  'capítulo|parte|libro|acto|escena|artículo|capitolo|atto|scena|articolo|livro|ato|cena|artigo|hoofdstuk|deel|' +
  'глава|часть|книга|раздел|действие|явление|статья|письмо';
const NUMBERS =
  '[ivxlcdm]+|\\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|' +
  'the (?:first|second|third|fourth|fifth|last)|' +
  'eins|zwei|drei|erster|zweiter|dritter|premier|première|deuxième|primero|segundo|primo|secondo|terzo|первая|вторая|третья';
const NUMBERED = new RegExp(
  `^(?:(?:${PARTS})\\s+(?:${NUMBERS})(?![\\p{L}\\p{N}])\\s*([.:,–—-]|$)?|§+\\s*\\d+[a-z]?([.:]|$)?|第\\s*[\\d〇一二三四五六七八九十百]+\\s*[章部編節回幕巻])`,
  'iu',
);

/** A Roman or Chinese number alone. */
const NUMERAL = /^(?:(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?|[一二三四五六七八九十]{1,3})$/;

/** What cannot be the name of something: a quotation, a label with words, an item of a list, a sentence. */
function isWords(line: string): boolean {
  return QUOTATION.test(line) || LABELLED.test(line) || ITEM.test(line) || isSentence(line);
}

const QUOTATION = /^(["'“”„«‹「『‘]).*["'“”»›」』’]$/u;
const LABELLED = /^\p{Lu}[\p{L} .'’-]{0,40}: \S/u;
/** The beginning of an item of a list, of a note or of a quoted line. */
export const ITEM = /^\s*(?:[-*•‣·–—>]\s|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|\(?[ivx]{1,5}\)\s|\[\d+\]|\*\s?\d)/;

/** A sentence that lacks its full stop: it has a subject that no title has, or a verb, and is not written as a title is. */
function isSentence(line: string): boolean {
  if (isCapitals(line)) return isSaid(line.toLowerCase());
  const long = line.match(/(?<!\p{L})\p{L}{4,}/gu) ?? [];
  const titled = long.length > 0 && long.every((word) => /^\p{Lu}/u.test(word));
  // In a title that is written as one, a verb or pronoun within it has a capital too: “The Work That Is Ours to Do”.
  return isSaid(titled ? line : line.charAt(0).toLowerCase() + line.slice(1));
}

function isSaid(line: string): boolean {
  return PRONOUN.test(line) || (line.split(/\s+/).length >= 3 && VERB.test(line));
}

const oneOf = (words: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}'’])(?:${words.replaceAll(' ', '|')})(?![\\p{L}\\p{N}'’])`, 'u');
/** Of English, German, French, Spanish, Italian, Portuguese, Dutch and Russian; only those that titles seldom have. */
const PRONOUN = oneOf(
  "i I(?=\\s\\p{Ll}) me i'm i’m I'm I’m you we us he him she they them it's it’s ich mich mir dich wir uns ihr ihn je j'ai tu nous vous ils elles yo tú él ella nosotros ellos io noi loro lui lei eu ele ela nós eles ik jij wij hij zij я ты он она мы вы они мне меня тебя нас",
);
const VERB = oneOf(
  'is are was were be been has had did does will would can could shall should must said ist sind waren hatte hatten wird wurde wurden est sont était étaient fut avait avaient es eran fue fueron había è sono erano fu aveva eram tinha waren heeft had werd был была было были есть',
);
/** What is cried, or written on a sign, rather than what names a part. */
const SHOUT = oneOf(
  "no yes not never stop go come help wait look run get let please fire keep leave tell give take shut open listen halt hands nobody nothing everybody who what why where when how hurrah hello goodbye dear danger beware warning exit entry sale closed here now then do don’t don't",
);

/** Without the marks of footnotes at its end. */
function withoutMarks(part: string): string {
  return part.trim().replace(/(?:\s?(?:\[\d{1,3}\]|[*†‡]|[¹²³⁰-⁹]+))+$/, '');
}
