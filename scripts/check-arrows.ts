/*
 * Holds the arrows between the rooms (docs/architecture: who may import whom).
 * `npm run arrows` prints every import that breaks them, as file:line, and then exits 1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const CORE = [
  'reading',
  'search',
  'quotes',
  'timeline',
  'disputes',
  'citation',
  'discussion',
  'settings',
  'library',
];

/** The rooms that each room may import, besides itself. Everybody may import `errors`. */
const ARROWS: Record<string, readonly string[]> = {
  ...Object.fromEntries(CORE.map((room) => [room, CORE])),
  errors: [],
  config: [],
  log: ['config'],
  storage: CORE,
  discord: [...CORE, 'log'],
  commands: [...CORE, 'discord', 'log'],
  sandbox: [],
  main: [...CORE, 'config', 'log', 'storage', 'discord', 'commands', 'sandbox'],
};

/** Packages that only some rooms may know. */
const PACKAGES: readonly { readonly name: RegExp; readonly rooms: readonly string[] }[] = [
  { name: /^minisearch$/, rooms: ['search'] },
  { name: /^discord\.js$/, rooms: ['discord', 'commands', 'main', 'sandbox'] },
  { name: /^discord-api-types/, rooms: ['discord', 'commands', 'sandbox'] },
  { name: /^(kysely|better-sqlite3|pg)$/, rooms: ['storage'] },
  { name: /^ws$/, rooms: ['sandbox'] },
  { name: /^dotenv/, rooms: ['config', 'main'] },
  { name: /^pino/, rooms: ['log'] },
];

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|new URL\(\s*['"](\.[^'"]+\.ts)['"]/g;

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const broken = ['src', 'commands', 'sandbox/server', 'sandbox/page'].flatMap(sources).flatMap(breaksIn);
for (const line of broken) console.error(line);
console.log(broken.length === 0 ? 'arrows: all kept' : `arrows: ${broken.length} broken`);
process.exitCode = broken.length === 0 ? 0 : 1;

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .sort();
}

function breaksIn(file: string): string[] {
  const room = roomOf(file);
  const allowed = ARROWS[room];
  if (!allowed) return [`${file}:1 stands in no room that scripts/check-arrows.ts knows`];
  const source = readFileSync(join(root, file), 'utf8');
  return [...source.matchAll(IMPORT)].flatMap((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
    const wrong = target.startsWith('.')
      ? wrongRoom(room, allowed, roomOf(relative(root, resolve(root, dirname(file), target))))
      : wrongPackage(room, target);
    const line = source.slice(0, match.index + match[0].lastIndexOf(target)).split('\n').length;
    return wrong ? [`${file}:${line} ${wrong}`] : [];
  });
}

function wrongRoom(room: string, allowed: readonly string[], target: string): string | undefined {
  const fine = target === room || target === 'errors' || allowed.includes(target);
  return fine ? undefined : `${room} must not import ${target}`;
}

function wrongPackage(room: string, target: string): string | undefined {
  const rule = PACKAGES.find(({ name }) => name.test(target));
  return rule && !rule.rooms.includes(room) ? `${room} must not import ${target}` : undefined;
}

/** `src/reading/text.ts` → `reading`, `src/library.ts` → `library`, `commands/ask.ts` → `commands`. */
function roomOf(file: string): string {
  const [top = '', second = ''] = file.split(/[\\/]/);
  return top === 'src' ? second.replace(/\.ts$/, '') : top;
}
