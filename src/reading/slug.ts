/**
 * A short name made of words, for ids: `a-z`, `0-9` and single hyphens. A number is added where it is taken.
 *
 * @param otherwise where the words have no Latin letter or digit
 */
export function slugOf(words: string, taken: readonly string[], otherwise: string, length = 30): string {
  const plain = words
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
  const parts = plain.replaceAll(/['’]/g, '').match(/[a-z0-9]+/g) ?? [];
  const whole = parts.join('-');
  const cut = whole.length <= length ? whole : whole.slice(0, length + 1).replace(/-?[^-]*$/, '');
  const slug = cut || whole.slice(0, length) || otherwise;
  if (!taken.includes(slug)) return slug;
  let n = 2;
  while (taken.includes(`${slug}-${n}`)) n++;
  return `${slug}-${n}`;
}
