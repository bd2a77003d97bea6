import { type Glyphs, readLetters } from './pdf-letters.ts';

/** Words as one command of a PDF sets them: where they begin and end and their height, in points from the lower left. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  /** Of the baseline. */
  readonly y: number;
  readonly size: number;
  readonly font: string;
  /** The piece that a space parts it from, whatever lies between them. */
  readonly spaced?: Piece | undefined;
}

/** As much of pdf.js's text content as is needed here. */
export interface Content {
  readonly items: readonly (Item | object)[];
  readonly styles: Readonly<Record<string, { readonly vertical: boolean }>>;
}

interface Item {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly fontName: string;
}

/**
 * The pieces of a page by the direction in which they are written, the most used one first. Each is turned so that its
 * lines run from left to right and from top to bottom: a page that lies on its side, Japanese written downwards.
 *
 * @param glyphs letters of glyphs that pdf.js knows no letters for
 */
export function piecesOf({ items, styles }: Content, glyphs?: Glyphs): Piece[][] {
  const turned = new Map<number, Piece[]>();
  const at = new Map<string, Piece[]>();
  let last: Piece | undefined;
  let space = false;
  for (const item of items) {
    if (!('str' in item)) continue;
    const text = readLetters(item.str, glyphs?.get(item.fontName));
    if (text.trim() === '') {
      space ||= text !== '';
      continue;
    }
    const { angle, ...piece } = turn(item, text, styles[item.fontName]?.vertical ?? false);
    const same = at.get(text) ?? [];
    // Programs that have no bold letters set words twice, a little apart.
    if (same.some(({ x, y }) => Math.hypot(x - piece.x, y - piece.y) < piece.size * 0.15)) continue;
    const placed: Piece = { ...piece, spaced: space ? last : undefined };
    at.set(text, same);
    same.push(placed);
    const pieces = turned.get(angle) ?? [];
    turned.set(angle, pieces);
    pieces.push(placed);
    last = placed;
    space = false;
  }
  const letters = (pieces: readonly Piece[]) => pieces.reduce((sum, { text }) => sum + text.length, 0);
  return [...turned.values()].sort((a, b) => letters(b) - letters(a));
}

function turn(item: Item, text: string, vertical: boolean): Piece & { readonly angle: number } {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = item.transform;
  const font = item.fontName;
  if (vertical) {
    const size = Math.hypot(a, b);
    return { text, x: -f, right: -f + item.height, y: e, size, font, angle: -90 };
  }
  const angle = Math.round((Math.atan2(b, a) * 180) / Math.PI);
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  const x = e * cos + f * sin;
  const y = f * cos - e * sin;
  return { text, x, right: x + item.width, y, size: Math.hypot(c, d) || Math.hypot(a, b), font, angle };
}
