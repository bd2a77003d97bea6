import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { loadQuestions } from '../../bench/questions.ts';
import { fetchQuestions, questionsOf, type Squad } from '../../bench/squad.ts';
import { temporaryFolder } from '../../scripts/temporary.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const SQUAD: Squad = {
  data: [
    { title: 'Left_out', paragraphs: [] },
    {
      title: 'Tide_mill',
      paragraphs: [
        { context: 'A tide mill is driven by the tide.', qas: [] },
        {
          context: 'The oldest stood in Ireland. It was built in 619.',
          qas: [
            {
              question: 'When was the oldest built? ',
              is_impossible: false,
              answers: [
                { text: '619', answer_start: 45 },
                { text: 'in 619', answer_start: 42 },
              ],
            },
            { question: 'Who built the youngest?', is_impossible: true, answers: [] },
          ],
        },
      ],
    },
  ],
};

it.each([
  [
    'all marked answers',
    true,
    [
      [45, 48],
      [42, 48],
    ],
  ],
  ['the place where the one answer begins', false, [[45, 46]]],
])("takes %s from SQuAD's form", (_, allMarked, answers) => {
  const file = join(folder.path, 'questions.json');
  writeFileSync(file, JSON.stringify(questionsOf(SQUAD, ['Tide_mill'], allMarked)));
  const [asked] = loadQuestions(file);
  expect(asked?.reading.paragraphs.map(({ text }) => text)).toEqual([
    'A tide mill is driven by the tide.',
    'The oldest stood in Ireland. It was built in 619.',
  ]);
  expect(asked?.questions[0]).toEqual({
    text: 'When was the oldest built?',
    paragraph: 1,
    impossible: false,
    answers,
  });
  expect(asked?.questions[1]).toMatchObject({ paragraph: 1, impossible: true });
});

it('says in a line what is missing', async () => {
  await expect(fetchQuestions(folder.path, folder.path)).rejects.toThrow(
    /^dev-v2\.0\.json of SQuAD can’t be had from .*npm run bench:fetch FOLDER$/,
  );
  writeFileSync(join(folder.path, 'dev-v2.0.json'), JSON.stringify(SQUAD));
  await expect(fetchQuestions(folder.path, folder.path)).rejects.toThrow(
    'SQuAD’s file lacks the article Normans.',
  );
});
