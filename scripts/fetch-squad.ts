/*
 * npm run bench:fetch [FROM]
 *
 * Fetches SQuAD (about 77 MB) and writes the questions that docs/answers.md measures with into var/bench. FROM is
 * another address than its publisher's, or a folder, that has train-v1.1.json, train-v2.0.json and dev-v2.0.json.
 */
import { fetchQuestions, PUBLISHER } from '../bench/squad.ts';
import { runTask } from './operator.ts';

await runTask(async ([from = PUBLISHER]) => (await fetchQuestions(from, 'var/bench')).join('\n'));
