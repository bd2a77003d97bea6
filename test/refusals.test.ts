import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAst } from 'vitest/node';

/*
 * Everything that people are told where the bot refuses something stands in `new UserError(id, text)`. Each such text
 * is asserted whole by some test, with `refusal(id, text)` of test/support/refusals.ts.
 */

/** Ids whose texts differ, and why one text would not do. */
const SEVERAL_TEXTS: Readonly<Record<string, string>> = {
  'import-kind': 'what to send instead depends on what the file is',
  'import-no-text': 'a PDF of pictures needs its text recognised, any other file needs text',
  'message-empty': 'who has a quote uses another command than who has a question',
  'not-moderator': 'members may still ask how far the group is to read',
  'paragraph-unknown': 'one chooses a number, some numbers, or 0',
  'paragraphs-many': 'a form that takes one paragraph has no number to name',
  'prompt-ahead': 'a prompt that was named is told apart from one that waits',
  'prompt-decided': 'the present state stands on a card, in the queue or in a thread',
  'reading-gone': 'what to do without it depends on what was to be done with it',
  'reading-replaced': 'words that were suggested are typed again, a button comes with the command',
  'reading-shipped': 'annotating needs a copy, another reading needs a choice',
  'when-past': 'a time that is typed can be typed anew, one that is confirmed too late begins anew',
};

describe('every refusal', () => {
  const sources = sourcesIn(['src', 'commands'], 'UserError(');
  // Hands on what its thread has refused.
  sources.delete('src/text/worker.ts');
  const tests = sourcesIn(['test'], 'support/refusals.ts');

  it('is asserted by a test in all of its words', () => {
    expect(refusalFaults(sources, tests, Object.keys(SEVERAL_TEXTS))).toEqual([]);
  });
});

describe('the walk over refusals', () => {
  const source = `throw new UserError('too-long', \`Over \${max} characters. Shorten it.\`);`;
  const faults = (sources: string, tests = '', several: readonly string[] = []) =>
    refusalFaults(new Map([['src/a.ts', sources]]), new Map([['test/a.test.ts', tests]]), several);

  it('knows the words around what is put in', () => {
    expect(faults(source, "refusal('too-long', 'Over 300 characters. Shorten it.')")).toEqual([]);
    expect(faults(source, `refusal('too-long', \`Over \${LIMIT} characters. Shorten it.\`)`)).toEqual([]);
  });

  it.each([
    ['no test', '', 'no test asserts too-long of src/a.ts: Over … characters. Shorten it.'],
    [
      'a part of the words',
      "refusal('too-long', 'Over 300 characters.')",
      'no test asserts too-long of src/a.ts: Over … characters. Shorten it.',
      'test/a.test.ts: nobody is told too-long: Over 300 characters.',
    ],
    [
      'words that are put in everywhere',
      `refusal('too-long', \`\${words}\`)`,
      'no test asserts too-long of src/a.ts: Over … characters. Shorten it.',
      'test/a.test.ts: write the id and the words of refusal(…) where the call stands',
    ],
    [
      'a name for the words',
      "refusal('too-long', WORDS)",
      'no test asserts too-long of src/a.ts: Over … characters. Shorten it.',
      'test/a.test.ts: write the id and the words of refusal(…) where the call stands',
    ],
    [
      'another id',
      "refusal('long', 'Over 300 characters. Shorten it.')",
      'no test asserts too-long of src/a.ts: Over … characters. Shorten it.',
      'test/a.test.ts: nobody is told long: Over 300 characters. Shorten it.',
    ],
  ])('is not content with %s', (_, test, ...expected) => {
    expect(faults(source, test)).toEqual(expected);
  });

  it('wants each of two texts, and a reason for both to have one id', () => {
    const two = "new UserError('kind', file ? 'One.' : 'Other.');";
    const tests = "refusal('kind', 'One.'); refusal('kind', 'Other.');";
    expect(faults(two, "refusal('kind', 'One.')", ['kind'])).toEqual([
      'no test asserts kind of src/a.ts: Other.',
    ]);
    expect(faults(two, tests)).toEqual(['kind has several texts: One. / Other.']);
    expect(faults(two, tests, ['kind'])).toEqual([]);
    expect(faults("new UserError('kind', 'One.')", tests, ['kind'])).toContain(
      'kind has one text, so it needs no reason for several',
    );
  });

  it('wants one text to be written once', () => {
    const twice = "new UserError('kind', 'One.'); new UserError('kind', 'One.');";
    expect(faults(twice, "refusal('kind', 'One.')")).toEqual(['kind is written twice: One.']);
  });

  it('wants an id that can be searched for', () => {
    expect(faults('new UserError(id, words)')).toEqual([
      'src/a.ts: write the id of a UserError where it is made',
    ]);
  });
});

