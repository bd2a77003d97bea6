import type { Migration } from 'kysely';
import { createSealing, type Sealing } from '../seal.ts';
import * as library from './001-library.ts';
import * as discussion from './002-discussion.ts';
import * as origin from './003-origin.ts';
import { promises } from './004-promises.ts';
import { reports } from './005-reports.ts';
import * as claims from './006-claims.ts';
import * as interactions from './007-interactions.ts';

export type Migrations = Readonly<Record<string, Migration>>;

/** All migrations, run in order of name. One that has run anywhere is never changed: add another. */
export function createMigrations(sealing: Sealing): Migrations {
  return {
    '001-library': library,
    '002-discussion': discussion,
    '003-origin': origin,
    '004-promises': promises(sealing),
    '005-reports': reports(sealing),
    '006-claims': claims,
    '007-interactions': interactions,
  };
}

export const MIGRATION_NAMES: readonly string[] = Object.keys(createMigrations(createSealing()));
