import { isEdtf } from '../dates/edtf.ts';
import type { Annotations, Quoted } from './annotations.ts';
import { resolveQuote } from './quote.ts';
import { paragraph, type Reading } from './reading.ts';

/** Something that annotations say and the text does not bear out. */
export interface Fault {
  /** Where it stands in the annotations: `['disputes', 0, 'positions', 1, 'quotes', 0]`. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  /** The words that the text does not hold, where it is that. */
  readonly words?: string;
}

/**
 * Holds annotations against their text: every quote verbatim in its paragraph, every paragraph there, every
 * date EDTF with its words in its quote, ids not given twice. Empty where all is well.
 */
export function faultsOf(reading: Reading, annotations: Annotations): Fault[] {
  const { people, disputes, events, notes, prompts } = annotations;
  return [
    ...people.flatMap((person, i) => [
      ...quoteFaults(reading, person.description, ['people', i, 'description']),
      ...person.says.flatMap((said, j) => quoteFaults(reading, said, ['people', i, 'says', j])),
    ]),
    ...disputes.flatMap((dispute, i) =>
      dispute.positions.flatMap((position, j) => [
        ...position.quotes.flatMap((quote, k) =>
          quoteFaults(reading, quote, ['disputes', i, 'positions', j, 'quotes', k]),
        ),
        ...position.holders.flatMap((holder, k) =>
          faultUnless(isHolder(reading, annotations, holder), {
            path: ['disputes', i, 'positions', j, 'holders', k],
            message: `“${holder}” is neither the id of a person nor words of the text.`,
            words: holder,
          }),
        ),
      ]),
    ),
    ...events.flatMap((event, i) => [
      ...quoteFaults(reading, event.quote, ['events', i, 'quote']),
      ...faultUnless(isEdtf(event.date), {
        path: ['events', i, 'date'],
        message: `“${event.date}” is not a date in EDTF, such as 2019-06.`,
      }),
      ...(['label', 'words'] as const).flatMap((key) =>
        faultUnless(event.quote.quote.includes(event[key]), {
          path: ['events', i, key],
          message: `“${event[key]}” is not in the event's own quote.`,
        }),
      ),
    ]),
    ...notes.flatMap((note, i) => [
      ...paragraphFaults(reading, note.paragraphs, ['notes', i, 'paragraphs']),
      ...(note.about ? quoteFaults(reading, note.about, ['notes', i, 'about']) : []),
    ]),
    ...prompts.flatMap((prompt, i) =>
      paragraphFaults(reading, prompt.paragraphs, ['prompts', i, 'paragraphs']),
    ),
    ...Object.entries({ people, disputes, events, notes, prompts }).flatMap(([kind, all]) =>
      repeatedIds(kind, all),
    ),
  ];
}

function quoteFaults(reading: Reading, words: Quoted, path: Fault['path']): Fault[] {
  if (!paragraph(reading, words.paragraph))
    return [unknownParagraph(words.paragraph, [...path, 'paragraph'])];
  return faultUnless(resolveQuote(reading, words) !== undefined, {
    path: [...path, 'quote'],
    message: `¶${words.paragraph} does not say “${words.quote}”.`,
    words: words.quote,
  });
}

const faultUnless = (fine: boolean, fault: Fault): Fault[] => (fine ? [] : [fault]);

function paragraphFaults(reading: Reading, numbers: readonly number[], path: Fault['path']): Fault[] {
  return numbers.flatMap((n, i) => (paragraph(reading, n) ? [] : [unknownParagraph(n, [...path, i])]));
}

function unknownParagraph(n: number, path: Fault['path']): Fault {
  return { path, message: `The reading has no ¶${n}.` };
}

function isHolder(reading: Reading, { people }: Annotations, holder: string): boolean {
  return (
    people.some(({ id }) => id === holder) || reading.paragraphs.some(({ text }) => text.includes(holder))
  );
}

function repeatedIds(kind: string, all: readonly { readonly id: string }[]): Fault[] {
  const first = new Map([...all.entries()].reverse().map(([i, { id }]) => [id, i]));
  return all.flatMap(({ id }, i) =>
    faultUnless(first.get(id) === i, { path: [kind, i, 'id'], message: `The id “${id}” is given twice.` }),
  );
}
