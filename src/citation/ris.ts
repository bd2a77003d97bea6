import type { Item } from './item.ts';

/**
 * A record of RIS from the tags that citation.js gives. It leaves out authors and day of newspaper articles and
 * the site of web pages, and breaks long lines in two, which parts a hash: so those tags are added here, and
 * each stays on its line.
 */
export function risOf(item: Item, tags: Readonly<Record<string, string | readonly string[]>>): string {
  const { TY: type = 'GEN', ...given } = tags;
  const all: Record<string, string | readonly string[]> = {
    ...given,
    ...(item.author && {
      AU: item.author.map((name) => ('literal' in name ? name.literal : `${name.family}, ${name.given}`)),
    }),
    ...(item.issued && { DA: dateOf(item.issued) }),
    ...(item['container-title'] && { T2: item['container-title'] }),
  };
  const lines = Object.entries(all).flatMap(([tag, values]) =>
    [values].flat().map((value) => `${tag}  - ${value.replaceAll(/\s+/g, ' ')}`),
  );
  return [`TY  - ${type}`, ...lines.sort(), 'ER  - '].join('\n');
}

/** `YYYY/MM/DD`, with as much of it as is known. */
function dateOf(issued: NonNullable<Item['issued']>): string {
  if ('literal' in issued) return issued.literal;
  return issued['date-parts'][0].map((part) => String(part).padStart(2, '0')).join('/');
}
