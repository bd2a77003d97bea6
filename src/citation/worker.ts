import { parentPort } from 'node:worker_threads';
import type { Made, Wanted } from './cite.ts';
import { format } from './format.ts';

/* The thread that cites. It is started and asked by cite.ts. */

parentPort?.on('message', async ({ id, wanted }: { id: number; wanted: Wanted }) => {
  const made: Made = await format(wanted).then(
    (citation) => ({ id, citation }),
    (error: unknown) => ({ id, error: error instanceof Error ? error.message : String(error) }),
  );
  parentPort?.postMessage(made);
});
