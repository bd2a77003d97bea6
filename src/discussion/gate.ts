import type { AnnotatedReading, Annotations } from '../reading/annotations.ts';
import type { Outline } from '../reading/outline.ts';
import type { Reading } from '../reading/reading.ts';
import type { Shelf } from '../reading/shelf.ts';
import type { DiscussionStore } from './discussion-store.ts';

/**
 * A reading up to the paragraph that a group has been assigned: what comes after it is not there for anybody
 * who is handed the result, neither its paragraphs nor what editors say about them.
 *
 * @param upTo the last paragraph that may be seen; undefined for all of them
 */
export function gate(text: AnnotatedReading, upTo: number | undefined): AnnotatedReading {
  if (upTo === undefined || upTo >= text.reading.paragraphs.length) return text;
  let known = gated.get(text);
  if (!known) {
    known = new Map();
    gated.set(text, known);
  }
  let made = known.get(upTo);
  if (!made) {
    made = cut(text, upTo);
    known.set(upTo, made);
  }
  return made;
}

/** Whether something about these paragraphs may be seen. */
export function isOpen(paragraphs: readonly number[], upTo: number | undefined): boolean {
  return upTo === undefined || paragraphs.every((n) => n <= upTo);
}

/** The same reading cut twice is the same object: an index of it is built once. */
const gated = new WeakMap<AnnotatedReading, Map<number, AnnotatedReading>>();

function cut({ reading, annotations }: AnnotatedReading, upTo: number): AnnotatedReading {
  return { reading: cutReading(reading, upTo), annotations: cutAnnotations(annotations, upTo) };
}

function gateOutline({ reading, annotations, words }: Outline, upTo: number | undefined): Outline {
  if (upTo === undefined || upTo >= reading.paragraphs.length) return { reading, annotations, words };
  return {
    reading: { ...reading, paragraphs: { length: upTo } },
    annotations: async () => cutAnnotations(await annotations(), upTo),
    words: async () => cutReading(await words(), upTo),
  };
}

function cutReading(reading: Reading, upTo: number): Reading {
  return {
    ...reading,
    sections: reading.sections.filter(({ before }) => before <= upTo),
    paragraphs: reading.paragraphs.slice(0, upTo),
  };
}

function cutAnnotations(annotations: Annotations, upTo: number): Annotations {
  const seen = ({ paragraph }: { readonly paragraph: number }) => paragraph <= upTo;
  const allSeen = ({ paragraphs }: { readonly paragraphs: readonly number[] }) => isOpen(paragraphs, upTo);
  return {
    ...annotations,
    people: annotations.people
      .filter(({ description }) => seen(description))
      .map((person) => ({ ...person, says: person.says.filter(seen) })),
    // A dispute with a side still to come would show that side as one that the text does not give.
    disputes: annotations.disputes.filter(({ positions }) =>
      positions.every(({ quotes }) => quotes.every(seen)),
    ),
    events: annotations.events.filter(({ quote }) => seen(quote)),
    notes: annotations.notes.filter(allSeen),
    prompts: annotations.prompts.filter(allSeen),
  };
}

/** A shelf on which the thread of a discussion is on its prompt's reading, unless another was chosen for the thread. */
export function shelfInDiscussions(
  shelf: Shelf,
  inThread: (guildId: string, threadId: string) => Promise<{ readonly reading: string } | undefined>,
): Shelf {
  return {
    ...shelf,
    async current(place) {
      const found = await shelf.current(place);
      const { guildId, channelId, parentId } = place;
      if (guildId === null || parentId === null || found.scope === 'thread') return found;
      const prompt = await inThread(guildId, channelId);
      const text = prompt && (await shelf.get(guildId, prompt.reading));
      return text ? { text, scope: 'thread' } : found;
    },
  };
}

/** The shelf as members see it: each reading up to the paragraph that their group has been assigned. */
export function gatedShelf(
  shelf: Shelf,
  { assigned, assignments }: Pick<DiscussionStore, 'assigned' | 'assignments'>,
): Shelf {
  async function seen(guildId: string | null, text: AnnotatedReading): Promise<AnnotatedReading> {
    return guildId === null ? text : gate(text, await assigned(guildId, text.reading.id));
  }
  return {
    list: shelf.list,
    async outlines(guildId) {
      const outlines = await shelf.outlines(guildId);
      if (guildId === null) return outlines;
      const upTo = await assignments(guildId);
      return outlines.map((outline) => gateOutline(outline, upTo.get(outline.reading.id)));
    },
    async get(guildId, id) {
      const text = await shelf.get(guildId, id);
      return text && seen(guildId, text);
    },
    async current(place) {
      const { text, scope } = await shelf.current(place);
      return { text: await seen(place.guildId, text), scope };
    },
  };
}
