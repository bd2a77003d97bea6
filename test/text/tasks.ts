import { threadId } from 'node:worker_threads';
import { UserError } from '../../src/errors.ts';
import { serveTasks } from '../../src/text/worker.ts';

/* What the worker of worker.test.ts runs. */

export type Task = 'answer' | 'refuse' | 'fail' | 'exit' | 'hang' | 'fill';
export interface Answer {
  readonly thread: number;
  readonly environment: readonly string[];
}

serveTasks<Task, Answer>(async (task) => {
  switch (task) {
    case 'refuse':
      throw new UserError('task-refused', 'Give another task.');
    case 'fail':
      throw new TypeError('a fault of its own');
    case 'exit':
      return process.exit(0);
    case 'hang':
      for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    case 'fill':
      for (const kept: number[][] = []; ; ) kept.push(new Array(100_000).fill(1));
  }
  return { thread: threadId, environment: Object.keys(process.env) };
});