/** What stands in for a value that is put in. */
const HOLE = '\0';

interface Text {
  readonly file: string;
  readonly id: string;
  /** With `HOLE` for what is put in. */
  readonly words: string;
}

/**
 * @param sources the files that refuse, by their paths
 * @param tests the files that assert refusals, by their paths
 * @param several ids that may have several texts
 */
function refusalFaults(
  sources: ReadonlyMap<string, string>,
  tests: ReadonlyMap<string, string>,
  several: readonly string[],
): string[] {
  const told = textsOf(sources, 'NewExpression', 'UserError');
  const asserted = textsOf(tests, 'CallExpression', 'refusal');
  const texts = new Map<string, string[]>();
  for (const { id, words } of told.texts) texts.set(id, [...(texts.get(id) ?? []), words]);
  const faults = [
    ...told.unreadable.map((file) => `${file}: write the id of a UserError where it is made`),
    ...told.texts
      .filter((text) => !asserted.texts.some((test) => isTextOf(test, text)))
      .map(({ file, id, words }) => `no test asserts ${id} of ${file}: ${words}`),
    ...asserted.texts
      .filter((test) => !told.texts.some((text) => isTextOf(test, text)))
      .map(({ file, id, words }) => `${file}: nobody is told ${id}: ${words}`),
    ...asserted.unreadable.map(
      (file) => `${file}: write the id and the words of refusal(…) where the call stands`,
    ),
    ...[...texts].flatMap(([id, all]) =>
      all.filter((words, i) => all.indexOf(words) !== i).map((words) => `${id} is written twice: ${words}`),
    ),
    ...[...texts]
      .filter(([id, all]) => new Set(all).size > 1 && !several.includes(id))
      .map(([id, all]) => `${id} has several texts: ${all.join(' / ')}`),
    ...several
      .filter((id) => new Set(texts.get(id)).size < 2)
      .map((id) => `${id} has one text, so it needs no reason for several`),
  ];
  return faults.map((fault) => fault.replaceAll(HOLE, '…'));
}

function isTextOf(test: Text, text: Text): boolean {
  const parts = text.words.split(HOLE).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return test.id === text.id && new RegExp(`^${parts.join('[^]*')}$`).test(test.words);
}

type Node = { readonly type: string; readonly [key: string]: unknown };

function textsOf(sources: ReadonlyMap<string, string>, type: string, name: string) {
  const texts: Text[] = [];
  const unreadable: string[] = [];
  for (const [file, source] of sources)
    for (const call of nodesOf(parseAst(source, { lang: 'ts' }))) {
      if (call.type !== type || (call['callee'] as Node)['name'] !== name) continue;
      const [id, text] = call['arguments'] as readonly Node[];
      const words = text ? wordsOf(text) : [];
      if (id?.type !== 'Literal' || (name === 'refusal' && words.includes(HOLE))) unreadable.push(file);
      else texts.push(...words.map((one) => ({ file, id: String(id['value']), words: one })));
    }
  return { texts, unreadable };
}

/** All words that an expression may be. */
function wordsOf(expression: Node): string[] {
  if (expression.type === 'Literal') return [String(expression['value'])];
  if (expression.type === 'ConditionalExpression')
    return [...wordsOf(expression['consequent'] as Node), ...wordsOf(expression['alternate'] as Node)];
  if (expression.type !== 'TemplateLiteral') return [HOLE];
  const parts = expression['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
  return [parts.map(({ value }) => value.cooked).join(HOLE)];
}

function nodesOf(value: unknown): Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(nodesOf);
  return 'type' in value ? [value as Node, ...inner] : inner;
}

/** The TypeScript files of folders that hold these words, by their paths. */
function sourcesIn(folders: readonly string[], words: string): Map<string, string> {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const files = folders.flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll('\\', '/')}`,
    ),
  );
  const sources = files
    .filter((file) => file.endsWith('.ts') && file !== 'test/refusals.test.ts')
    .map((file) => [file, readFileSync(`${root}${file}`, 'utf8')] as const);
  return new Map(sources.filter(([, source]) => source.includes(words)));
}
