import { serveTasks } from '../text/worker.ts';
import { format } from './format.ts';

/* The thread that cites. It is started and asked by cite.ts. */

serveTasks(format);
