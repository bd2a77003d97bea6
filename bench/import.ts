import { existsSync } from 'node:fs';
import { SetupError } from '../src/errors.ts';
import { benchArticles, benchChunks, benchPages } from './import-pages.ts';
import { benchPdfs, pdfsIn } from './import-pdf.ts';

/*
 * npm run bench -- import FOLDER [--aeb | --trafilatura] [--json]
 *
 * How whole files of others come in as readings. FOLDER is one of these public collections, as its repository has it:
 *
 * - mozilla/readability, its `test/test-pages`;
 * - with `--aeb`, scrapinghub/article-extraction-benchmark, scored as its evaluate.py does;
 * - with `--trafilatura`, adbar/trafilatura, scored as its tests/evaluate.py does.
 *
 * Or it is a folder that holds PDFs, such as mozilla/pdf.js's `test/pdfs`: with `pdftotext` (poppler-utils) at hand.
 */

const MEASURES: Readonly<Record<string, (folder: string) => Promise<object>>> = {
  '--aeb': benchArticles,
  '--trafilatura': benchChunks,
};

export async function benchImport(args: readonly string[]): Promise<object> {
  const folder = args.find((word) => !word.startsWith('--')) ?? '';
  if (!existsSync(folder)) throw new SetupError(`There is no folder ${folder || 'given'} to import from.`);
  const measure =
    args.map((word) => MEASURES[word]).find(Boolean) ?? (pdfsIn(folder).length > 0 ? benchPdfs : benchPages);
  return measure(folder);
}
