import type { Run } from './dom.ts';

/**
 * Joins lines of verse that a page writes as a block each: the lines of a stanza become one paragraph. A stanza ends
 * where the page leaves an empty block, or begins another element.
 */
export function joinVerse(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  let group: Run[] = [];
  const flush = () => {
    joined.push(...(isVerse(group) ? stanzasOf(group) : group));
    group = [];
  };
  for (const run of runs) {
    if (!isLine(run) || (group[0] && group[0].block?.parentElement !== run.block?.parentElement)) flush();
    if (isLine(run)) group.push(run);
    else joined.push(run);
  }
  flush();
  return joined;
}

/** A short block without a line break that may be one of many like it. */
function isLine({ kind, text, why, block }: Run): boolean {
  return (
    kind === 'paragraph' &&
    !why &&
    /^(?:div|p|span)$/.test(block?.localName ?? '') &&
    text.trim().length <= LINE &&
    !/[\n\t]/.test(text.trim())
  );
}

const LINE = 80;

/**
 * Lines that the page calls so, or that are many, short, and mostly do not end as sentences do. Speeches and short
 * remarks end so.
 */
function isVerse(lines: readonly Run[]): boolean {
  if (lines.length < 3) return false;
  const named = (run: Run) =>
    `${run.block?.getAttribute('class')} ${run.block?.parentElement?.getAttribute('class')}`;
  if (lines.every((run) => /poem|verse|stanza|lyric|\bline\b/i.test(named(run)))) return true;
  const count = (test: (text: string) => boolean) => lines.filter(({ text }) => test(text.trim())).length;
  const median = lines.map(({ text }) => text.trim().length).sort((a, b) => a - b)[lines.length >> 1] ?? 0;
  return (
    lines.length >= 4 &&
    median >= 16 &&
    median <= 60 &&
    count((text) => /[.!?…]["'”’»)]*$/.test(text)) < lines.length / 2 &&
    count((text) => /[\p{Ll},;:–—-]["'”’»)]*$/u.test(text)) > lines.length * 0.6 &&
    lines.every(({ block }) => !block?.querySelector('a, img, button'))
  );
}

function stanzasOf(lines: readonly Run[]): Run[] {
  const stanzas: Run[] = [];
  for (const line of lines) {
    const last = stanzas.at(-1);
    const text = indentOf(line) + line.text.trimEnd();
    if (last && !line.gap)
      stanzas[stanzas.length - 1] = {
        ...last,
        text: `${last.text}\n${text}`,
        nodes: [...last.nodes, ...line.nodes],
      };
    else stanzas.push({ ...line, text });
  }
  return stanzas;
}

/** What the page sets a line in by, as spaces; an outdented first line is the usual way to wrap a long one. */
function indentOf({ block }: Run): string {
  const style = block?.getAttribute('style') ?? '';
  const [, size = '0', unit] =
    /(?:margin-left|padding-left|text-indent)\s*:\s*([\d.]+)(em|px|pt)/i.exec(style) ?? [];
  return ' '.repeat(Math.min(20, Math.round((Number(size) * 2) / (unit === 'em' ? 1 : 12))));
}
