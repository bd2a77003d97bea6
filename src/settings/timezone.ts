/**
 * The time zone that somebody means: an IANA name in any case, or the last part of one, such as a city.
 *
 * @returns the zone, or the zones that it might be: none where nothing fits
 */
export function findTimezone(
  words: string,
): { readonly zone: string } | { readonly candidates: readonly string[] } {
  const typed = words.trim().replaceAll(/\s+/g, '_').toLowerCase();
  const zones = Intl.supportedValuesOf('timeZone');
  const exact = zones.find((zone) => zone.toLowerCase() === typed);
  if (exact) return { zone: exact };
  if (/^[a-z]/.test(typed) && isZone(typed)) return { zone: canonical(typed) };
  const candidates = zones.filter((zone) => zone.toLowerCase().split('/').includes(typed));
  return candidates.length === 1 && candidates[0] ? { zone: candidates[0] } : { candidates };
}

/** What clocks show in a zone, such as “Tue 14:05”. */
export function formatClock(zone: string, now: Date, language = 'en-GB'): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(now);
}

function isZone(name: string): boolean {
  try {
    canonical(name);
    return true;
  } catch {
    return false;
  }
}

function canonical(name: string): string {
  return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
}
