import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import {
  CompiledQuery,
  type DatabaseConnection,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import { DoneElsewhere } from '../errors.ts';

/**
 * Of several processes that hear of one interaction, the first that writes for it claims it, in the same transaction.
 * The others wait for that transaction, and write nothing once it is committed.
 */
export interface Claims {
  /**
   * Does what an interaction asks for, whatever is awaited on the way.
   *
   * @throws DoneElsewhere at the first write, where another process has claimed the interaction
   */
  readonly run: <T>(interactionId: string, work: () => Promise<T>) => Promise<T>;
  /** Whether this process has claimed the interaction that it is at work on. */
  readonly isHeld: () => boolean;
  /** Whether another process has claimed it: what is refused then may be refused for what that one has written. */
  readonly isLost: () => Promise<boolean>;
  /**
   * Claims it now: for what posts before anything is written. Nothing, where there is no interaction.
   *
   * @throws DoneElsewhere where another process has claimed it
   */
  readonly take: () => Promise<void>;
}

/** Where one process alone has the database. */
export const NO_CLAIMS: Claims = {
  run: (_, work) => work(),
  isHeld: () => false,
  isLost: async () => false,
  take: async () => {},
};

/** What the claims of one process know of the interaction that it is at work on. */
export class Asked {
  readonly #asked = new AsyncLocalStorage<{ readonly id: string; held: boolean }>();
  /** Names this process among all that share the database. */
  readonly #process = randomUUID();

  run<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.#asked.run({ id, held: false }, work);
  }

  isHeld(): boolean {
    return this.#asked.getStore()?.held === true;
  }

  /** Whether there is an interaction that is not claimed yet. */
  isOpen(): boolean {
    return this.#asked.getStore()?.held === false;
  }

  /** Whether another process has claimed it. */
  async isLost(pool: { readonly query: (sql: string, values: unknown[]) => Promise<{ rows: unknown[] }> }) {
    const values = [this.#asked.getStore()?.id, this.#process];
    const { rows } = await pool.query('select id from interactions where id = $1 and process <> $2', values);
    return rows.length > 0;
  }

  /** Claims it in a transaction; of one process, several transactions may try at once. */
  async claim(connection: DatabaseConnection): Promise<void> {
    const values = [this.#asked.getStore()?.id, this.#process, Date.now()];
    const { rows } = await connection.executeQuery(CompiledQuery.raw(CLAIM, values));
    if (rows.length === 0) throw new DoneElsewhere();
  }

  /** Notes that the transaction is committed. */
  hold(): void {
    const asked = this.#asked.getStore();
    if (asked) asked.held = true;
  }
}

const CLAIM = `insert into interactions (id, process, claimed_at) values ($1, $2, $3)
  on conflict (id) do update set process = excluded.process where interactions.process = excluded.process
  returning id`;

/** Kysely's own dialect, but whatever writes first for an interaction claims it. */
export class ClaimingDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  readonly #asked: Asked;

  constructor(config: PostgresDialectConfig, asked: Asked) {
    super(config);
    this.#config = config;
    this.#asked = asked;
  }

  override createDriver() {
    return new ClaimingDriver(this.#config, this.#asked);
  }
}

class ClaimingDriver extends PostgresDriver {
  readonly #asked: Asked;
  /** Connections, each with Kysely's way to execute a query on it. */
  readonly #plain = new WeakMap<DatabaseConnection, DatabaseConnection['executeQuery']>();
  readonly #inTransaction = new WeakSet<DatabaseConnection>();

  constructor(config: PostgresDialectConfig, asked: Asked) {
    super(config);
    this.#asked = asked;
  }

  override async acquireConnection(): Promise<Connection> {
    const connection = (await super.acquireConnection()) as Connection;
    // Kysely keeps one for each of the pool's, and knows it by itself: it can't be wrapped.
    if (!this.#plain.has(connection)) {
      this.#plain.set(connection, connection.executeQuery.bind(connection));
      connection.executeQuery = (query) => this.#execute(connection, query);
    }
    return connection;
  }

  override async beginTransaction(connection: Connection, settings: TransactionSettings): Promise<void> {
    this.#inTransaction.add(connection);
    await super.beginTransaction(connection, settings);
    if (!this.#asked.isOpen()) return;
    try {
      await this.#asked.claim(connection);
    } catch (error) {
      await this.rollbackTransaction(connection);
      throw error;
    }
  }

  override async commitTransaction(connection: Connection): Promise<void> {
    await super.commitTransaction(connection);
    this.#asked.hold();
  }

  override async releaseConnection(connection: Connection): Promise<void> {
    this.#inTransaction.delete(connection);
    await super.releaseConnection(connection);
  }

  /** What writes outside of a transaction gets one of its own where there is something to claim. */
  async #execute<R>(connection: Connection, query: CompiledQuery): Promise<QueryResult<R>> {
    const execute = this.#plain.get(connection) as DatabaseConnection['executeQuery'];
    if (this.#inTransaction.has(connection) || !this.#asked.isOpen() || READS.test(query.sql))
      return execute(query);
    await this.beginTransaction(connection, {});
    try {
      const result = await execute<R>(query);
      await this.commitTransaction(connection);
      return result;
    } catch (error) {
      await this.rollbackTransaction(connection);
      throw error;
    }
  }
}

/** What Kysely's driver makes: its type has no name of its own. */
type Connection = Parameters<PostgresDriver['releaseConnection']>[0];

const READS = /^\s*select\b/i;
