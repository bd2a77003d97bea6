/*
 * npm run bench -- NAME [ARGUMENT…] [--json]
 *
 * Every bench prints what it measures, and with `--json` its figures as one JSON object on the last line.
 */

/** Prints its table; gives its figures back, or has printed them itself. */
type Bench = (args: readonly string[]) => Promise<object> | object | undefined;

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  answers: async () => (await import('./answers.ts')).answers,
  library: async () => (await import('./library.ts')).library,
  'library-size': async () => (await import('./library-size.ts')).librarySize,
  quotes: async () => (await import('./quotes.ts')).run,
};

const [name = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (load) {
  const bench = await load();
  const figures = await bench(args);
  if (figures && args.includes('--json')) console.log(JSON.stringify(figures));
} else {
  console.error(`npm run bench -- ${Object.keys(BENCHES).join('|')} [ARGUMENT…] [--json]`);
  process.exitCode = 1;
}
