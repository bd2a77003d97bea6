import type { Kysely } from 'kysely';
import type { Agenda, DiscussionStore } from '../discussion/discussion-store.ts';
import type { SetupError } from '../errors.ts';
import type { PlacementStore, ReadingStore } from '../reading/reading-store.ts';
import type { GuildStore, Housekeeping } from '../settings/guilds.ts';
import type { PersonalData } from '../settings/personal.ts';
import type { SettingsStore } from '../settings/settings.ts';
import type { UnansweredStore } from '../settings/unanswered.ts';
import type { Claims } from './claims.ts';
import { createAgenda, createDiscussions } from './discussions.ts';
import { createGuilds, createHousekeeping } from './guilds.ts';
import { migrate } from './migrate.ts';
import { createMigrations } from './migrations/index.ts';
import { createPersonalData } from './personal.ts';
import { createPlacements } from './placements.ts';
import { createReadings } from './readings.ts';
import type { Schema } from './schema.ts';
import { createSealing, type Sealing } from './seal.ts';
import { createSettings } from './settings.ts';
import { openSqlite } from './sqlite.ts';
import { createUnanswered } from './unanswered.ts';

/** Everything that is kept. Every method of `repositories` is about one server, named first. */
export interface Storage {
  readonly engine: 'sqlite' | 'postgres';
  readonly repositories: Repositories;
  readonly housekeeping: Housekeeping;
  readonly agenda: Agenda;
  readonly claims: Claims;
  /** What migrated when it was opened. */
  readonly migrated: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Repositories {
  readonly readings: ReadingStore;
  readonly placements: PlacementStore;
  readonly settings: SettingsStore;
  readonly unanswered: UnansweredStore;
  readonly personal: PersonalData;
  readonly guilds: GuildStore;
  readonly discussions: DiscussionStore;
}

export interface StorageOptions {
  /** Folder of the SQLite file; made if it isn't there. */
  readonly dataDir: string;
  /** A PostgreSQL URL; without one, SQLite is used. */
  readonly databaseUrl?: string | undefined;
  /** The bot's token. What is sealed with it can be read with no other; without one, by this process alone. */
  readonly secret?: string | undefined;
  /** Told of connections that broke on their own, and of what is wrong with a file that is open. */
  readonly onError?: (error: Error) => void;
  /** Told when the file was deleted or replaced, and what it held is kept: the process must end now. */
  readonly onLost?: ((why: SetupError) => void) | undefined;
}

/**
 * Opens and migrates the database.
 *
 * @throws SetupError where it can't be reached or written, another process has it, or it is a newer program's
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { engine, db, claims, unhurried, close } = await openDatabase(options);
  try {
    const sealing = createSealing(options.secret);
    const migrated = await unhurried((slow) => migrate(slow, createMigrations(sealing)));
    return {
      engine,
      repositories: createRepositories(db, sealing),
      housekeeping: createHousekeeping(db, sealing),
      agenda: createAgenda(db),
      claims,
      migrated,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createRepositories(db: Kysely<Schema>, sealing: Sealing): Repositories {
  return {
    readings: createReadings(db),
    placements: createPlacements(db),
    settings: createSettings(db),
    unanswered: createUnanswered(db),
    personal: createPersonalData(db, sealing),
    guilds: createGuilds(db),
    discussions: createDiscussions(db, sealing),
  };
}

/** The database itself, not migrated: for `openStorage` and for tests. */
export async function openDatabase({
  dataDir,
  databaseUrl,
  onError = () => {},
  onLost = onError,
}: StorageOptions) {
  if (!databaseUrl)
    return { engine: 'sqlite' as const, ...openSqlite(dataDir, { lost: onLost, failed: onError }) };
  // Loaded only where it is used: a start with SQLite has no need of it.
  const { openPostgres } = await import('./postgres.ts');
  return { engine: 'postgres' as const, ...(await openPostgres(databaseUrl, onError)) };
}
