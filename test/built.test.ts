import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type StartBot, startDiscord } from '../sandbox/testing/harness.ts';
import { docx, epub, odt, pdf, text } from './reading/import/files.ts';
import { addDraft } from './support/adding.ts';

beforeAll(() => execFileSync(process.execPath, ['scripts/build.js']));

it('a start loads nothing that is seldom needed', () => {
  const loaded = filesOf('main.js');
  const packages = (files: readonly string[]) =>
    new Set(
      files.flatMap((file) =>
        [
          ...readFileSync(join('dist', file), 'utf8').matchAll(
            /^\s*\/\/ node_modules\/((?:@[^/]+\/)?[^/\s]+)/gm,
          ),
        ].map(([, name]) => name),
      ),
    );
  expect(packages([...loaded])).toContain('discord.js');
  const seldom = ['pg', 'pino-pretty', 'mammoth', 'jszip', 'linkedom', '@citation-js/core', 'marked'];
  const others = readdirSync('dist').filter((file) => file.endsWith('.js') && !loaded.has(file));
  for (const name of seldom) {
    expect(packages([...loaded]), name).not.toContain(name);
    expect(packages(others), name).toContain(name);
  }
});

it('what is built answers, reads a file of each kind and cites', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pilcrow-'));
  const start: StartBot = async ({ token, apiUrl }) => {
    const bot = spawn(process.execPath, ['dist/main.js'], {
      env: {
        ...process.env,
        DISCORD_TOKEN: token,
        DISCORD_API_URL: apiUrl,
        DATA_DIR: dataDir,
        DATABASE_URL: '',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const words of bot.stdout) {
      said += words;
      if (said.includes('"msg":"online"')) break;
    }
    bot.stdout.resume();
    return {
      async stop() {
        bot.kill('SIGTERM');
        await once(bot, 'exit');
      },
    };
  };
  const discord = await startDiscord(start);
  try {
    const student = discord.as('student');
    expect((await student.command('ask', { question: 'Who is Ra Mason?' })).text).toContain('¶');
    // Other words in each, as a text that is sent twice is asked about.
    const words = (name: string) => `Tea in ${name} began as a medicine.`;
    for (const [name, data] of [
      ['a.docx', await docx([{ text: words('a.docx') }])],
      ['a.epub', await epub({ 'a.xhtml': `<p>${words('a.epub')}</p>` })],
      ['a.pdf', pdf([[{ text: words('a.pdf'), y: 700 }]])],
      ['a.odt', await odt(`<text:p>${words('a.odt')}</text:p>`)],
      ['a.rtf', text(`{\\rtf1\\ansi ${words('a.rtf')}\\par}`)],
      ['a.srt', text(`1\n00:00:01,000 --> 00:00:04,000\n${words('a.srt')}\n`)],
      [
        'a.mht',
        text(
          `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="B"\n\n--B\nContent-Type: text/html\n\n<p>${words('a.mht')}</p>\n--B--\n`,
        ),
      ],
      ['a.html', text(`<!doctype html><p>${words('a.html')}</p>`)],
      ['a.md', text(`# On Tea\n\n${words('a.md')}`)],
    ] as const) {
      const draft = await addDraft(discord, discord.as('admin'), { name, content: Buffer.from(data) });
      expect(draft.text, name).toContain(`¶1 begins: ${words(name)}`);
    }
    expect((await student.command('reading cite', { style: 'apa' })).text).toContain('Washington');
  } finally {
    await discord.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** A built file and all that it imports as it is loaded. */
function filesOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const source = readFileSync(join('dist', file), 'utf8');
  for (const [, next = ''] of source.matchAll(/^(?:import|export)\b[^"]*"\.\/([^"]+)"/gm))
    filesOf(next, found);
  return found;
}
