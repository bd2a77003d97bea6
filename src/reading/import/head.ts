import { parseDate } from '../../dates/parse-date.ts';
import { UserError } from '../../errors.ts';
import { shorten } from '../../text/cut.ts';
import type { Block } from '../make.ts';
import type { Facts } from '../reading.ts';
import { isTitle, mayBeTitle } from './headings.ts';
import type { Dropped } from './imported.ts';
import { WIDE } from './lines.ts';

/**
 * Facts that a text states in lines such as `Title: …` or `Author: …`.
 *
 * @returns the facts, and whether every line stated one
 */
export function headOf(lines: string): { readonly facts: Partial<Facts>; readonly whole: boolean } {
  const facts: Record<string, string> = {};
  let whole = true;
  for (const line of lines.split('\n').filter((one) => one.trim() !== '')) {
    const stated = statedIn(line);
    if (!stated) whole = false;
    for (const [fact, words] of Object.entries(stated ?? {})) facts[fact] ??= words;
  }
  return { facts, whole };
}

/** The fact that a line `Name: …` states; none where its value is no such fact; undefined where it names none. */
function statedIn(line: string): Partial<Facts> | undefined {
  const [, key = '', value = ''] = /^\s*([A-Za-z][\w ]{0,30}?)\s*[:：]\s*(.+)$/.exec(line) ?? [];
  return factNamed(key, value);
}

/** The fact that a value is by its name, such as `Author`; none where it is no such fact; undefined where no fact has it. */
export function factNamed(name: string, value: string): Partial<Facts> | undefined {
  const [fact] = NAMES.find(([, names]) => names.includes(name.toLowerCase())) ?? [];
  if (!fact) return undefined;
  const words = factOf(fact, value);
  return words ? { [fact]: words } : {};
}

export interface Head {
  readonly facts: Partial<Facts>;
  readonly blocks: readonly Block[];
  /** Words that were read as facts and do not stand in them as they are, such as “By” or a date. */
  readonly dropped: readonly Dropped[];
  /** What its reader should know: a title that may be none. */
  readonly remarks: readonly string[];
}

/**
 * Takes out of the body what stands above it: the title where facts follow it, the lines that say who wrote it, where
 * and when, and the place and date that a report begins with (its dateline). What says something else than the facts
 * that are known already stays in the body.
 *
 * @param options.alone whether a first line can be the title though nothing of the kind follows it
 */
export function takeHead(
  known: Partial<Facts>,
  blocks: readonly Block[],
  { alone = false }: { readonly alone?: boolean } = {},
): Head {
  const taken: Taken = { facts: { ...known }, dropped: [], remarks: [] };
  const stated = takeLines(taken, blocks);
  const rest = takeLines(taken, takeTitle(taken, stated, alone));
  const [first, ...others] = rest;
  if (first?.kind !== 'paragraph') return { ...taken, blocks: rest };
  const text = takeDateline(taken, first.text);
  return { ...taken, blocks: text === first.text ? rest : [{ kind: 'paragraph', text }, ...others] };
}

interface Taken {
  facts: Partial<Facts>;
  dropped: Dropped[];
  remarks: string[];
}

/** How many lines may stand between a title and its text. */
const LINES = 10;

/** Without a known title, the first line, if it can be one; where facts follow it, it can be more. */
function takeTitle(taken: Taken, blocks: readonly Block[], alone: boolean): readonly Block[] {
  const [first, second, ...others] = blocks;
  if (taken.facts.headline !== undefined || first?.kind !== 'paragraph' || !second) return blocks;
  const [title = '', ...lines] = first.text.trim().split('\n');
  const follow = lines.length > 0 ? lines : others.length > 0 ? second.text.split('\n') : [];
  const stated =
    title.length <= 200 &&
    !/[,;:]$/.test(title) &&
    !isVerse(title, lines) &&
    readLines(follow, isTitle(title));
  if (stated || (alone && lines.length === 0 && isTitle(title))) {
    taken.facts = { headline: title, ...taken.facts };
    return [...(lines.length > 0 ? [{ kind: first.kind, text: lines.join('\n') }] : []), second, ...others];
  }
  if (alone && lines.length === 0 && mayBeTitle(title)) taken.remarks.push(titleInDoubt(title));
  return blocks;
}

/** Lines of Chinese verse are as long as each other, and as short as names. */
function isVerse(title: string, lines: readonly string[]): boolean {
  return WIDE.test(title) && title.length > 4 && lines.some(({ length }) => length === title.length);
}

function titleInDoubt(title: string): string {
  return `The first line, “${shorten(title, 80)}”, may be the title or the beginning of the text. It was kept as ¶1; if it is the title, give it with “Edit facts”.`;
}

function takeLines(taken: Taken, blocks: readonly Block[]): readonly Block[] {
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph' || rest.length === 0) return blocks;
  const lines = first.text.split('\n');
  const facts = lines.length > LINES ? undefined : readLines(lines, taken.facts.headline !== undefined);
  if (!facts || !agree(taken.facts, facts)) return blocks;
  keep(taken, facts, first.text);
  return takeLines(taken, rest);
}

