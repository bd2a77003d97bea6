/* `npm run read -- FILE [--json]`: shows how a file comes in as a reading, without Discord. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../src/errors.ts';
import { createImporter } from '../src/reading/import/import.ts';
import { FORMATS, WHY } from '../src/reading/import/imported.ts';

const json = process.argv.includes('--json');
const [file] = process.argv.slice(2).filter((word) => word !== '--json');
if (!file) {
  console.error('Usage: npm run read -- FILE [--json]');
  process.exit(2);
}

try {
  const { importFile } = createImporter();
  const imported = await importFile({ name: basename(file), data: readFileSync(file) });
  const { format, encoding, facts, blocks, dropped, remarks } = imported;
  if (json) {
    console.log(JSON.stringify({ facts, blocks, dropped, doubts: remarks }));
  } else {
    console.log(`Read as ${FORMATS[format]}${encoding ? ` (${encoding})` : ''}\n`);
    for (const [fact, words] of Object.entries(facts)) console.log(`${fact}: ${words}`);
    let n = 0;
    for (const { kind, text } of blocks)
      console.log(kind === 'heading' ? `\n## ${text}` : `\n¶${++n} ${text}`);
    for (const { words, why } of dropped) console.log(`\nLeft out (${WHY[why]}): ${words}`);
    for (const remark of remarks) console.log(`\n${remark}`);
  }
} catch (error) {
  if (!(error instanceof UserError) && (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  console.error((error as Error).message);
  process.exitCode = 1;
}
