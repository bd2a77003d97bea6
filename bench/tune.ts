import { existsSync, writeFileSync } from 'node:fs';
import { COVERAGE, COVERAGE_NAMES } from '../src/search/confidence.ts';
import { FEATURE_NAMES, FEATURES } from '../src/search/features.ts';
import {
  count,
  fit,
  type Indexed,
  indexed,
  measure,
  type Ranked,
  type Tables,
  tablesFrom,
  termWeightFrom,
} from './fit.ts';
import { fitConfidence } from './fit-confidence.ts';
import { loadQuestions } from './questions.ts';

/*
 * npm run tune -- FILE… [--dry] [--each]
 *
 * Fits the weights of the ranking from files of questions and writes them to src/search/weights.ts. Prints how
 * they do on the questions they were fitted on, and on readings left out in turn. `--dry` writes nothing;
 * `--each` tells what is lost without each feature.
 */

const GROUPS = 5;
const WEIGHTS_FILE = new URL('../src/search/weights.ts', import.meta.url);
/** Characters that the formatter gives a line. */
const LINE = 110;

const files = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const missing = files.find((file) => !existsSync(file));
if (files.length === 0 || missing) {
  console.error(missing ? `There is no ${missing}.` : 'npm run tune -- FILE… [--dry] [--each]');
  process.exit(1);
}
const set = indexed(files.flatMap(loadQuestions));
const all = FEATURE_NAMES.map((_, i) => i);

const tables = tablesFrom(set);
const counted = count(set, termWeightFrom(tables));
const weights = fit(counted);
console.log(`fitted on           ${shown(measure(set, counted, weights))}`);
const folds = foldsOf(set);
console.log(`readings left out   ${shown(leftOut(all))}`);
for (const [i, name] of FEATURE_NAMES.entries()) {
  const without = process.argv.includes('--each')
    ? `   without it ${shown(leftOut(all.filter((f) => f !== i)))}`
    : '';
  console.log(`${name.padEnd(20)} ${weights[i]!.toFixed(3).padStart(7)}${without}`);
}
const confidence = fitConfidence(set, termWeightFrom(tables));
console.log('confidence', confidence);
if (!process.argv.includes('--dry')) writeFileSync(WEIGHTS_FILE, written(weights, tables));

/** Whole readings are left out, so that no weight or table has seen the reading that it is measured on. */
function foldsOf(readings: readonly Indexed[]) {
  return Array.from({ length: GROUPS }, (_, group) => {
    const weigh = termWeightFrom(tablesFrom(readings.filter((__, i) => i % GROUPS !== group)));
    const rows = count(readings, weigh);
    return {
      kept: rows.filter(({ reading }) => reading % GROUPS !== group),
      left: rows.filter(({ reading }) => reading % GROUPS === group),
    };
  });
}

function leftOut(use: readonly number[]): Ranked {
  const total = { hit1: 0, hit3: 0, sentence1: 0 };
  for (const { kept, left } of folds) {
    const figures = measure(set, left, fit(kept, use));
    for (const key of ['hit1', 'hit3', 'sentence1'] as const)
      total[key] += (figures[key] * left.length) / counted.length;
  }
  return total;
}

function shown({ hit1, hit3, sentence1 }: Ranked): string {
  return `hit@1 ${hit1.toFixed(2)}  hit@3 ${hit3.toFixed(2)}  sentence@1 ${sentence1.toFixed(2)}`;
}

function written(fitted: Float64Array, { common, of, asked }: Tables): string {
  return `/*
 * Written by \`npm run tune\`; change it by fitting again. The figures come from ${counted.length} questions over
 * ${set.length} readings of SQuAD (Rajpurkar and others, 2016 and 2018).
 */

/** How much each feature adds to the logarithm of a sentence's odds. */
export const WEIGHTS = {
${FEATURE_NAMES.map((name, i) => `  /** ${FEATURES[name]} */\n  ${name}: ${Number(fitted[i]!.toPrecision(3))},`).join('\n')}
};

/** How much each part of coverage adds to the logarithm of the odds that a reading speaks of what is asked. */
export const CONFIDENCE = {
${COVERAGE_NAMES.map((name, i) => `  /** ${COVERAGE[name]} */\n  ${name}: ${Number(confidence[i]!.toPrecision(3))},`).join('\n')}
};
export const CONFIDENCE_AT_NOTHING = ${Number(confidence.at(-1)!.toPrecision(3))};

/** In how many of \`COMMON_OF\` readings a term stands, where in ${3} or more: the background of rarity. */
export const COMMON_OF = ${of};
export const COMMON: Readonly<Record<string, string>> = {
${lines(common)}
};

/**
 * How often a term of a question stands in the paragraph that answers it, against the mean of all terms, where
 * the questions of 3 readings or more have it and it is not the mean.
 */
export const ASKED: Readonly<Record<string, string>> = {
${lines(asked)}
};
`;
}

function lines(table: ReadonlyMap<string, number>): string {
  const terms = new Map<number, string[]>();
  for (const [term, figure] of table) terms.set(figure, [...(terms.get(figure) ?? []), term]);
  return [...terms]
    .sort(([a], [b]) => a - b)
    .map(([figure, list]) => {
      const terms = `'${list.sort().join(' ')}',`;
      // Broken as the formatter would.
      return `  '${figure}':${figure.toString().length + terms.length > LINE - 6 ? '\n    ' : ' '}${terms}`;
    })
    .join('\n');
}
