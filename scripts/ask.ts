/* `npm run ask -- "question" [--json]`: asks the shipped reading on a terminal, without Discord. */
import { fileURLToPath } from 'node:url';
import { attributionOf } from '../src/quotes/attribution.ts';
import { loadReadings } from '../src/reading/folder.ts';
import type { Quote } from '../src/reading/quote.ts';
import { createSearch } from '../src/search/search.ts';

const json = process.argv.includes('--json');
const question = process.argv
  .slice(2)
  .filter((word) => word !== '--json')
  .join(' ');
if (!question.trim()) {
  console.error('Usage: npm run ask -- "question" [--json]');
  process.exit(2);
}

const texts = loadReadings(fileURLToPath(new URL('../data/readings', import.meta.url)), () => undefined);
const answer = await createSearch().ask(texts, question);
const shown = (answer.kind === 'found' ? answer.quotes : answer.nearest).map(describe);

if (json) {
  const { kind, confidence } = answer;
  const rest = answer.kind === 'found' ? {} : { reason: answer.reason, missing: answer.missing };
  console.log(
    JSON.stringify({ kind, ...rest, confidence, [kind === 'found' ? 'quotes' : 'nearest']: shown }),
  );
} else {
  if (answer.kind === 'nothing') {
    console.log(
      shown.length > 0 ? 'No answer in the text. The nearest passages:\n' : 'No answer in the text.',
    );
  }
  for (const { paragraph, speaker, text } of shown) console.log(`¶${paragraph} (${speaker})\n  ${text}\n`);
}

function describe(quote: Quote) {
  const source = texts.find(({ reading }) => reading.id === quote.reading.id);
  const attribution = source && attributionOf(source, quote);
  return {
    reading: quote.reading.id,
    version: quote.reading.version,
    paragraph: quote.paragraph,
    start: quote.start,
    end: quote.end,
    text: quote.text,
    speaker: attribution?.kind === 'speech' ? attribution.speaker : 'the article',
    date: quote.reading.facts.date,
  };
}
