/** What every part of the harness needs: the sandbox, names for what is in it, and a way to wait. */
import type { Sandbox } from '../server/server.ts';
import type { Channel, User } from '../server/world.ts';

const WAIT_MS = 10_000;

export class Wire {
  constructor(readonly sandbox: Sandbox) {}

  /** A channel or thread by name (or id); the newest of that name. */
  channel(name: string): Channel {
    const all = [...this.sandbox.world.channels.values()];
    const found = all.find((it) => it.id === name) ?? all.findLast((it) => it.name === name);
    if (!found)
      throw new Error(`There is no channel ${name}. There are: ${all.map((it) => it.name).join(', ')}`);
    return found;
  }

  /** A person or the bot, by handle (or id). */
  user(handle: string): User {
    const { users } = this.sandbox.world;
    const user = users.get(handle) ?? [...users.values()].find((it) => it.handle === handle);
    if (!user) throw new Error(`There is nobody called ${handle}.`);
    return user;
  }

  /**
   * Waits until it is true (or gives something), and answers it. Asks again at each event.
   * @throws Error when it does not come within `ms`
   */
  async until<T>(
    ask: () => T | Promise<T>,
    what = 'what was waited for',
    ms = WAIT_MS,
  ): Promise<NonNullable<T>> {
    const end = Date.now() + ms;
    for (;;) {
      const value = await ask();
      if (value) return value as NonNullable<T>;
      if (Date.now() > end) throw new Error(`It did not come within ${ms} ms: ${what}.`);
      await this.nextEvent(25);
    }
  }

  private nextEvent(ms: number): Promise<void> {
    return new Promise((done) => {
      const finish = () => {
        clearTimeout(timer);
        stop();
        done();
      };
      const timer = setTimeout(finish, ms);
      const stop = this.sandbox.listen(() => setImmediate(finish));
    });
  }
}
