import { Worker } from 'node:worker_threads';
import { UserError } from '../../errors.ts';
import { broken, isOurFault } from './broken.ts';
import type { Imported, Source } from './imported.ts';
import { fileTooLarge, LIMITS } from './limits.ts';

/**
 * Reads a file as a reading: facts that it states, headings and paragraphs, and what was left out and why.
 *
 * It is read in a thread of its own, which is ended where it takes too much time or memory; one file at a time.
 *
 * @throws UserError where the file cannot be read, with what to do
 */
export async function importFile(source: Source, limits: Partial<Limits> = {}): Promise<Imported> {
  if (source.data.byteLength > LIMITS.file) throw fileTooLarge();
  if (waiting >= LIMITS.waiting)
    throw new UserError('import-busy', 'Many files are being read right now. Try again in a minute.');
  waiting++;
  const turn = last.then(() => readInThread(source, { ...LIMITS, ...limits }));
  last = turn.catch(() => {});
  return turn.finally(() => waiting--);
}

/** The limits that can be set lower, for tests: milliseconds, MB of heap, MB of growth. */
type Limits = { readonly [limit in 'time' | 'heap' | 'growth']: number };

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

/** What the thread sends back. */
export type Outcome =
  | { readonly imported: Imported }
  | { readonly refused: { readonly id: string; readonly message: string } };

function readInThread(source: Source, { time, heap, growth }: Limits): Promise<Imported> {
  const worker = startWorker(source, heap);
  return new Promise<Imported>((resolve, reject) => {
    worker.on('message', (outcome: Outcome) => {
      if ('imported' in outcome) resolve(outcome.imported);
      else reject(new UserError(outcome.refused.id, outcome.refused.message));
    });
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') reject(tooMuchMemory());
      else reject(isOurFault(error) ? error : broken(undefined));
    });
    worker.on('exit', () => reject(tooMuchMemory()));
    limited(time, growth * 1e6, worker, reject);
  }).finally(() => worker.terminate());
}

/** The heap's own limit leaves out buffers, so the growth of the process is watched as well. */
function limited(time: number, growth: number, worker: Worker, reject: (why: UserError) => void): void {
  const before = process.memoryUsage.rss();
  const watch = setInterval(() => {
    if (process.memoryUsage.rss() - before > growth) reject(tooMuchMemory());
  }, 20);
  const timer = setTimeout(() => reject(tooMuchTime()), time);
  worker.on('exit', () => {
    clearInterval(watch);
    clearTimeout(timer);
  });
}

function tooMuchTime(): UserError {
  return new UserError(
    'import-time',
    `The file takes longer than ${LIMITS.time / 1000} seconds to read. Send a smaller part, or save it as plain text.`,
  );
}

function tooMuchMemory(): UserError {
  return new UserError(
    'import-memory',
    'The file takes too much memory to read. Send a smaller part, or save it as plain text.',
  );
}

/** From sources, as in tests, the thread needs tsx to read TypeScript; built, it does not. */
function startWorker(workerData: Source, heap: number): Worker {
  // Without the environment: what reads strangers' files has no business with a token.
  const options = {
    workerData,
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heap },
  };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./worker.js', import.meta.url), options);
  const url = JSON.stringify(new URL('./worker.ts', import.meta.url).href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${url}); })`, {
    ...options,
    eval: true,
  });
}
