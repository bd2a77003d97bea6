import type { Migration } from 'kysely';
import * as library from './001-library.ts';

/** All migrations, run in order of name. One that has run anywhere is never changed: add another. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-library': library,
};
