import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../src/errors.ts';
import type { Stored } from './questions.ts';

/*
 * SQuAD, the Stanford Question Answering Dataset over articles of Wikipedia (Rajpurkar, Zhang, Lopyrev and Liang, 2016;
 * Rajpurkar, Jia and Liang, 2018; CC BY-SA 4.0), as files of questions.
 */

export const PUBLISHER = 'https://rajpurkar.github.io/SQuAD-explorer/dataset/';

/** The files of questions: of which of SQuAD's, and which of its articles. All answers are marked in `dev` alone. */
const FILES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'squad-dev.json': {
    'dev-v2.0.json': [
      'Normans',
      '1973_oil_crisis',
      'Harvard_University',
      'Immune_system',
      'Scottish_Parliament',
      'Warsaw',
    ],
  },
  'squad-train.json': {
    'train-v2.0.json': [
      'Beyoncé',
      'Frédéric_Chopin',
      'Sino-Tibetan_relations_during_the_Ming_dynasty',
      'IPod',
      'The_Legend_of_Zelda:_Twilight_Princess',
      'Spectre_(2015_film)',
      '2008_Sichuan_earthquake',
      'New_York_City',
      'To_Kill_a_Mockingbird',
      'Solar_energy',
    ],
    'train-v1.1.json': [
      'Alfred_North_Whitehead',
      'Institute_of_technology',
      'Financial_crisis_of_2007%E2%80%9308',
      'Southern_Europe',
      'Iranian_languages',
      '2008_Summer_Olympics_torch_relay',
      'BBC_Television',
      'Saint_Barth%C3%A9lemy',
      'Canadian_Armed_Forces',
      'Portugal',
      'Comprehensive_school',
      'Separation_of_powers_under_the_United_States_Constitution',
      'American_Idol',
      'Architecture',
      'Human_Development_Index',
      'Prime_minister',
      'Anthropology',
      'Kanye_West',
      'Genome',
      'Cardinal_(Catholicism)',
      'Antibiotics',
      'Arnold_Schwarzenegger',
      'Buddhism',
      'Montana',
      'Wayback_Machine',
      'Genocide',
      'Tajikistan',
      'Republic_of_the_Congo',
      'Symbiosis',
      'Dog',
    ],
  },
};

/** SQuAD's own form; version 1.1 has no impossible questions and does not say so. */
export interface Squad {
  readonly data: readonly {
    readonly title: string;
    readonly paragraphs: readonly {
      readonly context: string;
      readonly qas: readonly {
        readonly question: string;
        readonly is_impossible?: boolean;
        readonly answers: readonly { readonly text: string; readonly answer_start: number }[];
      }[];
    }[];
  }[];
}

/**
 * Writes the files of questions into a folder.
 *
 * @param from an address or a folder that has SQuAD's files
 * @returns the paths of what was written
 * @throws SetupError where a file can't be had, or lacks an article
 */
export async function fetchQuestions(from: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const written: string[] = [];
  for (const [name, sources] of Object.entries(FILES)) {
    const articles: Stored[] = [];
    for (const [source, titles] of Object.entries(sources))
      articles.push(...questionsOf(JSON.parse(await textOf(from, source)), titles, source.startsWith('dev')));
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(articles));
    written.push(path);
  }
  return written;
}

/**
 * @param allMarked whether several people have marked the answers, so that a sentence with any of them is right.
 *   Otherwise it is the sentence in which the one answer begins.
 */
export function questionsOf({ data }: Squad, titles: readonly string[], allMarked: boolean): Stored[] {
  return titles.map((title) => {
    const article = data.find((one) => one.title === title);
    if (!article) throw new SetupError(`SQuAD’s file lacks the article ${title}.`);
    return {
      title: title.replaceAll('_', ' '),
      paragraphs: article.paragraphs.map(({ context }) => context),
      questions: article.paragraphs.flatMap(({ qas }, para) =>
        qas.map(({ question, is_impossible: impossible = false, answers }) => ({
          q: question.trim(),
          para,
          impossible,
          ...(allMarked
            ? { answers: answers.map(({ answer_start: start, text }) => [start, text] as const) }
            : { answerStart: impossible ? -1 : (answers[0]?.answer_start ?? -1) }),
        })),
      ),
    };
  });
}

async function textOf(from: string, name: string): Promise<string> {
  try {
    if (!/^https?:/.test(from)) return readFileSync(join(from, name), 'utf8');
    const response = await fetch(new URL(name, from.replace(/\/*$/, '/')));
    if (!response.ok) throw new Error(`the answer is ${response.status}`);
    return await response.text();
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    throw new SetupError(
      `${name} of SQuAD can’t be had from ${from}: ${reason}. ` +
        'Name a folder that has it and the others: npm run bench:fetch FOLDER',
    );
  }
}
