import type { Facts } from '../reading.ts';
import type { DomElement, DomNode, Run } from './dom.ts';
import { hintOf, isAlone, isAtEnd, isDated, isSection, signatureOf } from './furniture.ts';
import type { Why } from './imported.ts';

/**
 * Says of each run of a page whether it is the article's. Readability has judged by the page's structure and drops
 * leads; what it keeps has lines of the page's own before, in and after the article: dates, credits, links to other
 * texts, requests to subscribe.
 *
 * @param isKept whether Readability kept it
 * @returns the runs, each that is not the article's with the reason, and the facts with what lines under the title say
 */
export function judgeRuns(
  runs: readonly Run[],
  isKept: (run: Run) => boolean,
  facts: Partial<Facts>,
): { runs: Run[]; facts: Partial<Facts> } {
  const pieces = runs.map((run): Piece => {
    const text = run.text.trim().replaceAll(/\s+/g, ' ');
    const links = lengthOf(run.nodes.filter(isLinked)) / Math.max(1, lengthOf(run.nodes));
    const isProse = text.length >= 60 && links < 0.4 && endsSentence(text);
    return { run, text, links, isProse, why: run.why, kept: !run.why && isKept(run) };
  });
  const found = pieces.some(({ run, kept }) => kept && run.kind === 'paragraph');
  if (!found) for (const piece of pieces) piece.kept = !piece.why;
  takeMore(pieces, facts.headline);
  for (const piece of pieces) if (!piece.why && !piece.kept) piece.why = placeOf(piece.run);
  if (!found) return { runs: written(pieces), facts };
  const before = pieces.map(({ why }) => why);
  leaveByClass(pieces);
  const stated = leaveHead(pieces, facts);
  leaveByWords(pieces);
  leaveEnd(pieces);
  // A page of a few lines has nothing but such lines.
  if (pieces.every(({ why, run }) => why || run.kind === 'heading'))
    pieces.forEach((piece, i) => {
      piece.why = before[i];
    });
  return { runs: written(pieces), facts: stated };
}

interface Piece {
  readonly run: Run;
  readonly text: string;
  /** The share of it that leads elsewhere. */
  readonly links: number;
  /** Sentences, not a line of the page's own. */
  readonly isProse: boolean;
  kept: boolean;
  why: Why | undefined;
}

const written = (pieces: readonly Piece[]) =>
  pieces.map(({ run, why, text }): Run => {
    const { why: _, ...rest } = run;
    const kind = run.kind === 'heading' && isSentence(text) ? 'paragraph' : run.kind;
    return { ...rest, kind, ...(why && { why }) };
  });

const lengthOf = (nodes: readonly DomNode[]) =>
  nodes.reduce((sum, { textContent }) => sum + (textContent?.trim().length ?? 0), 0);

function isLinked(node: DomNode): boolean {
  return ancestorsOf(node).some(({ localName }) => localName === 'a');
}

/** Up to the page's own element, nearest first. */
export function ancestorsOf(node: DomNode | undefined): DomElement[] {
  const found: DomElement[] = [];
  let element = (node as DomElement | undefined)?.parentElement;
  for (; element; element = element.parentElement) found.push(element);
  return found;
}

