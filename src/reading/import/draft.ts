import { cutTo, shorten } from '../../text/cut.ts';
import { factsSchema } from '../file.ts';
import type { Facts } from '../reading.ts';
import type { Imported } from './imported.ts';

/**
 * The facts of a draft: those that the file states and that fit, with the file's name for a headline where it
 * states none, or its first line where it has no name. A moderator can change them all.
 *
 * @param language of a text that does not say and whose script does not tell
 */
export function draftFacts({ facts, blocks }: Imported, name: string | undefined, language: string): Facts {
  const fitting = Object.fromEntries(Object.entries(facts).flatMap(([fact, words]) => fitFact(fact, words)));
  const named = name
    ?.replace(/\.[a-z0-9]+$/i, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim();
  const begins = name === undefined ? shorten(blocks[0]?.text.split('\n')[0] ?? '', 80) : '';
  return {
    headline: named || begins || 'Untitled',
    language: languageOf(blocks.map(({ text }) => text).join(' ')) ?? language,
    ...fitting,
  };
}

/** A fact that is too long is cut; one that does not fit is left out. */
function fitFact(fact: string, words: string): [string, string][] {
  const schema = factsSchema.shape[fact as keyof Facts];
  return [words, cutTo(words, 300)]
    .filter((form) => schema.safeParse(form).success)
    .slice(0, 1)
    .map((form) => [fact, form]);
}

/** The language that is written in this script, where it is mostly one. */
function languageOf(text: string): string | undefined {
  const sample = text.slice(0, 20_000);
  const count = (script: RegExp) => sample.match(script)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  return SCRIPTS.find(([script]) => count(script) > letters * 0.1)?.[1];
}

const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/[\p{sc=Hiragana}\p{sc=Katakana}]/gu, 'ja'],
  [/\p{sc=Hangul}/gu, 'ko'],
  [/\p{sc=Han}/gu, 'zh'],
  [/\p{sc=Cyrillic}/gu, 'ru'],
  [/\p{sc=Arabic}/gu, 'ar'],
  [/\p{sc=Hebrew}/gu, 'he'],
  [/\p{sc=Greek}/gu, 'el'],
  [/\p{sc=Devanagari}/gu, 'hi'],
  [/\p{sc=Thai}/gu, 'th'],
];
