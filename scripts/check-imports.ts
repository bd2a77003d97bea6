/*
 * npm run lint:imports
 *
 * Prints each import that breaks the order of the modules (docs/architecture.md), and then exits with 1. Circles of files are
 * biome's to find.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brokenImports } from './imports.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = ['src', 'commands', 'sandbox'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);
const broken = files.flatMap((file) =>
  brokenImports(file, readFileSync(`${root}${file}`, 'utf8')).map((target) => `${file} imports ${target}`),
);
for (const line of broken) console.error(line);
console.log(`imports of ${files.length} files: ${broken.length} against the order`);
if (broken.length > 0) process.exitCode = 1;
