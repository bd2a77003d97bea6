/**
 * A date as EDTF (ISO 8601-2), with the precision that the words give: `2019-06-25`, `2019-06` or `2019`.
 * Undefined for words that hold no such date, or one that is ambiguous (`5/6/2019`).
 */
export function edtfOf(words: string): string | undefined {
  const text = words.trim();
  const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T ])/.exec(text);
  if (iso) return dated(iso[1], iso[2], iso[3]);
  const east = /^(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?/.exec(text);
  if (east) return dated(east[1], east[2], east[3]);
  const slashed = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})\b/.exec(text);
  if (slashed) return dated(slashed[1], slashed[2], slashed[3]);
  const dayFirst = /\b(?:(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?([A-Z][a-z]{2,8})\.?,?\s+(\d{4})\b/.exec(
    text,
  );
  const monthFirst = /\b([A-Z][a-z]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b/.exec(text);
  if (monthFirst) return dated(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
  if (dayFirst) return dated(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  return undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 1–12, or 0 for a word that is no month. */
function monthOf(word = ''): string {
  return String(MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1);
}

function dated(year = '', month?: string, day?: string): string | undefined {
  const parts = [year, month, day].filter((part) => part !== undefined).map((part) => part.padStart(2, '0'));
  const date = parts.join('-');
  const time = Date.parse(date);
  // 31 April would roll over to May.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date) ? date : undefined;
}
