import { createTaskWorker } from '../text/worker.ts';
import type { Citation, Cited, Style } from './styles.ts';

/**
 * Cites a reading, or one of its paragraphs, by citation.js. Facts that are not known are left out as the style
 * says; formats that have no place for a paragraph or the version carry them as a note.
 *
 * @param n the paragraph, ¶n
 */
export type Cite = (reading: Cited['reading'], style: Style, n?: number) => Promise<Citation>;

export interface Citer {
  readonly cite: Cite;
  readonly stop: () => Promise<void>;
}

/**
 * Makes what cites. Citation.js takes seconds of one processor to prepare a style, so it works in a thread of its
 * own: begun when somebody first cites, ended when nobody has cited for a while.
 *
 * @param options.idle milliseconds that the thread is kept without being asked
 */
export function createCiter({ idle = 10 * 60_000 }: { readonly idle?: number } = {}): Citer {
  const worker = createTaskWorker<Cited, Citation>({
    module: new URL('./citation-worker.ts', import.meta.url),
    heap: 256,
    idle,
  });
  return {
    cite: ({ id, facts, version }, style, n) => worker.run({ reading: { id, facts, version }, style, n }),
    stop: worker.stop,
  };
}
