import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** Runs `npm run read` on a file of these words. */
async function readFileOf(words: string, ...options: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'pilcrow-read-'));
  try {
    const file = join(folder, 'tea.txt');
    writeFileSync(file, words);
    return await promisify(execFile)(process.execPath, [
      'node_modules/tsx/dist/cli.mjs',
      'scripts/read.ts',
      file,
      ...options,
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const TEA = 'On Tea\n\nDate: 12/06/2019\n\nTea began as a medicine.\n\nPART TWO\n\nIt grew into a drink.\n';

it('shows how a file comes in, with numbers of paragraphs', async () => {
  const { stdout } = await readFileOf(TEA);
  expect(stdout).toContain('headline: On Tea\n\n¶1 Tea began as a medicine.\n\n## PART TWO\n\n¶2 It grew');
});

it('ends with one object for scripts', async () => {
  const { stdout } = await readFileOf(TEA, '--json');
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
    facts: { headline: 'On Tea' },
    blocks: [
      { kind: 'paragraph', text: 'Tea began as a medicine.' },
      { kind: 'heading', text: 'PART TWO' },
      { kind: 'paragraph', text: 'It grew into a drink.' },
    ],
    dropped: [{ words: 'Date: 12/06/2019', why: 'head' }],
    doubts: [expect.stringContaining('12/06/2019 can be 12 June or 6 December 2019')],
  });
});

it('says what is wrong with a file that cannot be read, and ends with code 1', async () => {
  await expect(readFileOf('a\0b')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The file is not text'),
  });
});
