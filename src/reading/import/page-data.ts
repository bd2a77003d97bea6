import { parseHTML } from 'linkedom';
import type { Block } from '../make.ts';
import { type DomElement, runsOf, splitRuns } from './dom.ts';
import { LIMITS } from './limits.ts';
import { jsonLd } from './page-facts.ts';

/**
 * The text that a page's own data has, where that is far longer than what the page shows without its programs: the
 * article's body in JSON-LD, or sentences in the strings of its scripts.
 *
 * @param found what the page shows
 * @returns blocks to take in place of those found, if any are whole, and what to tell
 */
export function textInData(
  page: DomElement,
  found: readonly Block[],
): { readonly blocks?: readonly Block[]; readonly remark?: string } {
  const seen = countWords(found.map(({ text }) => text).join(' '));
  const body = jsonLd(page)?.body;
  const stated = countWords(body ?? '');
  if (body && stated > Math.max(50, seen * 2)) {
    const blocks = blocksOf(body);
    if (blocks.every(({ text }) => text.length <= LIMITS.paragraph))
      return {
        blocks,
        remark: `The page shows ${seen} words, its own data has ${stated}. The text was taken from the data; check where its paragraphs begin.`,
      };
  }
  const strings = Math.max(stated, countWords(sentencesInScripts(page)));
  return seen < SHORT && strings > Math.max(100, seen * 2)
    ? {
        remark: `The page’s own data has ${strings} words, ${seen} were found. If the text is not whole, copy it from the page and paste it.`,
      }
    : {};
}

/** Words of a page that may be all furniture. */
const SHORT = 300;

const countWords = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

function blocksOf(body: string): Block[] {
  const html = /<(?:p|br|div)\b/i.test(body)
    ? body
    : body
        .split(/\n+/)
        .map((line) => `<p>${line}</p>`)
        .join('');
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  return splitRuns(runsOf(document.body as unknown as DomElement, () => undefined)).blocks;
}

/** Long strings in scripts that read as prose. */
function sentencesInScripts(page: DomElement): string {
  return [...page.querySelectorAll('script:not([type="application/ld+json"])')]
    .flatMap((script) => script.textContent?.match(/"(?:[^"\\]|\\.){200,100000}"/g) ?? [])
    .map((string) => string.replaceAll(/\\u003c|\\x3c/gi, '<').replaceAll(/<[^>]*>|\\[nrt"/]/g, ' '))
    .filter(
      (string) =>
        /\p{Ll}[.!?] /u.test(string) && /^[\p{L}\p{N}\p{M}\s.,;:!?'’“”"()–—-]*$/u.test(string.slice(0, 150)),
    )
    .join(' ');
}
