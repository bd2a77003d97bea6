/*
 * Holds the shipped reading against the source's own file: every block of the body, character for character.
 * `npx tsx scripts/check-article.ts SOURCE` prints the first difference and exits 1 where there is one.
 */
import { readFileSync } from 'node:fs';
import { parseReading } from '../src/reading/file.ts';
import { blocksOf } from '../src/reading/make.ts';

const ID = 'us-japan-security-treaty';
const source = process.argv[2];
if (!source) throw new Error('Usage: npx tsx scripts/check-article.ts SOURCE');

const kept = new URL(`../data/readings/${ID}/reading.md`, import.meta.url);
const reading = parseReading(ID, readFileSync(kept, 'utf8'));
const { headline, byline, standfirst } = reading.facts;
const ours = [headline, standfirst, ...blocksOf(reading).map(({ text }) => text)];

// The source gives the headline twice, in two spellings, with the byline between them.
const [first, handle, second, ...rest] = readFileSync(source, 'utf8')
  .trim()
  .split(/\n{2,}/);
const theirs = [first === headline ? first : second, ...rest];

const differing = theirs.findIndex((block, i) => block !== ours[i]);
if (differing >= 0 || ours.length !== theirs.length) {
  console.error(`block ${differing + 1}:\n  source: ${theirs[differing]}\n  kept:   ${ours[differing]}`);
  process.exitCode = 1;
} else if (handle !== `(${byline})` && handle !== byline) {
  console.error(`byline: the source has ${handle}, the reading ${byline}`);
  process.exitCode = 1;
} else {
  console.log(`article: ${theirs.length} blocks are the source's`);
}
