import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';
import { UserError } from '../errors.ts';

/** A worker thread that does tasks of one kind, one after the other. */
export interface TaskWorker<Task, Result> {
  /**
   * Does a task once those before it are done.
   *
   * @param watch told when the task begins
   * @throws UserError as the task threw it; any other error of the task or of its thread, `WorkerEnded` where that
   *   just ended. The thread does not outlive an error; the next task gets a new one.
   */
  readonly run: (task: Task, watch?: Watchdog) => Promise<Result>;
  /** How many tasks are not done yet. */
  readonly pending: () => number;
  /** Ends the thread, and with it the task that it is at. */
  readonly stop: () => Promise<void>;
}

/** Watches over a task. `kill` ends its thread and rejects the task. Returns what is called once the task is over. */
export type Watchdog = (kill: (why: Error) => void) => () => void;

/** The thread is gone, and said nothing. */
export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded';
}

/*
 * Pools were tried: neither tinypool 2 nor piscina 5 starts a thread for tasks that wait where the one before them
 * was killed, nor can they keep a thread's output from the process's own.
 */

/**
 * Makes a worker. Its thread is started when the first task comes.
 *
 * @param options.module what the thread runs, as TypeScript: a module that calls `serveTasks`
 * @param options.heap megabytes of the thread's heap
 * @param options.idle milliseconds that the thread is kept without a task; at 0, each task has a thread of its own
 */
export function createTaskWorker<Task, Result>({
  module,
  heap,
  idle,
}: {
  readonly module: URL;
  readonly heap: number;
  readonly idle: number;
}): TaskWorker<Task, Result> {
  let thread: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let pending = 0;
  let last: Promise<unknown> = Promise.resolve();

  async function stop(): Promise<void> {
    clearTimeout(timer);
    const ended = thread;
    thread = undefined;
    await ended?.terminate();
  }

  function start(): Worker {
    const started = startThread(module, heap);
    const forget = () => {
      if (thread === started) thread = undefined;
    };
    return started.on('error', forget).on('exit', forget);
  }

  async function work(task: Task, watch: Watchdog): Promise<Result> {
    clearTimeout(timer);
    const own = thread ?? start();
    thread = own;
    // The thread keeps the process alive only while somebody waits for it.
    own.ref();
    const over = new AbortController();
    let unwatch = () => {};
    const killed = new Promise<never>((_, reject) => {
      unwatch = watch(reject);
    });
    try {
      own.postMessage(task);
      const result = await Promise.race([outcomeOf<Result>(own, over.signal), killed]);
      own.unref();
      if (idle > 0) timer = setTimeout(stop, idle).unref();
      else await stop();
      return result;
    } catch (error) {
      await stop();
      throw error;
    } finally {
      over.abort();
      unwatch();
    }
  }

  return {
    run(task, watch = () => () => {}) {
      pending++;
      const turn = last.then(() => work(task, watch)).finally(() => pending--);
      last = turn.catch(() => {});
      return turn;
    },
    pending: () => pending,
    stop,
  };
}

/** Does the tasks of a `TaskWorker` in its thread. */
export function serveTasks<Task, Result>(work: (task: Task) => Promise<Result>): void {
  parentPort?.on('message', async (task: Task) => {
    const outcome: Outcome<Result> = await work(task).then(
      (result) => ({ result }),
      (error: unknown) => {
        if (error instanceof UserError) return { refused: { id: error.id, message: error.message } };
        throw error;
      },
    );
    parentPort?.postMessage(outcome);
  });
}

type Outcome<Result> =
  | { readonly result: Result }
  /** An error that crosses over to another thread is no longer of its class. */
  | { readonly refused: { readonly id: string; readonly message: string } };

async function outcomeOf<Result>(thread: Worker, signal: AbortSignal): Promise<Result> {
  const answer = once(thread, 'message', { signal });
  const end = once(thread, 'exit', { signal });
  const [outcome] = (await Promise.race([answer, end])) as [Outcome<Result> | number];
  if (typeof outcome === 'number') throw new WorkerEnded('The thread has ended.');
  if ('refused' in outcome) throw new UserError(outcome.refused.id, outcome.refused.message);
  return outcome.result;
}

/** From sources, as in tests, a thread needs tsx to read TypeScript; built, it does not. */
function startThread(module: URL, heap: number): Worker {
  // Without the environment: what works on strangers' files has no business with a token.
  const options = { env: {}, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: heap } };
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL(module.href.replace(/\.ts$/, '.js')), options);
  const url = JSON.stringify(module.href);
  return new Worker(`import('tsx/esm/api').then(({ register }) => { register(); return import(${url}); })`, {
    ...options,
    eval: true,
  });
}