const endsSentence = (text: string) => /[.!?…:。！？」』]["'”’»)\]]*$/.test(text);

/** A sentence that the page writes as a heading, which nobody could quote. */
const isSentence = (text: string) =>
  /[.。!?]["'”’»)]*$/.test(text) && (text.split(' ').length >= 12 || text.length >= 90);

/**
 * Sentences, or what the page calls so, between its heading and what Readability kept are the lead, wherever they
 * stand; sentences in the same elements as others that it kept are the article's too.
 */
function takeMore(pieces: readonly Piece[], headline: string | undefined): void {
  const first = pieces.findIndex(({ kept, isProse }) => kept && isProse);
  const last = pieces.findLastIndex(({ kept, isProse }) => kept && isProse);
  if (first < 0) return;
  const title = headline?.toLowerCase();
  const head = pieces
    .slice(0, first)
    .findLastIndex(
      ({ run, kept, text }) =>
        !run.why &&
        (text.toLowerCase() === title || (run.kind === 'heading' && (kept || run.block?.localName === 'h1'))),
    );
  pieces.forEach((piece, i) => {
    if (piece.why || piece.kept || hintAround(piece.run)) return;
    const isLead = head >= 0 && i > head && i < first && (piece.isProse || LEAD.test(namesAround(piece.run)));
    const isBetween =
      i > first &&
      i < last &&
      piece.text.length >= 40 &&
      endsSentence(piece.text) &&
      isLikeNeighbours(pieces, i);
    if (isLead || isBetween) piece.kept = true;
  });
}

/** Paragraphs before and soon after it, in elements of the same names, were kept. */
function isLikeNeighbours(pieces: readonly Piece[], i: number): boolean {
  const place = placeIn((pieces[i] as Piece).run);
  const isLike = ({ kept, text, run }: Piece) => kept && endsSentence(text) && placeIn(run) === place;
  return pieces.slice(Math.max(0, i - 1), i).some(isLike) && pieces.slice(i + 1, i + 4).some(isLike);
}

const LEAD = /subtitle|sub-?head|standfirst|\bdek\b|\blead|\blede\b|summary|excerpt|abstract|teaser|\bintro/i;

const around = ({ nodes }: Run) => ancestorsOf(nodes[0]).filter(({ localName }) => BLOCK.test(localName));
const BLOCK = /^(?:p|div|section|article|main|li|ul|ol|td|blockquote|h[1-6])$/;

const namesAround = (run: Run) =>
  around(run)
    .slice(0, 2)
    .map((element) => element.getAttribute('class') ?? '')
    .join(' ');

/** The names of the elements around, which are the same for paragraphs of one text. */
const placeIn = (run: Run) =>
  around(run)
    .slice(0, 4)
    .map((element) => `${element.localName}.${element.getAttribute('class') ?? ''}`)
    .join(' ');

/** Where in the page words stand that Readability left out. */
function placeOf({ nodes }: Run): Why {
  const inHeader = ancestorsOf(nodes[0]).some(({ localName }) => localName === 'header');
  return hintAround({ nodes }) ?? (inHeader ? 'header' : 'elsewhere');
}

const hintAround = ({ nodes }: Pick<Run, 'nodes'>) =>
  ancestorsOf(nodes[0])
    .map((element) => hintOf(element))
    .find(Boolean);

/** What the page itself calls a caption, a byline, an advertisement. A name that most of the text bears says nothing. */
function leaveByClass(pieces: readonly Piece[]): void {
  const left = pieces.filter(({ why }) => !why);
  const all = left.reduce((sum, { text }) => sum + text.length, 0);
  const hinted = new Map<string, { pieces: Piece[]; why: Why }>();
  for (const piece of left)
    for (const element of ancestorsOf(piece.run.nodes[0])) {
      const why = hintOf(element);
      if (!why) continue;
      const name = `${element.getAttribute('class')} ${element.getAttribute('id')?.replaceAll(/\d+/g, '')}`;
      const same = hinted.get(name) ?? { pieces: [], why };
      hinted.set(name, same);
      same.pieces.push(piece);
    }
  const prose = left.filter(({ isProse, run }) => isProse && !hintAround(run));
  const last = prose.at(-1);
  // Words on the author end a text; what the page calls so before that is its text.
  const isText = (piece: Piece) =>
    piece.isProse && last !== undefined && left.indexOf(piece) < left.indexOf(last);
  for (const { pieces: some, why } of hinted.values())
    if (some.reduce((sum, { text }) => sum + text.length, 0) < all * 0.25)
      for (const piece of some) if (why !== 'byline' || !isText(piece)) piece.why ??= why;
}

/** Lines between the title and the text: author, date, time to read. Facts come from them where the page states none. */
function leaveHead(pieces: readonly Piece[], facts: Partial<Facts>): Partial<Facts> {
  const left = pieces.filter(({ why }) => !why);
  const first = left.findIndex(({ isProse, text }) => isProse && !signatureOf(text, facts));
  let stated = facts;
  for (const piece of left.slice(0, Math.max(0, first))) {
    const said = signatureOf(piece.text, facts);
    if (said) {
      stated = { ...said, ...stated };
      piece.why = 'byline';
    } else if (piece.links > 0.9 && piece.run.kind === 'paragraph' && piece.run.block?.localName !== 'li')
      piece.why = 'link';
  }
  return stated;
}

/** Lines that are the page's own by what they say, and what stands under headings such as “Related stories”. */
function leaveByWords(pieces: readonly Piece[]): void {
  const left = pieces.filter(({ why }) => !why);
  left.forEach((piece, i) => {
    if (piece.why) return;
    if (isAlone(piece.text)) piece.why = 'aside';
    else if (isSection(piece.text, piece.run.kind)) {
      piece.why = 'aside';
      const rest = left.slice(i + 1);
      const length = rest.findIndex(
        ({ isProse, links, text }) => isProse && links < 0.2 && text.length >= 120,
      );
      for (const after of length < 0 ? rest : rest.slice(0, length)) {
        if (length >= 0 && after.links < 0.5) break;
        after.why ??= 'link';
      }
    } else if (piece.links > 0.95 && !endsSentence(piece.text) && isLonely(left, i)) piece.why = 'link';
  });
}

/** A link that is a paragraph between paragraphs leads away; links in a row are a list. */
function isLonely(left: readonly Piece[], i: number): boolean {
  const piece = left[i];
  const around = [left[i - 1], left[i + 1]];
  return (
    piece?.run.kind === 'paragraph' &&
    !/^(?:li|td|th|dt|dd|pre)$/.test(piece.run.block?.localName ?? '') &&
    around.every((one) => one === undefined || one.isProse)
  );
}

/** After the last sentences: links, headings over nothing, dates, rights, words on the author. */
function leaveEnd(pieces: readonly Piece[]): void {
  for (;;) {
    const last = pieces.findLast(({ why }) => !why);
    if (!last) return;
    if (last.run.kind === 'heading') last.why = 'link';
    else if (isAtEnd(last.text)) last.why = 'aside';
    else if (isDated(last.text)) last.why = 'byline';
    else if (last.links > 0.8 && !last.isProse) last.why = 'link';
    else return;
  }
}