/** Facts that lines of a head state, if each of them states one; the first may stand under the title (a standfirst). */
function readLines(lines: readonly string[], titled: boolean): Partial<Facts> | undefined {
  if (lines.length === 0) return undefined;
  const read = lines.map((line, i) => readLine(line.trim(), lines.length > 1 && titled && i < 2));
  if (read.every((facts) => facts !== undefined)) return Object.assign({}, ...read.toReversed());
  const [first, ...others] = read;
  const [subtitle = ''] = lines;
  return titled && !first && others.length > 0 && others.every(Boolean) && isTitle(subtitle)
    ? Object.assign({ standfirst: subtitle.trim() }, ...others.toReversed())
    : undefined;
}

/** @param named whether a name alone can be the author's */
function readLine(line: string, named: boolean): Partial<Facts> | undefined {
  if (line === '' || line.length > 200) return undefined;
  return (
    statedIn(line) ??
    bylineIn(line) ??
    datedLine(line) ??
    (named && isName(line) ? { byline: line } : undefined)
  );
}

/** `By Jane Doe, The Courier, 3 May 2019`; also `Commencement address by …, place, date`. */
function bylineIn(line: string): Partial<Facts> | undefined {
  const [, speech, words = ''] = BYLINE.exec(line) ?? BYLINE_EAST.exec(line) ?? [];
  if (!words || /[.!?。]$/.test(words.replace(/(?:\b\p{Lu}|\b(?:Jr|Sr|Inc|Ltd))\.$/u, ''))) return undefined;
  const { date, before } = splitDate(words);
  const [name = '', ...more] = before
    .split(/\s*(?:,|\||·|•|\s[–—-]\s|\s+for\s+(?=\p{Lu}))\s*/u)
    .filter(Boolean);
  if (!isName(name) && !isNames(name)) return undefined;
  const at = more.findIndex((part) => PUBLISHER.test(part));
  const authors = [name, ...(at < 0 ? more : more.slice(0, at))];
  const rest = at < 0 ? [] : more.slice(at);
  // After a speaker's name stands where it was spoken; after an author's, a second author or what they are.
  const place = speech && authors.length > 1 ? authors.splice(1).join(', ') : undefined;
  if (authors.some((part) => part.length > 80)) return undefined;
  return {
    byline: authors.join(', '),
    ...(rest.length > 0 && (speech ? { place: rest.join(', ') } : { publisher: rest.join(', ') })),
    ...(place && { place }),
    ...(date && { date }),
  };
}

