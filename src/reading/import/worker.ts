import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../errors.ts';
import type { Outcome } from './import.ts';
import type { Source } from './imported.ts';
import { readSource } from './read.ts';

/* The thread that reads one file. It is started and limited by import.ts. */

parentPort?.postMessage(await outcomeOf(workerData as Source));

async function outcomeOf(source: Source): Promise<Outcome> {
  try {
    return { imported: await readSource(source) };
  } catch (error) {
    if (error instanceof UserError) return { refused: { id: error.id, message: error.message } };
    throw error;
  }
}
