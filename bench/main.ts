/*
 * npm run bench -- NAME [ARGUMENT…] [--json]
 *
 * Every bench prints what it measures, and with `--json` its figures as one JSON object on the last line.
 */
import { runTask } from '../scripts/operator.ts';
import { SetupError } from '../src/errors.ts';

/** Prints its table; gives its figures back, or has printed them itself. */
type Bench = (args: readonly string[]) => Promise<object> | object | undefined;

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  answers: async () => (await import('./answers.ts')).answers,
  import: async () => (await import('./import.ts')).benchImport,
  library: async () => (await import('./library.ts')).library,
  'library-size': async () => (await import('./library-size.ts')).librarySize,
  load: async () => (await import('./load.ts')).load,
  quotes: async () => (await import('./quotes.ts')).run,
  stalls: async () => (await import('./load.ts')).stalls,
};

await runTask(async ([name = '', ...args]) => {
  const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!load) throw new SetupError(`npm run bench -- ${Object.keys(BENCHES).join('|')} [ARGUMENT…] [--json]`);
  const bench = await load();
  const figures = await bench(args);
  return figures && args.includes('--json') ? JSON.stringify(figures) : undefined;
});
