interface PartOfYear {
  /** In English, as it stands before the year. */
  readonly words: string;
  /** Its first month, from 1, and how many it has. */
  readonly month: number;
  readonly months: number;
}

/**
 * Seasons, quarters and other parts of a year by their code in EDTF (`2019-21`).
 *
 * The standard does not say when seasons are. Here they are those of three whole months of the northern hemisphere,
 * and a winter is the one that its year ends with; only order and filters go by that, people are shown the words.
 */
export const PARTS: Readonly<Record<string, PartOfYear>> = {
  21: { words: 'spring ', month: 3, months: 3 },
  22: { words: 'summer ', month: 6, months: 3 },
  23: { words: 'autumn ', month: 9, months: 3 },
  24: { words: 'winter ', month: 12, months: 3 },
  25: { words: 'northern spring ', month: 3, months: 3 },
  26: { words: 'northern summer ', month: 6, months: 3 },
  27: { words: 'northern autumn ', month: 9, months: 3 },
  28: { words: 'northern winter ', month: 12, months: 3 },
  29: { words: 'southern spring ', month: 9, months: 3 },
  30: { words: 'southern summer ', month: 12, months: 3 },
  31: { words: 'southern autumn ', month: 3, months: 3 },
  32: { words: 'southern winter ', month: 6, months: 3 },
  33: { words: 'the first quarter of ', month: 1, months: 3 },
  34: { words: 'the second quarter of ', month: 4, months: 3 },
  35: { words: 'the third quarter of ', month: 7, months: 3 },
  36: { words: 'the fourth quarter of ', month: 10, months: 3 },
  37: { words: 'early ', month: 1, months: 4 },
  38: { words: 'mid-', month: 5, months: 4 },
  39: { words: 'late ', month: 9, months: 4 },
  40: { words: 'the first half of ', month: 1, months: 6 },
  41: { words: 'the second half of ', month: 7, months: 6 },
};
