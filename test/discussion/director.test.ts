import { afterEach, expect, test } from 'vitest';
import { createDirector, type Director } from '../../src/discussion/director.ts';
import type { DiscussionStore } from '../../src/discussion/discussion-store.ts';
import { LEASE_MS } from '../../src/discussion/lease.ts';
import type { Plan, Prompt } from '../../src/discussion/prompt.ts';
import type { Slot } from '../../src/discussion/slot.ts';
import type { DiscussionPart, Scene, Stage } from '../../src/discussion/stage.ts';
import { openStorage, type Storage, type StorageOptions } from '../../src/storage/storage.ts';
import { describeEngines } from '../storage/engines.ts';
import { aPlan, aPrompt, treaty } from './examples.ts';
import { PaperStage, refusal } from './paper-stage.ts';

const GUILD = '100';
const HOUR = 3_600_000;
const AT = aPlan.at;

class Killed extends Error {}

/** Lets so many calls through and then none: a process that was killed. */
class Life {
  calls = 0;
  constructor(readonly until = Number.POSITIVE_INFINITY) {}

  /** Each call is a point to be killed at twice: before it has an effect, and after it, before it is known. */
  of<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (whole, key) => {
        const member = Reflect.get(whole, key);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          this.#step();
          const result = await member.apply(whole, args);
          this.#step();
          return result;
        };
      },
    });
  }

  #step(): void {
    if (this.calls >= this.until) throw new Killed();
    this.calls++;
  }
}

