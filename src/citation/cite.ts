import { Worker } from 'node:worker_threads';
import type { Reading } from '../reading/reading.ts';

/** Ways to cite, in the order in which they are offered. */
export const STYLES = [
  { id: 'apa', name: 'APA, 7th edition' },
  { id: 'mla', name: 'MLA, 9th edition' },
  { id: 'chicago', name: 'Chicago, 17th edition, author-date' },
  { id: 'vancouver', name: 'Vancouver' },
  { id: 'bibtex', name: 'BibTeX' },
  { id: 'ris', name: 'RIS' },
  { id: 'csl-json', name: 'CSL-JSON' },
] as const;

export type Style = (typeof STYLES)[number]['id'];

export interface Citation {
  /** The entry for a list of references. */
  readonly reference: string;
  /** How the text refers to the entry, with the paragraph; formats for programs have none. */
  readonly inText?: string;
  /** SHA-256, in hex, of the words that are cited. */
  readonly version: string;
}

/** What the thread is asked for. */
export interface Wanted {
  readonly reading: Pick<Reading, 'id' | 'facts' | 'version'>;
  readonly style: Style;
  readonly n: number | undefined;
}

/** What the thread answers. */
export type Made = { readonly id: number } & ({ readonly citation: Citation } | { readonly error: string });

/**
 * Cites a reading, or one of its paragraphs, by citation.js. Facts that are not known are left out as the style
 * says; formats that have no place for a paragraph or the version carry them as a note.
 *
 * Citation.js takes seconds of one processor to prepare a style, so it works in a thread of its own: begun when
 * somebody first cites, kept while it is in use, ended when nobody has cited for ten minutes.
 *
 * @param n the paragraph, ¶n
 */
export function cite({ id, facts, version }: Wanted['reading'], style: Style, n?: number): Promise<Citation> {
  citing ??= startCiting();
  return citing.ask({ reading: { id, facts, version }, style, n });
}

const IDLE_MS = 10 * 60_000;

interface Citing {
  readonly ask: (wanted: Wanted) => Promise<Citation>;
}

let citing: Citing | undefined;

function startCiting(): Citing {
  const worker = startWorker();
  const pending = new Map<number, PromiseWithResolvers<Citation>>();
  let asked = 0;
  let idle: NodeJS.Timeout | undefined;

  const end = (why: Error) => {
    if (citing === own) citing = undefined;
    for (const { reject } of pending.values()) reject(why);
    pending.clear();
    void worker.terminate();
  };
  worker.on('message', (made: Made) => {
    const waiting = pending.get(made.id);
    pending.delete(made.id);
    if ('citation' in made) waiting?.resolve(made.citation);
    else waiting?.reject(new Error(made.error));
    if (pending.size > 0) return;
    // The thread keeps the process alive only while somebody waits for it.
    worker.unref();
    idle = setTimeout(() => end(new Error('idle')), IDLE_MS).unref();
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('The thread that cites has ended.')));

  const own: Citing = {
    ask(wanted) {
      clearTimeout(idle);
      worker.ref();
      const id = asked++;
      const waiting = promiseWithResolvers<Citation>();
      pending.set(id, waiting);
      worker.postMessage({ id, wanted });
      return waiting.promise;
    },
  };
  return own;
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (why: Error) => void;
}

/** Node 20 does not have it yet. */
function promiseWithResolvers<T>(): PromiseWithResolvers<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (why: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** From sources, as in tests, the thread needs tsx to read TypeScript; built, it does not. */
function startWorker(): Worker {
  const options = { env: {}, resourceLimits: { maxOldGenerationSizeMb: 256 } };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url), options);
  const url = JSON.stringify(new URL('./worker.ts', import.meta.url).href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${url}); })`, {
    ...options,
    eval: true,
  });
}
