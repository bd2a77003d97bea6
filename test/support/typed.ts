import fc from 'fast-check';

/** Characters that stand for others: one letter is several words in some forms (ﷺ), or none at all. */
const STANDING_FOR_OTHERS = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter(
    (letter) => /[\p{L}\p{N}\p{M}]/u.test(letter) && !/^[\p{L}\p{N}]+$/u.test(letter.normalize('NFKD')),
  );

/** What somebody may type: 1 to 200 code points of any kind, with words among them. */
export const typed = fc
  .array(
    fc.oneof(
      fc.constantFrom('the ', ' harbour', 'Trump ', '“', '” said ', 'U.S.', ' ', '\n', "'s "),
      fc.constantFrom(...STANDING_FOR_OTHERS),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((pieces) => [...pieces.join('')].slice(0, 200).join(''));
