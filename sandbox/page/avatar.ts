/** Pictures of people, made here: a letter on a colour of their own, as a data URI. */

const COLOURS = ['#4f5bd5', '#1f7a45', '#9c4a00', '#b1306f', '#00708a', '#7a4bc2', '#c0392b'];

/** Always the same picture for the same id. */
export function avatarFor(id: string, name: string): string {
  const colour = COLOURS[Number(BigInt(id.replace(/\D/g, '') || '0') % BigInt(COLOURS.length))]!;
  const letter = [...name.trim()][0]?.toUpperCase() ?? '?';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${colour}"/><text x="20" y="27.5" text-anchor="middle" font-family="system-ui,sans-serif" font-size="21" font-weight="600" fill="#fff">${escaped(letter)}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
