import { setTimeout as sleep } from 'node:timers/promises';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import type SQLite from 'libsql';
import { asSetupError } from './sqlite-faults.ts';

/** How long a statement waits for another program that has locked the file, and how long between two tries, in ms. */
const BUSY = { patience: 5_000, pause: 50 };

/**
 * Kysely's own dialect, but for three things. It waits for locks without keeping the process from anything else,
 * rolls back only what has not been rolled back by SQLite itself (as on a full disk), and knows that SQLite can undo
 * changes of the schema.
 */
export class OwnSqliteDialect extends SqliteDialect {
  readonly #file: SQLite.Database;
  readonly #dataDir: string;

  /** @param file with a `busy_timeout` of 0 */
  constructor(file: SQLite.Database, dataDir: string) {
    super({ database: file });
    this.#file = file;
    this.#dataDir = dataDir;
  }

  override createDriver() {
    return new PatientDriver(this.#file, this.#dataDir);
  }

  override createAdapter() {
    return new TransactionalAdapter();
  }
}

class PatientDriver extends SqliteDriver {
  readonly #file: SQLite.Database;
  readonly #dataDir: string;

  constructor(file: SQLite.Database, dataDir: string) {
    super({ database: file });
    this.#file = file;
    this.#dataDir = dataDir;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => this.#execute(connection, query),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
  }

  override beginTransaction(): Promise<void> {
    return this.#begin();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#file.inTransaction) await super.rollbackTransaction(connection);
  }

  /** What writes outside of a transaction gets one of its own, to wait where that begins; reading needs no lock. */
  async #execute<R>(connection: DatabaseConnection, query: CompiledQuery): Promise<QueryResult<R>> {
    const own = !this.#file.inTransaction && query.query.kind !== 'SelectQueryNode';
    if (own) await this.#begin();
    try {
      const result = await connection.executeQuery<R>(query);
      if (own) this.#file.exec('commit');
      return result;
    } catch (error) {
      if (own && this.#file.inTransaction) this.#file.exec('rollback');
      throw asSetupError(error, this.#dataDir);
    }
  }

  /**
   * Takes the lock for writing, waiting for it where another program has it, so that nothing in the transaction has
   * to. By `exec`, as libsql leaves a prepared statement that was refused the lock unfinished, and what is
   * unfinished keeps later transactions from being committed.
   */
  async #begin(): Promise<void> {
    for (const until = performance.now() + BUSY.patience; ; await sleep(BUSY.pause)) {
      try {
        this.#file.exec('begin immediate');
        return;
      } catch (error) {
        const { code } = error as { code?: string };
        if (code !== 'SQLITE_BUSY' || performance.now() > until) throw asSetupError(error, this.#dataDir);
      }
    }
  }
}

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}
