import { serveTasks } from '../../text/worker.ts';
import { readSource } from './read.ts';

/* The thread that reads one file. It is started and limited by import.ts. */

serveTasks(readSource);
