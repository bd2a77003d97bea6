import { create, insertMultiple, search as searchOrama } from '@orama/orama';
import elasticlunr from 'elasticlunr';
import FlexSearch from 'flexsearch';
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import type { Reading } from '../src/reading/reading.ts';
import { isStopWord, stemOf } from '../src/search/terms.ts';
import { eachWord } from '../src/text/words.ts';

/** A place, as an engine ranks it: documents are numbered as they were given. */
export interface Found {
  readonly document: number;
  readonly score: number;
}

/** Makes an index of texts; what it returns ranks them for a question, best first. */
export interface Peer {
  readonly name: string;
  readonly build: (texts: readonly string[]) => (question: string) => Found[];
}

/** Other engines over the same texts: a question is an OR of its words, with each engine's own defaults else. */
export const PEERS: readonly Peer[] = [
  { name: 'MiniSearch, defaults', build: (texts) => miniSearch(texts, {}) },
  {
    name: 'MiniSearch, stemmed, stop words',
    build: (texts) => {
      const processTerm = (term: string) => {
        const word = term.toLowerCase();
        return isStopWord(word) ? null : stemOf(word, true);
      };
      return miniSearch(texts, { processTerm });
    },
  },
  {
    name: 'lunr',
    build(texts) {
      const index = lunr(function () {
        this.ref('id');
        this.field('text');
        texts.forEach((text, id) => {
          this.add({ id: String(id), text });
        });
      });
      return (question) =>
        index
          .query((query) => {
            query.term(lunr.tokenizer(question), {});
          })
          .map(({ ref, score }) => ({ document: Number(ref), score }));
    },
  },
  {
    name: 'FlexSearch',
    build(texts) {
      const index = new FlexSearch.Index({ tokenize: 'strict', encoder: FlexSearch.Charset.LatinBalance });
      texts.forEach((text, id) => {
        index.add(id, text);
      });
      return (question) =>
        (index.search(question, { suggest: true, limit: 20 }) as number[]).map((document, i) => ({
          document,
          score: 1 / (i + 1),
        }));
    },
  },
  {
    name: 'Orama, stemmed',
    build(texts) {
      const database = create({
        schema: { text: 'string' },
        components: { tokenizer: { stemming: true, language: 'english' } },
      });
      insertMultiple(
        database,
        texts.map((text, id) => ({ id: String(id), text })),
      );
      return (question) => {
        const found = searchOrama(database, { term: question, limit: 20, threshold: 1 });
        if (found instanceof Promise) throw new TypeError('Orama answers at once without plugins');
        return found.hits.map(({ id, score }) => ({ document: Number(id), score }));
      };
    },
  },
  {
    name: 'elasticlunr',
    build(texts) {
      const index = elasticlunr<{ id: number; text: string }>(function () {
        this.setRef('id');
        this.addField('text');
      });
      texts.forEach((text, id) => {
        index.addDoc({ id, text });
      });
      return (question) =>
        index.search(question, { bool: 'OR' }).map(({ ref, score }) => ({ document: Number(ref), score }));
    },
  },
  { name: 'textbook BM25, stemmed, stop words', build: bm25 },
];

/** The whole-paragraph engine, and what a sentence engine of the same kind says within the best paragraph. */
export function paragraphsAndSentences(peer: Peer, reading: Reading) {
  const byParagraph = peer.build(reading.paragraphs.map(({ text }) => text));
  const sentences = reading.paragraphs.flatMap(({ n, text, sentences }) =>
    sentences.map(({ start, end }) => ({ paragraph: n - 1, start, end, text: text.slice(start, end) })),
  );
  const bySentence = peer.build(sentences.map(({ text }) => text));
  return {
    paragraphs: byParagraph,
    /** The best sentence of a paragraph; its first where none matches. */
    sentence: (question: string, paragraph: number) => {
      const best = bySentence(question).find(({ document }) => sentences[document]!.paragraph === paragraph);
      return best
        ? sentences[best.document]!
        : sentences.find((sentence) => sentence.paragraph === paragraph);
    },
  };
}

function miniSearch(texts: readonly string[], options: { processTerm?: (term: string) => string | null }) {
  const index = new MiniSearch<{ id: number; text: string }>({ fields: ['text'], ...options });
  index.addAll(texts.map((text, id) => ({ id, text })));
  return (question: string): Found[] =>
    index.search(question).map(({ id, score }) => ({ document: id as number, score }));
}

/** Robertson and Zaragoza, 2009, with k1 1.2 and b 0.75. */
function bm25(texts: readonly string[]) {
  const postings = new Map<string, Map<number, number>>();
  const lengths = texts.map((text, document) => {
    const terms = termsOf(text);
    for (const term of terms) {
      const counts = postings.get(term) ?? new Map<number, number>();
      postings.set(term, counts.set(document, (counts.get(document) ?? 0) + 1));
    }
    return terms.length;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return (question: string): Found[] => {
    const scores = new Map<number, number>();
    for (const term of new Set(termsOf(question))) {
      const counts = postings.get(term) ?? new Map<number, number>();
      const idf = Math.log(1 + (texts.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [document, count] of counts) {
        const norm = 1.2 * (0.25 + (0.75 * lengths[document]!) / mean);
        scores.set(document, (scores.get(document) ?? 0) + (idf * count * 2.2) / (count + norm));
      }
    }
    return [...scores]
      .map(([document, score]) => ({ document, score }))
      .sort((a, b) => b.score - a.score || a.document - b.document);
  };
}

function termsOf(text: string): string[] {
  const terms: string[] = [];
  eachWord(text, (word) => {
    if (!isStopWord(word)) terms.push(stemOf(word, true));
  });
  return terms;
}
