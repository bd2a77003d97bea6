/*
 * Which module may import which: the order of docs/architecture.md as data, and what in a file breaks it. Programs (`bench`,
 * `scripts`) and tests may import anything.
 */
import { posix } from 'node:path';

/** The core, from the bottom up. A module imports what stands on the steps below its own. */
const CORE: readonly (readonly string[])[] = [
  ['text'],
  ['dates'],
  ['reading'],
  ['speech'],
  ['found'],
  ['search', 'quotes'],
  ['timeline', 'disputes', 'citation'],
  ['settings'],
  ['discussion'],
];

/** What each module may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    CORE.flatMap((step, i) =>
      step.map((module) => [module, ['errors', 'project', ...CORE.slice(0, i).flat()]]),
    ),
  ),
  errors: [],
  project: [],
  log: [],
  config: ['errors'],
  storage: ['errors', ...CORE.flat()],
  discord: ['errors', 'log', 'text'],
  commands: ['errors', 'log', 'discord', ...CORE.flat()],
  sandbox: [],
  main: ['errors', 'log', 'config', 'project', 'discord', 'storage', 'commands', 'sandbox', ...CORE.flat()],
};

/** Packages that only these modules import; the sandbox's tests, and what helps tests of others, may import any. */
const PACKAGES: readonly (readonly [name: RegExp, modules: readonly string[]])[] = [
  [/^(discord\.js$|@discordjs\/)/, ['discord']],
  [/^discord-api-types/, ['discord', 'commands', 'sandbox']],
  [/^minisearch$/, ['search']],
  [/^edtf$/, ['dates']],
  [/^(kysely|libsql|pg)$/, ['storage']],
  [/^pino/, ['log']],
  [/^dotenv/, ['config', 'main']],
  [/^ws$/, ['sandbox']],
];

const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'|\bimport\(\s*'([^']+)'|^\s*import\s*'([^']+)'|\bnew URL\(\s*'(\.[^']+\.ts)'/gm;

/**
 * @param file the file's path from the project's folder, with slashes
 * @param source its text
 * @returns what it imports against the order, types too: a path, or a package's name
 */
export function brokenImports(file: string, source: string): string[] {
  return importsOf(file, source).filter((target) => !mayImport(file, target));
}

/** What a file imports: files by their path from the project's folder, packages by their name. */
function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(IMPORT)].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    return target.startsWith('.') ? posix.join(posix.dirname(file), target) : target;
  });
}

function mayImport(file: string, target: string): boolean {
  const module = moduleOf(file);
  const known = MAY_IMPORT[module];
  if (!known) return false;
  if (target.includes('/') && target.endsWith('.ts')) {
    const other = moduleOf(target);
    return other === module || known.includes(other);
  }
  if (/^sandbox\/test(ing)?\//.test(file)) return true;
  return PACKAGES.every(([name, modules]) => !name.test(target) || modules.includes(module));
}

/** `src/reading/make.ts` → `reading`, `src/main.ts` → `main`, `commands/read/ask.ts` → `commands`. */
function moduleOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  return top === 'src' ? second.replace(/\.ts$/, '') : top;
}
