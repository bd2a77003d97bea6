import { UserError } from '../../errors.ts';
import { createTaskWorker, type Watchdog, WorkerEnded } from '../../text/worker.ts';
import { brokenFileError, isOurFault } from './broken.ts';
import type { Imported, Source } from './imported.ts';
import { fileTooLarge, LIMITS } from './limits.ts';

/**
 * Reads a file as a reading: facts that it states, headings and paragraphs, and what was left out and why.
 *
 * @throws UserError where the file cannot be read, with what to do
 */
export type ImportFile = (source: Source) => Promise<Imported>;

export interface Importer {
  readonly importFile: ImportFile;
  /** Ends what is being read. */
  readonly stop: () => Promise<void>;
}

/**
 * Makes an importer. Each file is read in a thread of its own, which is killed where it takes too much time or
 * memory; one file at a time.
 *
 * @param limits lower ones, for tests: see `LIMITS`
 */
export function createImporter(
  limits: { readonly [limit in 'time' | 'clock' | 'heap' | 'growth' | 'waiting']?: number } = {},
): Importer {
  const { time, clock, heap, growth, waiting } = { ...LIMITS, ...limits };
  const worker = createTaskWorker<Source, Imported>({
    module: new URL('./import-worker.ts', import.meta.url),
    heap,
    idle: 0,
  });
  return {
    async importFile(source) {
      if (source.data.byteLength > LIMITS.file) throw fileTooLarge();
      if (worker.pending() >= waiting)
        throw new UserError('import-busy', 'Many files are being read right now. Try again in a minute.');
      return worker.run(source, watchLimits({ time, clock, growth })).catch((error: unknown) => {
        throw refusalOf(error);
      });
    },
    stop: worker.stop,
  };
}

/** The heap's own limit leaves out buffers, so the growth of the process is watched as well. */
function watchLimits(limits: { readonly [limit in 'time' | 'clock' | 'growth']: number }): Watchdog {
  return (kill) => {
    const memory = process.memoryUsage.rss();
    const worked = processorTime();
    const watching = setInterval(() => {
      if (process.memoryUsage.rss() - memory > limits.growth * 1e6) kill(tooMuchMemory());
      if (processorTime() - worked > limits.time) kill(tooMuchTime(limits.time));
    }, 20);
    const timer = setTimeout(() => kill(tooMuchTime(limits.clock)), limits.clock);
    return () => {
      clearInterval(watching);
      clearTimeout(timer);
    };
  };
}

/**
 * Milliseconds that this process has worked, but for what its own thread was at meanwhile. Node 20 does not tell what
 * one thread worked.
 */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 - performance.eventLoopUtilization().active;
}

function refusalOf(error: unknown): unknown {
  if (error instanceof UserError || isOurFault(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  const outOfMemory = error instanceof WorkerEnded || code === 'ERR_WORKER_OUT_OF_MEMORY';
  return outOfMemory ? tooMuchMemory() : brokenFileError(undefined);
}

function tooMuchTime(ms: number): UserError {
  return new UserError(
    'import-time',
    `The file takes longer than ${ms / 1000} seconds to read. Send a smaller part, or save it as plain text.`,
  );
}

function tooMuchMemory(): UserError {
  return new UserError(
    'import-memory',
    'The file takes too much memory to read. Send a smaller part, or save it as plain text.',
  );
}
