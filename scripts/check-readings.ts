/* `npm run readings`: loads every shipped reading as the bot does at start, and says what it holds. */
import { fileURLToPath } from 'node:url';
import { NO_ANNOTATIONS } from '../src/reading/annotations.ts';
import { loadReadings } from '../src/reading/folder.ts';
import { createSearch } from '../src/search/search.ts';

const { nearest } = createSearch({ cacheBytes: 64e6 });
const folder = fileURLToPath(new URL('../data/readings', import.meta.url));

try {
  const readings = loadReadings(
    folder,
    (reading, words) => nearest([{ reading, annotations: NO_ANNOTATIONS }], words, 1)[0]?.text,
  );
  for (const { reading, annotations } of readings) {
    const counts = Object.entries(annotations).map(([kind, all]) => `${all.length} ${kind}`);
    console.log(`${reading.id}: ${reading.paragraphs.length} paragraphs, ${counts.join(', ')}`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
