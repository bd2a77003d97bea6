import type { Migration } from 'kysely';
import * as library from './001-library.ts';
import * as discussion from './002-discussion.ts';
import * as origin from './003-origin.ts';

/** All migrations, run in order of name. One that has run anywhere is never changed: add another. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-library': library,
  '002-discussion': discussion,
  '003-origin': origin,
};
