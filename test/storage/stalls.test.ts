import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { startDiscordWithBot } from '../support/bot.ts';
import { describeEngines } from './engines.ts';

/** Stands between the bot and PostgreSQL, and may keep what it hears to itself, or pass it on late. */
class Line {
  swallows = false;
  delayMs = 0;
  #sockets = new Set<Socket>();
  #server = createServer((near) => this.#join(near));
  #target: URL;

  constructor(url = '') {
    this.#target = new URL(url);
  }

  /** What the bot takes for the database's URL. */
  async open(): Promise<string> {
    await new Promise<void>((listening) => this.#server.listen(0, '127.0.0.1', listening));
    const url = new URL(this.#target);
    url.port = String((this.#server.address() as AddressInfo).port);
    return url.href;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(near: Socket): void {
    const far = connect(Number(this.#target.port), this.#target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', async (bytes) => {
        if (this.delayMs > 0) await sleep(this.delayMs);
        if (!this.swallows) to.write(bytes);
      });
      from.on('error', () => {});
      from.on('end', () => this.swallows || to.end());
      from.on('close', () => this.swallows || to.destroy());
    }
  }
}

describeEngines('a database that does not answer', ({ name, fresh }) => {
  const runs = test.runIf(name === 'postgres');
  let line: Line | undefined;
  afterEach(() => line?.close());

  async function open() {
    const { databaseUrl } = await fresh();
    line = new Line(databaseUrl);
    const discord = await startDiscordWithBot({ databaseUrl: await line.open(), mayFail: true });
    return { discord, line, databaseUrl };
  }

  runs(
    'keeps nobody waiting for ever, and all is well once it answers',
    async () => {
      const { discord, line } = await open();
      await using _ = discord;
      // GIVEN a line that swallows everything
      line.swallows = true;
      // WHEN several ask THEN each is told that it went wrong
      const answers = ['student', 'classmate'].map((who) => discord.as(who).command('reading about'));
      for (const answer of answers) expect((await answer).text).toMatch(/incident `\w+`/);
      // AND once it answers, so does the bot
      line.swallows = false;
      expect((await discord.as('student').command('reading about')).text).toContain('Treaty');
    },
    60_000,
  );

  runs(
    'keeps the bot from stopping for a few seconds at most',
    async () => {
      const { discord, line } = await open();
      await using _ = discord;
      line.swallows = true;
      void discord.as('student').command('reading about');
      await sleep(100);
      const started = performance.now();
      await discord.stopBot();
      expect(performance.now() - started).toBeLessThan(9_000);
    },
    60_000,
  );

  runs(
    'but takes its time is waited for',
    async () => {
      const { discord, line } = await open();
      await using _ = discord;
      line.delayMs = 300;
      expect((await discord.as('student').command('reading about')).text).toContain('Treaty');
    },
    60_000,
  );

  runs(
    'as it waits for another program stops waiting too',
    async () => {
      const { discord, databaseUrl } = await open();
      await using _ = discord;
      const other = new pg.Client({ connectionString: databaseUrl });
      await other.connect();
      await other.query('begin; lock table settings, placements in access exclusive mode');
      expect((await discord.as('student').command('reading about')).text).toMatch(/incident `\w+`/);
      const { rows } = await other.query("select from pg_stat_activity where wait_event_type = 'Lock'");
      expect(rows).toEqual([]);
      await other.end();
      expect((await discord.as('student').command('reading about')).text).toContain('Treaty');
    },
    60_000,
  );
});