describeEngines('the director', (engine) => {
  let options: StorageOptions;
  const opened: Storage[] = [];
  let now = AT;
  let stage: PaperStage;
  let store: DiscussionStore;
  let storage: Storage;

  async function begin(): Promise<void> {
    options = await engine.fresh();
    now = AT;
    stage = new PaperStage();
    storage = await openStorage(options);
    opened.push(storage);
    store = storage.repositories.discussions;
  }
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });

  function director(name = 'one', life = new Life(), on: Stage = stage, from = storage): Director {
    return createDirector({
      store: life.of(from.repositories.discussions),
      agenda: from.agenda,
      stage: life.of(on),
      reading: async (_, id) => (id === treaty.reading.id ? treaty : undefined),
      readingIn: async () => treaty.reading.id,
      now: () => now,
      process: name,
      inWords: ({ kind }) => kind,
      postedNotice: () => ({ now: 'posted', later: 'posted' }),
      onError: (error) => {
        if (!(error instanceof Killed)) throw error;
      },
    });
  }

  /** Works until it has nothing to do or is killed. */
  const runs = (life: Life) =>
    director('killed', life)
      .tick()
      .catch((error) => expect(error).toBeInstanceOf(Killed));

  const scheduled = (facts: Partial<Prompt> = {}, plan: Partial<Plan> = {}) =>
    aPrompt({ state: 'scheduled', plan: { ...aPlan, ...plan }, ...facts });
  const kept = async (id = 'prompt1') => (await store.get(GUILD, id)) as Prompt;

  test('a prompt is posted when its time has come, with all its parts, and not before', async () => {
    await begin();
    await store.add(GUILD, scheduled({ stances: ['Yes', 'No'] }, { poll: true }));
    now = new Date(AT.getTime() - 1);
    await director().tick();
    expect(stage.posted).toEqual([]);
    now = AT;
    await director().tick();
    await director().tick();
    expect(stage.partsOf('prompt1')).toEqual(['starter', 'thread', 'opening', 'poll']);
    expect(await kept()).toMatchObject({
      state: 'posted',
      trace: { postedAt: AT, closesAt: new Date(AT.getTime() + 168 * HOUR) },
    });
    expect(await kept()).not.toHaveProperty('lease');
  });

  test.each(['text', 'forum'] as const)(
    'killed at any step in a %s channel, a prompt is posted once or surfaces as uncertain',
    async (kind) => {
      await begin();
      const outcomes: string[] = [];
      for (let until = 0; ; until++) {
        // GIVEN a process that is killed at this step
        const id = `${kind}${until}`;
        now = AT;
        stage.kind = kind;
        await store.add(GUILD, scheduled({ id, stances: ['Yes', 'No'] }, { poll: true }));
        const life = new Life(until);
        await runs(life);
        const survived = life.calls < until;
        // WHEN another one takes over after the lease has ended
        now = new Date(AT.getTime() + LEASE_MS + 1);
        await director('second').tick();
        // THEN each part stands there once
        const parts = kind === 'text' ? ['starter', 'thread', 'opening', 'poll'] : ['thread', 'poll'];
        expect(stage.partsOf(id), `killed at ${until}`).toEqual(parts);
        outcomes.push((await kept(id)).state);
        if (survived) break;
      }
      expect(outcomes.length).toBeGreaterThan(15);
      expect(new Set(outcomes)).toEqual(new Set(['posted']));
      expect(stage.news).toEqual([]);
    },
  );

  test('killed at any step with a channel that can’t be looked into, it surfaces or is posted once', async () => {
    await begin();
    const outcomes = new Set<string>();
    for (let until = 0; ; until++) {
      const id = `blind${until}`;
      now = AT;
      stage.blind = true;
      await store.add(GUILD, scheduled({ id }));
      const life = new Life(until);
      await runs(life);
      now = new Date(AT.getTime() + LEASE_MS + 1);
      await director('second').tick();
      const parts = stage.partsOf(id);
      expect(new Set(parts).size, `killed at ${until}`).toBe(parts.length);
      const { state, hold } = await kept(id);
      outcomes.add(hold?.kind ?? state);
      expect(hold === undefined || hold.told).toBe(true);
      if (life.calls < until) break;
    }
    expect(outcomes).toEqual(new Set(['posted', 'uncertain']));
  });

  test('killed at any step of closing, the second poll and the summary stand there once', async () => {
    await begin();
    for (let until = 0; ; until++) {
      const id = `close${until}`;
      now = AT;
      await store.add(
        GUILD,
        scheduled({ id, state: 'posted', trace: { threadId: id, pollId: 'p', postedAt: AT, closesAt: AT } }),
      );
      const life = new Life(until);
      await runs(life);
      now = new Date(AT.getTime() + LEASE_MS + 1);
      await director('second').tick();
      now = new Date(AT.getTime() + 25 * HOUR);
      const again = new Life(until);
      await runs(again);
      now = new Date(AT.getTime() + 26 * HOUR);
      await director('fourth').tick();
      expect(stage.partsOf(id), `killed at ${until}`).toEqual(['after-poll', 'summary']);
      expect((await kept(id)).state).toBe('closed');
      expect(stage.locked).toContain(id);
      if (life.calls < until && again.calls < until) break;
    }
  });

  test('of two processes, one posts', async () => {
    await begin();
    const ids = Array.from({ length: 30 }, (_, i) => `race${i}`);
    for (const id of ids) await store.add(GUILD, scheduled({ id }));
    // SQLite is one process's alone, so there the two share it; on PostgreSQL each has connections of its own.
    const other = engine.name === 'postgres' ? await openStorage(options) : storage;
    if (other !== storage) opened.push(other);
    await Promise.all([director('one').tick(), director('two', new Life(), stage, other).tick()]);
    for (const id of ids) {
      expect(stage.partsOf(id)).toEqual(['starter', 'thread', 'opening']);
      expect((await kept(id)).state).toBe('posted');
    }
  });

  /** A stage whose answer to one part comes only when it is let through. */
  function slowAt(part: DiscussionPart) {
    let through = () => {};
    let reached = () => {};
    const answered = new Promise<void>((done) => {
      through = done;
    });
    const begun = new Promise<void>((done) => {
      reached = done;
    });
    const slow: Stage = Object.assign(Object.create(stage) as Stage, {
      post: async (which: DiscussionPart, scene: Scene) => {
        const id = await stage.post(which, scene);
        if (which === part) {
          reached();
          await answered;
        }
        return id;
      },
    });
    return { slow, begun, through };
  }

  test('what one process is at work on, another leaves alone though it is asked to post it', async () => {
    await begin();
    await store.add(GUILD, scheduled());
    const { slow, begun, through } = slowAt('starter');
    const first = director('one', new Life(), slow).tick();
    await begun;
    const asked = await director('two').post(await kept());
    expect(asked.state).toBe('scheduled');
    through();
    await first;
    expect(stage.partsOf('prompt1')).toEqual(['starter', 'thread', 'opening']);
  });

  test('a process that was frozen for longer than its lease posts nothing more when it wakes', async () => {
    await begin();
    await store.add(GUILD, scheduled());
    const { slow, begun, through } = slowAt('thread');
    const frozen = director('one', new Life(), slow).tick();
    await begun;
    now = new Date(AT.getTime() + LEASE_MS + 1);
    await director('two').tick();
    through();
    await frozen;
    expect(stage.partsOf('prompt1')).toEqual(['starter', 'thread', 'opening']);
    expect(await kept()).toMatchObject({ state: 'posted' });
  });

  test('thirty prompts due in one minute are all posted, a few at a time', async () => {
    await begin();
    for (let i = 0; i < 30; i++)
      await store.add(
        `${i}`,
        scheduled({ id: 'p', guildId: `${i}` }, { at: new Date(AT.getTime() - i * 2000) }),
      );
    await director().tick();
    expect(stage.posted).toHaveLength(90);
    expect(stage.mostAtOnce).toBeLessThanOrEqual(4);
    expect(stage.news).toEqual([]);
  });

  test('missed while down: posted late once if under an hour, else asked about', async () => {
    await begin();
    await store.add(GUILD, scheduled({ id: 'late' }, { at: new Date(AT.getTime() - HOUR) }));
    await store.add(GUILD, scheduled({ id: 'missed' }, { at: new Date(AT.getTime() - HOUR - 1) }));
    await director().tick();
    await director().tick();
    expect(stage.partsOf('late')).toEqual(['starter', 'thread', 'opening']);
    expect(stage.partsOf('missed')).toEqual([]);
    expect(stage.news).toMatchObject([{ kind: 'held', prompt: { id: 'missed', hold: { kind: 'missed' } } }]);
  });

  test.each([
    ['channel-gone', 'channel-gone'],
    ['permission', 'permission'],
    ['refused', 'failing'],
  ] as const)(
    'Discord refuses (%s): nothing is tried again, and the moderators are told once',
    async (kind, held) => {
      await begin();
      await store.add(GUILD, scheduled());
      stage.refuses = { starter: refusal(kind, 'Send Messages') };
      await director().tick();
      now = new Date(AT.getTime() + 10 * LEASE_MS);
      await director().tick();
      expect(stage.posted).toEqual([]);
      expect(stage.news).toMatchObject([
        { kind: 'held', prompt: { hold: { kind: held, detail: 'Send Messages' } } },
      ]);
      expect((await kept()).state).toBe('scheduled');
    },
  );

  test('no clear answer: looked for and tried again, and after five times asked about', async () => {
    await begin();
    await store.add(GUILD, scheduled());
    stage.refuses = { thread: refusal('unclear', 'timed out') };
    for (let i = 1; i <= 8; i++) {
      await director().tick();
      now = new Date(now.getTime() + LEASE_MS + 1);
    }
    expect(stage.partsOf('prompt1')).toEqual(['starter']);
    expect(stage.news).toMatchObject([{ kind: 'held', prompt: { hold: { kind: 'uncertain' } } }]);
  });

  test('a reading that is gone, or too short by now, is asked about', async () => {
    await begin();
    await store.add(GUILD, scheduled({ id: 'gone', reading: 'removed' }));
    await store.add(GUILD, scheduled({ id: 'short', paragraphs: [400] }));
    await director().tick();
    expect(stage.posted).toEqual([]);
    expect(stage.news).toMatchObject([
      { prompt: { hold: { kind: 'reading-gone' } } },
      { prompt: { hold: { kind: 'reading-gone' } } },
    ]);
  });

  test('a prompt ahead of what the group is assigned is held, not posted', async () => {
    await begin();
    await store.add(GUILD, scheduled({ paragraphs: [6, 8] }));
    await store.assign(GUILD, treaty.reading.id, 7);
    await director().tick();
    expect(stage.posted).toEqual([]);
    expect(stage.news).toMatchObject([{ kind: 'held', prompt: { hold: { kind: 'ahead', detail: '¶7' } } }]);
  });

  test('a moderators’ channel that can’t be reached loses nothing: the next of them is told', async () => {
    await begin();
    stage.heard = false;
    stage.refuses = { starter: refusal('permission') };
    await store.add(GUILD, scheduled());
    await director().tick();
    expect((await store.notices(GUILD, null)).map(({ words }) => words)).toEqual(['held']);
  });

  const weekly: Slot = {
    id: 'slot1',
    guildId: GUILD,
    revision: 0,
    every: 'week',
    wall: '2026-03-02T18:00',
    zone: 'UTC',
    nextAt: AT,
    plan: { channelId: '200', poll: false, openHours: 24, slowSeconds: 0 },
    setBy: '309',
  };

  test('a weekly slot takes the oldest approved prompt, says when it took the last, then that it runs dry', async () => {
    await begin();
    await store.addSlot(GUILD, weekly);
    const first = { state: 'approved' as const, proposedAt: new Date(1) };
    await store.add(GUILD, aPrompt({ id: 'second', state: 'approved', proposedAt: new Date(2) }));
    await store.add(GUILD, aPrompt({ id: 'first', ...first }));
    await store.add(GUILD, aPrompt({ id: 'rejected', state: 'rejected', proposedAt: new Date(0) }));
    for (const week of [0, 1, 2]) {
      now = new Date(AT.getTime() + week * 7 * 24 * HOUR);
      await director().tick();
    }
    expect(stage.posted.filter(({ part }) => part === 'thread').map(({ promptId }) => promptId)).toEqual([
      'first',
      'second',
    ]);
    expect(stage.news.map(({ kind }) => kind).filter((kind) => kind !== 'closed')).toEqual(['last', 'dry']);
  });

  test('two processes give a slot one prompt', async () => {
    await begin();
    await store.addSlot(GUILD, { ...weekly, every: 'once' });
    await store.add(GUILD, aPrompt({ id: 'a', state: 'approved' }));
    await store.add(GUILD, aPrompt({ id: 'b', state: 'approved' }));
    await Promise.all([director('one').tick(), director('two').tick()]);
    await director('one').tick();
    expect(stage.posted.filter(({ part }) => part === 'thread')).toHaveLength(1);
    expect(await store.slots(GUILD)).toEqual([]);
  });

  const open = (facts: Partial<Prompt['trace']> = {}) =>
    scheduled({
      state: 'posted',
      trace: { threadId: 't', openingId: 'o', closesAt: AT, postedAt: AT, ...facts },
    });

  test('a discussion without a poll is closed at its time: summary, lock, and the moderators are told', async () => {
    await begin();
    await store.add(GUILD, open());
    await director().tick();
    await director().tick();
    expect(stage.partsOf('prompt1')).toEqual(['summary']);
    expect(stage.locked).toEqual(new Set(['t']));
    expect(stage.news).toMatchObject([{ kind: 'closed', here: false }]);
  });

  test('thread deleted: closed, with the summary to the moderators', async () => {
    await begin();
    await store.add(GUILD, open({ pollId: 'p' }));
    stage.states.set('t', 'gone');
    await director().tick();
    expect(stage.posted).toEqual([]);
    expect(stage.news).toMatchObject([{ kind: 'closed', here: true, why: 'its thread was deleted' }]);
    expect((await kept()).state).toBe('closed');
  });

  test('thread locked by hand: closed without a second poll', async () => {
    await begin();
    await store.add(GUILD, open({ pollId: 'p' }));
    stage.states.set('t', 'locked');
    await director().tick();
    expect(stage.partsOf('prompt1')).toEqual(['summary']);
    expect((await kept()).history.at(-1)).toMatchObject({
      event: 'close',
      why: 'its time was over, and its thread was locked',
    });
  });

  test('permission lost before closing: asked about, and closed when it is tried again', async () => {
    await begin();
    await store.add(GUILD, open());
    stage.refuses = { summary: refusal('permission', 'Send Messages in Threads') };
    await director().tick();
    const held = await kept();
    expect(held).toMatchObject({ state: 'posted', hold: { kind: 'permission', told: true } });
    stage.refuses = {};
    const { hold: _, ...mended } = held;
    await store.commit(GUILD, { prompts: [mended] });
    await director().tick();
    expect((await kept()).state).toBe('closed');
  });
});
