/** A line of a page: its words, where it begins and ends and its height, in points from the lower left. */
export interface Line {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

/** Lines in the order in which they were set. */
export type Page = readonly Line[];

/** As much of pdf.js's text content as is needed here. */
interface Content {
  readonly items: readonly (Item | object)[];
}

interface Item {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly hasEOL: boolean;
}

/** Joins the pieces of a page's text into lines: pieces at one height, one after the other. */
export function linesOf({ items }: Content): Line[] {
  const lines: { text: string; x: number; right: number; y: number; size: number }[] = [];
  let open = false;
  for (const item of items) {
    if (!('str' in item)) continue;
    const [, , c = 0, d = 0, x = 0, y = 0] = item.transform;
    const size = Math.hypot(c, d);
    const line = lines.at(-1);
    if (open && line && Math.abs(line.y - y) < Math.max(size, line.size) * 0.5 && x >= line.x) {
      const gap = x - line.right > size * 0.2 && !/\s$/.test(line.text) && !/^\s/.test(item.str);
      line.text += (gap ? ' ' : '') + item.str;
      line.right = Math.max(line.right, x + item.width);
      // The height of a line is that of its words, not of a footnote's mark that begins it.
      if (size > line.size) Object.assign(line, { size, y });
    } else if (item.str.trim() !== '') {
      lines.push({ text: item.str, x, right: x + item.width, y, size });
      open = true;
    }
    if (item.hasEOL) open = false;
  }
  return lines.map((line) => ({ ...line, text: line.text.trim() })).filter(({ text }) => text !== '');
}
