import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type InteractionResponse, startDiscord, type TestDiscord } from '../sandbox/testing/harness.ts';
import { temporaryFolder } from '../scripts/temporary.ts';
import { loadReadings } from '../src/reading/folder.ts';
import { LIMITS } from '../src/reading/import/limits.ts';
import { random } from './random.ts';

/*
 * npm run bench -- stalls [PARAGRAPHS] [--json]
 *
 * How long one turn of the event loop takes while a large reading is added and used: all servers wait meanwhile. For
 * each step the longest turn, in ms of the main thread's processor time, which Linux alone tells. The bot is a
 * process of its own; Discord is the sandbox.
 */

export async function stalls(args: readonly string[]) {
  const paragraphs = Number(args.find((arg) => /^\d+$/.test(arg)) ?? LIMITS.paragraphs);
  const folder = temporaryFolder();
  const bot = forkBot();
  const discord = await startDiscord(async ({ token, apiUrl }) => {
    await bot.send({ token, apiUrl, dataDir: folder.path });
    return { stop: async () => void (await bot.send('stop')) };
  });
  try {
    // What is compiled at its first use belongs to a bot's start, and not to the reading.
    await walk(discord, 'A small one', 50, (_, run) => run());
    const figures: Record<string, number> = {};
    await walk(discord, 'A large one', paragraphs, async (step, run) => {
      await bot.send('turns');
      const answer = await run();
      figures[step] = (await bot.send('turns')) as number;
      console.log(`${step.padEnd(22)}${figures[step].toFixed(1).padStart(9)}`);
      return answer;
    });
    return { ...figures, worstStallMs: Math.max(...Object.values(figures)) };
  } finally {
    await discord.close();
    folder.remove();
  }
}

type Measure = <Answer>(step: string, run: () => Promise<Answer>) => Promise<Answer>;

/** Adds a text and uses it, by all that reads it. */
async function walk(discord: TestDiscord, title: string, paragraphs: number, measure: Measure) {
  const [moderator, student] = [discord.as('admin'), discord.as('student')];
  const content = textOf(title, paragraphs);
  const isRead = ({ text }: InteractionResponse) => !/^(?:Fetching|Reading) .* …$/.test(text);
  const add = async (text: string, replaces: object = {}) => {
    const file = { name: 'book.md', content: text };
    const answer = await moderator.command('library add', { file, ...replaces });
    await discord.until(() => isRead(answer), 'the end of the import', 60_000);
    if (!answer.hasButton('Approve')) throw new Error(answer.text);
    return answer;
  };
  const draft = await measure('add', () => add(content));
  const page = await measure('page of the draft', () => draft.button('Paragraphs').press());
  const form = await measure('form of its facts', () => page.button('Edit facts').press());
  const edited = await measure('new facts', () => form.modal.submit({ Author: 'Somebody' }));
  const approved = await measure('approve', () => edited.button('Approve').press());
  await measure('use', () => approved.button('Use it here').press());
  await measure('help', () => student.command('help'));
  const question = 'Why was the pact called one-sided?';
  await measure('first ask', () => student.command('ask', { question }));
  await measure('warm ask', () => student.command('ask', { question }));
  await measure('ask without an answer', () =>
    student.command('ask', { question: 'Who eats cheese on Mars?' }),
  );
  await measure('first autocomplete', () => student.autocomplete('quote', 'text', 'the treaty'));
  await measure('autocomplete', () => student.autocomplete('quote', 'text', 'the treaty was'));
  await measure('autocomplete of nothing', () => student.autocomplete('quote', 'text', ''));
  await measure('quote', () => student.command('quote', { text: 'the treaty' }));
  const claim =
    'The treaty was signed by Japan more than six decades ago, and many think it is one-sided today.';
  await measure('check', () => student.command('check', { text: claim }));
  const altered = content
    .slice(20_000, 24_000)
    .replace(/\p{L}{6}/gu, 'altered')
    .slice(0, 4000);
  await measure('check of a page', () => student.command('check', { text: altered }));
  const pieces = Array(6).fill('the … of').join(' … ');
  await measure('check of pieces', () => student.command('check', { text: pieces }));
  await measure('reading', () => student.command('reading paragraph', { n: 8 }));
  for (const command of ['reading about', 'people', 'timeline', 'context'])
    await measure(command, () => student.command(command));
  const [reading] = await moderator.autocomplete('library add', 'replaces', title);
  const changed = content.replaceAll(/ (\p{L}+)\.$/gmu, (end, word) =>
    word.length % 3 ? end : ` ${word} indeed.`,
  );
  const version = await measure('add a new version', () => add(changed, { replaces: reading?.value }));
  await measure('its changes', () => version.button('Changes').press());
}

/** As long as a book's: about 700 characters a paragraph, its sentences the shipped reading's with words of its own. */
function textOf(title: string, paragraphs: number): string {
  const folder = fileURLToPath(new URL('../data/readings', import.meta.url));
  const sentences = loadReadings(folder, () => undefined).flatMap(({ reading }) =>
    reading.paragraphs.flatMap(({ text, sentences }) =>
      sentences.map(({ start, end }) => text.slice(start, end)),
    ),
  );
  const { next, below, pick } = random(paragraphs);
  // Few words are common and many are rare, as in any text.
  const ending = () =>
    ['a', 'e', 'o', 'u']
      .map((vowel) => `${vowel}${'bdfgklmnrt'[below(10)]}`)
      .slice(below(4))
      .join('');
  const sentence = () =>
    pick(sentences).replace(/\p{L}{4,}/gu, (word) => (next() < 0.1 ? word + ending() : word));
  const body = Array.from({ length: paragraphs }, () => Array.from({ length: 4 }, sentence).join(' '));
  return `# ${title}\n\n${body.join('\n\n')}\n`;
}

/** The process answers each message with one. */
function forkBot() {
  const child = fork(fileURLToPath(new URL('stalls-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the bot ended with code ${code}`);
  });
  ended.catch(() => {});
  return {
    async send(message: object | string): Promise<unknown> {
      const answered = once(child, 'message');
      child.send(message);
      const [answer] = (await Promise.race([answered, ended])) as [unknown];
      return answer;
    },
  };
}
