/*
 * npm run mutants -- FOLDER [FILE…] [--force]
 *
 * Changes src/FOLDER (or these files of it) in one place after another, a mutant each, and runs the tests of
 * test/FOLDER that reach the place. A mutant that no test notices survives: it names a test that is missing, or code
 * that is needless. Prints the survivors and the score; reports/mutants/FOLDER.html shows them in the code. What was
 * tried before is not tried again where neither the code nor its tests have changed; `--force` tries all. Says last
 * where docs/mutants.md, which says why survivors may live, counts others.
 *
 * Stryker is installed here, beside what package.json names, as it would make every `npm ci` a third longer.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const [CORE, RUNNER, VERSION] = ['@stryker-mutator/core', '@stryker-mutator/vitest-runner', '9.6.1'];

const [folder = '', ...files] = process.argv.slice(2).filter((word) => !word.startsWith('-'));
if (!/^\w+$/.test(folder)) throw new Error('Usage: npm run mutants -- FOLDER [FILE…] [--force]');

execFileSync(
  'npm',
  ['install', '--no-save', '--no-audit', '--no-fund', `${CORE}@${VERSION}`, `${RUNNER}@${VERSION}`],
  {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  },
);
const { Stryker } = await import(CORE);
process.env.MUTANTS = folder;
const report = `reports/mutants/${folder}`;
const results: readonly Mutant[] = await new Stryker({
  mutate: files.length > 0 ? files.map((file) => `src/${folder}/${file}.ts`) : [`src/${folder}/**/*.ts`],
  testRunner: 'vitest',
  plugins: [import.meta.resolve(RUNNER)],
  vitest: { configFile: 'vitest.mutants.config.ts' },
  coverageAnalysis: 'perTest',
  // Each of a module's constants needs all of the folder's tests.
  ignoreStatic: folder !== 'dates',
  // Its rewriting of paths needs the API that TypeScript 7 has no more; nothing here extends a file outside.
  tsconfigFile: '',
  ignorePatterns: ['dist', 'docs', 'reports', 'var'],
  concurrency: 2,
  // A busy machine must not count as a test that noticed.
  timeoutMS: 60_000,
  timeoutFactor: 5,
  incremental: true,
  incrementalFile: `${report}.json`,
  force: process.argv.includes('--force'),
  reporters: ['clear-text', 'html', 'progress-append-only'],
  htmlReporter: { fileName: `${report}.html` },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false, skipFull: true },
}).runMutationTest();

interface Mutant {
  readonly fileName: string;
  readonly status: string;
  readonly location: { readonly start: { readonly line: number } };
}

const survivors = new Map<string, number>();
for (const { fileName, status, location } of results) {
  if (status !== 'Survived' && status !== 'NoCoverage') continue;
  const path = fileName.replaceAll('\\', '/').replace(/^.*\/src\//, '');
  const place = `${path}: ${declarationAt(fileName, location.start.line)}`;
  survivors.set(place, (survivors.get(place) ?? 0) + 1);
}
const page = readFileSync('docs/mutants.md', 'utf8');
const rows = [...page.matchAll(/^\| `(.+?)` \| (\d+) \|/gm)].map(
  ([, place, count]) => [place, Number(count)] as const,
);
const explained = new Map(rows.filter(([place]) => place?.startsWith(`${folder}/`)));
if (explained.size > 0)
  for (const place of new Set([...survivors.keys(), ...explained.keys()])) {
    const [live, known] = [survivors.get(place ?? '') ?? 0, explained.get(place) ?? 0];
    if (live !== known) console.log(`docs/mutants.md: ${place}: ${known}, but ${live} live`);
  }

/** The name of the function, class or constant at the top of a file that a line is of. */
function declarationAt(file: string, line: number): string {
  const above = readFileSync(file, 'utf8').split('\n').slice(0, line).reverse();
  const names = above.map((text) => /^(?:export )?(?:async )?(?:function|class|const) (\w+)/.exec(text)?.[1]);
  return names.find((name) => name !== undefined) ?? 'top';
}