const BYLINE =
  /^(?:(?:(?:Written|Posted|Reported|Story|Text) )?(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|de|di|da|[Dd]oor|[Aa]v|Автор:?)|(\p{Lu}[\p{L} ]{2,50}? (?:by|von|par|por|de|di))):? +(?=["'“]?\p{Lu}|@)(.{2,150})$/u;
const BYLINE_EAST = /^(?:()(?:文|著|作|撰文|作者|記者|记者)[:：/／ \u3000]\s*)([^。！？]{2,40})$/u;
const PUBLISHER =
  /^(?:The|Der|Die|Das|Le|La|Les|El|Il|O|A) \p{Lu}|\b(?:News|Times|Post|Press|Courier|Herald|Tribune|Gazette|Journal|Review|Chronicle|Guardian|Observer|Agency|Magazine|Reuters|AFP|AP|BBC|CNN|NPR|dpa|Radio|Zeitung|Blatt|Monde|Figaro|País|Stampa|Repubblica|University|College|School|Hall|Institute|Daily|Weekly|Standard|Telegraph|Independent|Globe|Sun|Star|Mail|Bulletin|Record|Register|Sentinel|Examiner|Inquirer|Dispatch|Wire|Online|Media)\b|\p{L}(?:blatt|zeitung|anzeiger|kurier|rundschau|bote|post)$/u;

/** A line of one date and what says of what: `Recorded 3 May 2019`, `Elmford, 14 March 2024`. */
function datedLine(line: string): Partial<Facts> | undefined {
  const { date, before } = splitDate(line);
  if (!date || /[.!?。]$/.test(line)) return undefined;
  const where = before
    .replace(DATED, '')
    .replace(/[\s,;:·|–—-]+$/, '')
    .trim();
  if (where === '') return { date };
  const place = where.replace(/^(?:In|At|Given at|Delivered at|Held at) /u, '');
  return isPlace(place) ? { place, date } : undefined;
}

/** `Elmford`, `Harlan College, New York`; no sentence, whose words do not all have capitals. */
function isPlace(words: string): boolean {
  return (
    words.length <= 60 &&
    /^(?:(?:\p{Lu}[\p{L}.'’-]*|de|del|of|the|am|an|der|la|le|les|sur|upon),? ?){1,6}$/u.test(words) &&
    !/^(?:In|At|On|The|It|By|From|To|Since|After|Before|Until|For)$/.test(words)
  );
}

const DATED =
  /^(?:(?:first |last )?(?:recorded|published|posted|updated|delivered|given|written|dated|held|spoken|broadcast|aired|printed|veröffentlicht|erschienen|gehalten|stand|publié|paru|publicado|pubblicato|опубликовано)(?: (?:on|am|le|el|il))?:?|(?:on|am|le|el|il)(?= \d)|date:)/i;

/** The date that words end with, and what stands before it. */
function splitDate(words: string): { readonly date?: string; readonly before: string } {
  const marks = [0, ...[...words.matchAll(/[\s,;|·(]+/g)].map(({ index, 0: mark }) => index + mark.length)];
  for (const from of marks) {
    const date = asDate(words.slice(from).replace(/[).]$/, ''));
    if (date) return { date, before: words.slice(0, from).replace(/[\s,;|·(–—-]+$/, '') };
  }
  return { before: words };
}

/** A day, a month or a year of this millennium or the last; a number alone is no date here. */
function asDate(words: string): string | undefined {
  if (!/\b1\d{3}\b|\b20\d{2}\b|[年년]/.test(words) || words.length > 60) return undefined;
  try {
    return parseDate(words);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** “ELMFORD, 14 March 2024 - The council …”, “MOSCOW (Reuters) — …”: without it, if it says nothing that is not taken. */
function takeDateline(taken: Taken, text: string): string {
  const [whole, words = '', agency] = DATELINE.exec(text) ?? [];
  if (whole === undefined || text.length < whole.length + 20) return text;
  const { date, before } = splitDate(words);
  const [place = '', ...region] = before.split(/,\s*/);
  const shouted = !/\p{Ll}/u.test(place) && place.length > 2;
  // A place in small letters needs its date: “Tuesday – the day …” is no dateline.
  if (!/^\p{Lu}[\p{L} .'’-]{1,40}$/u.test(place) || region.length > 1 || !(shouted || date)) return text;
  const facts = {
    place: [shouted ? inTitleCase(place) : place, ...region].join(', '),
    ...(date && { date }),
    ...(agency && { publisher: agency }),
  };
  if (!agree(taken.facts, facts)) return text;
  keep(taken, facts, whole);
  return text.slice(whole.length);
}

const DATELINE =
  /^(\p{Lu}[\p{L}\p{N} .,'’/-]{2,70}?)\s*(?:\((\p{Lu}[^()]{1,40})\)\s*)?(?:\s[-–—]{1,2}|[–—])\s*(?=["'“„«]?[\p{Lu}\p{N}])/u;

function inTitleCase(place: string): string {
  return place.toLowerCase().replaceAll(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
}

/** Whether facts say nothing else than those that are known. */
function agree(known: Partial<Facts>, facts: Partial<Facts>): boolean {
  return (Object.keys(facts) as (keyof Facts)[]).every((fact) => {
    const [before, now] = [known[fact], facts[fact]];
    if (before === undefined || now === undefined) return true;
    if (fact === 'date')
      return (asDate(before) ?? before).startsWith(asDate(now) ?? now) || before.startsWith(now);
    return fold(before).includes(fold(now)) || fold(now).includes(fold(before));
  });
}

function keep(taken: Taken, facts: Partial<Facts>, words: string): void {
  taken.facts = { ...facts, ...taken.facts };
  const stated = fold(Object.values(taken.facts).join(' ')).split(' ');
  if (
    fold(words)
      .split(' ')
      .some((word) => !stated.includes(word))
  )
    taken.dropped.push({ words, why: 'head' });
}

const fold = (words: string) =>
  words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The name of a person, as it stands on a line of its own: `Senator Miriam Adeyemi`, `夏目漱石`. */
function isName(words: string): boolean {
  if (/^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}・ \u3000]{2,10}$/u.test(words)) return true;
  const parts = words.split(/\s+/);
  const capital = parts.filter((part) =>
    /^(?:\p{Lu}[\p{L}'’-]*\.?|(?:\p{Lu}\.){1,3}|@\w+)$/u.test(part),
  ).length;
  return (
    parts.length <= 6 &&
    capital >= Math.min(2, parts.length) &&
    parts.every((part) =>
      /^(?:["'“]?\p{Lu}[\p{L}'’.-]*["'”]?,?|@\w+|de|del|della|di|da|dos|du|van|von|der|den|ter|la|le|al|bin|ibn|y|e|zu|of)$/u.test(
        part,
      ),
    ) &&
    !/^(?:The|A|An|Der|Die|Das|Le|La|Les|El|Los|Il|On|In|At|Of|To|From|For|And|My|Our|What|Why|How|When)\b/.test(
      words,
    )
  );
}

function isNames(words: string): boolean {
  const names = words.split(/\s+(?:and|und|et|y|e|en|&|и)\s+/u);
  return names.length > 1 && names.every(isName);
}

/** How a line may name each fact. */
const NAMES: readonly (readonly [fact: keyof Facts, names: readonly string[]])[] = [
  ['headline', ['title', 'headline']],
  ['standfirst', ['subtitle', 'standfirst', 'description']],
  ['byline', ['author', 'authors', 'by', 'byline', 'speaker']],
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
