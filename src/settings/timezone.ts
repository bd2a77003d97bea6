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
  const alias = /^[a-z]/.test(typed) ? canonicalName(typed) : undefined;
  if (alias) return { zone: alias };
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

/** The day that it is in a zone, such as `2019-06-25`. */
export function dayIn(zone: string, now: Date): string {
  // Sweden writes days as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now);
}

/** The name that a zone goes by, as with its alias `Asia/Calcutta`; undefined where there is no such zone. */
function canonicalName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
