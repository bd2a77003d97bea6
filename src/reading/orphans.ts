import type { AnnotatedReading, Annotations } from './annotations.ts';
import { type Fault, faultsOf } from './faults.ts';

/** The kinds of annotation that stand on words or paragraphs of a text. */
export type Kind = 'people' | 'disputes' | 'events' | 'notes' | 'prompts';

/** An annotation that the text does not bear out (any more), as after a replacement of its words. */
export interface Orphan {
  readonly kind: Kind;
  readonly id: string;
  readonly faults: readonly Fault[];
}

/**
 * Parts the annotations that the text bears out from those that it does not. An annotation is left out as a
 * whole, for a dispute without one of its sides would mislead; only of what a person says, single quotes may be.
 */
export function partOrphans({ reading, annotations }: AnnotatedReading): {
  readonly text: AnnotatedReading;
  readonly orphans: readonly Orphan[];
} {
  let kept = annotations;
  const orphans: Orphan[] = [];
  // To leave out a person may take a dispute's holder away, so what is left is looked at again.
  for (let faults = faultsOf(reading, kept); faults.length > 0; faults = faultsOf(reading, kept)) {
    const found = orphansIn(kept, faults);
    orphans.push(...found);
    kept = without(kept, found);
  }
  return { text: { reading, annotations: kept }, orphans };
}

function orphansIn(annotations: Annotations, faults: readonly Fault[]): Orphan[] {
  const byPlace = new Map<string, Orphan>();
  for (const fault of faults) {
    const [kind, i] = fault.path as readonly [Kind, number];
    const id = annotations[kind][i]?.id ?? '';
    const before = byPlace.get(`${kind} ${i}`)?.faults ?? [];
    byPlace.set(`${kind} ${i}`, { kind, id, faults: [...before, fault] });
  }
  return [...byPlace.values()];
}

function without(annotations: Annotations, orphans: readonly Orphan[]): Annotations {
  const lost = (kind: Kind) => orphans.filter((orphan) => orphan.kind === kind);
  const keep =
    (kind: Kind) =>
    ({ id }: { readonly id: string }, i: number) =>
      !lost(kind).some((orphan) => orphan.id === id && orphan.faults.some(({ path }) => path[1] === i));
  return {
    ...annotations,
    people: annotations.people.flatMap((person, i) => {
      if (keep('people')(person, i)) return [person];
      const faults = lost('people')
        .flatMap((orphan) => orphan.faults)
        .filter(({ path }) => path[1] === i);
      if (!faults.every(({ path }) => path[2] === 'says')) return [];
      return [{ ...person, says: person.says.filter((_, j) => !faults.some(({ path }) => path[3] === j)) }];
    }),
    disputes: annotations.disputes.filter(keep('disputes')),
    events: annotations.events.filter(keep('events')),
    notes: annotations.notes.filter(keep('notes')),
    prompts: annotations.prompts.filter(keep('prompts')),
  };
}
