/*
 * npm run lint:imports
 *
 * Holds the order of the modules (docs/architecture.md) and finds circles of files. Prints each import that breaks
 * the order and each circle, and then exits with 1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importFaults } from './imports.ts';

/** What is still broken. An entry that is no longer needed is a fault too, so the list only gets shorter. */
const KNOWN: readonly string[] = [];

const root = fileURLToPath(new URL('..', import.meta.url));
const files = ['src', 'commands', 'sandbox', 'bench', 'scripts'].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);
const faults = importFaults(new Map(files.map((file) => [file, readFileSync(`${root}${file}`, 'utf8')])));
const unexpected = faults.filter((fault) => !KNOWN.includes(fault));
const needless = KNOWN.filter((fault) => !faults.includes(fault));
for (const fault of unexpected) console.error(fault);
for (const fault of needless) console.error(`no longer needed in scripts/check-imports.ts: ${fault}`);
console.log(
  `imports of ${files.length} files: ${unexpected.length + needless.length} faults, ${KNOWN.length} known`,
);
if (unexpected.length + needless.length > 0) process.exitCode = 1;
