import { parseHTML } from 'linkedom';
import { marked } from 'marked';
import { type DomElement, runsOf, splitRuns } from './dom.ts';
import { headOf } from './head.ts';
import type { Dropped, Parsed } from './imported.ts';

/** Markdown (GFM): its marks are read, not shown; addresses of links are listed as left out. */
export function fromMarkdown(source: string): Parsed {
  const front = /^---\n([\s\S]*?)\n(?:---|\.\.\.)\n/.exec(source);
  const { facts } = headOf(front?.[1] ?? '');
  const html = marked.parse(source.slice(front?.[0].length ?? 0), { async: false });
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  const body = document.body as unknown as DomElement;
  const { blocks, dropped } = splitRuns(runsOf(body, () => undefined));
  return { facts, blocks, dropped: [...dropped, ...addresses(body)] };
}

function addresses(body: DomElement): Dropped[] {
  return [...body.querySelectorAll('a[href]')].flatMap((link): Dropped[] => {
    const address = link.getAttribute('href') ?? '';
    return link.textContent?.includes(address) ? [] : [{ words: address, why: 'address' }];
  });
}
