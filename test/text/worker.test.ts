import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { createTaskWorker, type TaskWorker, type Watchdog } from '../../src/text/worker.ts';
import type { Answer, Task } from './tasks.ts';

const module = new URL('./tasks.ts', import.meta.url);
const MINUTE = 60_000;
let worker: TaskWorker<Task, Answer>;
afterEach(() => worker.stop());

function make({ heap = 64, idle = MINUTE }: { readonly heap?: number; readonly idle?: number } = {}) {
  worker = createTaskWorker<Task, Answer>({ module, heap, idle });
  return worker;
}

const threadOf = async (task: Task = 'answer') => (await worker.run(task)).thread;

it('does tasks in one thread, without the environment, and says how many wait', async () => {
  make();
  const tasks = [worker.run('answer'), worker.run('answer')];
  expect(worker.pending()).toBe(2);
  const [first, second] = await Promise.all(tasks);
  expect(second?.thread).toBe(first?.thread);
  expect(first?.environment).toEqual([]);
  expect(worker.pending()).toBe(0);
});

it('gives each task a thread of its own where none is to be kept', async () => {
  make({ idle: 0 });
  expect(await threadOf()).not.toBe(await threadOf());
});

it('ends its thread when it has had no task for long enough', async () => {
  make({ idle: 50 });
  const thread = await threadOf();
  await sleep(500);
  expect(await threadOf()).not.toBe(thread);
});

it('hands on what a task refuses as that', async () => {
  make();
  await expect(worker.run('refuse')).rejects.toMatchObject({
    name: 'UserError',
    id: 'task-refused',
    message: 'Give another task.',
  });
});

it.each<[Task, object]>([
  ['fail', { name: 'TypeError', message: 'a fault of its own' }],
  ['exit', { name: 'WorkerEnded' }],
  ['fill', { code: 'ERR_WORKER_OUT_OF_MEMORY' }],
])('outlives a task that makes its thread %s, and so do the tasks that wait', async (task, error) => {
  make({ heap: 32 });
  const [ended, next] = [worker.run(task), threadOf()];
  await expect(ended).rejects.toMatchObject(error);
  expect(await next).toBeGreaterThan(0);
});

it('is killed by who watches a task, and goes on with the next', async () => {
  make();
  const watching: string[] = [];
  const watch: Watchdog = (kill) => {
    watching.push('begun');
    const timer = setTimeout(() => kill(new Error('too long')), 100);
    return () => {
      watching.push('over');
      clearTimeout(timer);
    };
  };
  const [hung, next] = [worker.run('hang', watch), threadOf()];
  await expect(hung).rejects.toThrow('too long');
  expect(watching).toEqual(['begun', 'over']);
  expect(await next).toBeGreaterThan(0);
});

it('ends the task that it is at when it is stopped', async () => {
  make();
  const hung = worker.run('hang');
  setTimeout(() => void worker.stop(), 200);
  await expect(hung).rejects.toMatchObject({ name: 'WorkerEnded' });
});
