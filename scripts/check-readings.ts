/* `npm run readings`: loads every shipped reading as the bot does at start, and says what it holds. */
import { fileURLToPath } from 'node:url';
import { loadReadings } from '../src/reading/folder.ts';
import { nearestPassage } from '../src/search/search.ts';

const folder = fileURLToPath(new URL('../data/readings', import.meta.url));

try {
  const readings = loadReadings(folder, nearestPassage);
  for (const { reading, annotations } of readings) {
    const counts = Object.entries(annotations).map(([kind, all]) => `${all.length} ${kind}`);
    console.log(`${reading.id}: ${reading.paragraphs.length} paragraphs, ${counts.join(', ')}`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
