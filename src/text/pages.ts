/**
 * Splits items over pages, in order. There is always a first page; it is left empty where an item fits the next
 * only. An item that fits none has one of its own.
 *
 * @param fits whether items can stand on one page, by its number from 0
 */
export function paginate<T>(
  items: readonly T[],
  fits: (page: readonly T[], number: number) => boolean,
): T[][] {
  let page: T[] = [];
  const pages = [page];
  for (const item of items) {
    const full = !fits([...page, item], pages.length - 1);
    if (full && (page.length > 0 || fits([item], pages.length))) {
      page = [];
      pages.push(page);
    }
    page.push(item);
  }
  return pages;
}
