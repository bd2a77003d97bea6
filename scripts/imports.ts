/*
 * Which module may import which: the order of docs/architecture.md as data, and what breaks it in given files.
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

/** What each module may import besides itself. Programs (`bench`, `scripts`) may import anything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(
    CORE.flatMap((step, i) => step.map((module) => [module, ['errors', ...CORE.slice(0, i).flat()]])),
  ),
  errors: [],
  log: [],
  config: ['errors'],
  storage: ['errors', ...CORE.flat()],
  discord: ['errors', 'log', 'text'],
  commands: ['errors', 'log', 'discord', ...CORE.flat()],
  sandbox: [],
  main: ['errors', 'log', 'config', 'discord', 'storage', 'commands', 'sandbox', ...CORE.flat()],
};

/** Packages that only these modules import. Programs and the sandbox's own tests may import any. */
const PACKAGES: readonly (readonly [name: RegExp, modules: readonly string[]])[] = [
  [/^discord\.js$/, ['discord']],
  [/^discord-api-types/, ['discord', 'commands', 'sandbox']],
  [/^minisearch$/, ['search']],
  [/^(kysely|libsql|pg)$/, ['storage']],
  [/^pino/, ['log']],
  [/^dotenv/, ['config', 'main']],
  [/^ws$/, ['sandbox']],
];

const IMPORT =
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*'([^']+)'|\bimport\(\s*'([^']+)'|^\s*import\s*'([^']+)'|\bnew URL\(\s*'(\.[^']+\.ts)'/gm;

/**
 * @param sources each file's text by its path from the project's folder, with slashes
 * @returns each import that breaks the order, as `FILE imports TARGET`, and each circle of files, as
 *   `circle: FILE FILE …`, sorted. Type imports count as others do.
 */
export function importFaults(sources: ReadonlyMap<string, string>): string[] {
  const imports = new Map([...sources].map(([file, source]) => [file, importsOf(file, source)]));
  const broken = [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => !mayImport(file, target)).map((target) => `${file} imports ${target}`),
  );
  return [...new Set(broken), ...circles(imports).map((files) => `circle: ${files.join(' ')}`)].sort();
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
  if (module === 'bench' || module === 'scripts') return true;
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

/** The groups of files in which each imports, through others, all of the group (Tarjan, 1972). */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const numbers = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (file: string): number => {
    const number = numbers.size;
    numbers.set(file, number);
    open.push(file);
    let low = number;
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target)) continue;
      if (!numbers.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, numbers.get(target) ?? low);
    }
    lowest.set(file, low);
    if (low === number) {
      const group = open.splice(open.indexOf(file));
      if (group.length > 1) found.push(group.sort());
    }
    return low;
  };
  for (const file of imports.keys()) if (!numbers.has(file)) visit(file);
  return found;
}
