import { afterEach, expect, test } from 'vitest';
import { type Prompt, transition } from '../../src/discussion/prompt.ts';
import type { Slot } from '../../src/discussion/slot.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { aPlan, aPrompt } from '../discussion/examples.ts';
import { describeEngines } from './engines.ts';

const GUILD = '100';
const ANA = '301';
const BEN = '302';
const NOON = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(NOON.getTime() + ms);

describeEngines('discussions', (engine) => {
  let storage: Storage;
  const open = async () => {
    storage = await openStorage(await engine.fresh());
    return storage.repositories.discussions;
  };
  afterEach(() => storage?.close());

  const approved = (prompt: Prompt, by: string) =>
    transition(prompt, { kind: 'approve', by, at: NOON, why: 'good', team: true }) as Prompt;

  test('a prompt comes back as it was written, with every step, date and part', async () => {
    const store = await open();
    const whole = aPrompt({
      guildId: GUILD,
      state: 'scheduled',
      question: '“Who’s right?” 日本 %|\n',
      stances: ['Yes', 'No'],
      proposerSeenBy: 'nobody',
      plan: { ...aPlan, slot: 's1' },
      trace: { starterId: '3', threadId: '4', postedAt: NOON, closesAt: later(5), afterUntil: later(6) },
      lease: { by: 'p1', until: later(60), attempt: 2 },
      hold: { kind: 'uncertain', since: NOON, detail: 'x', told: false },
      history: [
        {
          event: 'edit',
          from: 'proposed',
          to: 'proposed',
          by: ANA,
          at: NOON,
          why: '',
          team: false,
          before: 'A?',
        },
        { event: 'approve', from: 'proposed', to: 'approved', by: null, at: NOON, why: 'y', team: true },
      ],
    });
    await store.add(GUILD, whole);
    expect(await store.get(GUILD, whole.id)).toEqual(whole);
    expect(await store.inThread(GUILD, '4')).toEqual(whole);
    expect(await store.list(GUILD, ['scheduled'])).toEqual([whole]);
    expect(await store.list(GUILD, ['approved'])).toEqual([]);
  });

  test('of prompts that are proposed at once, no more are kept than there is room for', async () => {
    const store = await open();
    const room = { person: 3, server: 5 };
    const propose = (proposer: string | null, id: string, more: Partial<Prompt> = {}) =>
      store.add(GUILD, aPrompt({ guildId: GUILD, id, proposer, ...more }), room);
    const nobody = { proposerSeenBy: 'nobody' } as const;
    const ana = await Promise.all(
      Array.from({ length: 8 }, (_, i) => propose(ANA, `a${i}`, i % 2 === 0 ? nobody : {})),
    );
    expect(ana.filter((full) => full === undefined)).toHaveLength(3);
    expect(ana.filter((full) => full === 'person')).toHaveLength(5);
    // What has been decided, and what others propose, takes nobody's room.
    const [first] = await store.list(GUILD, ['proposed']);
    await store.commit(GUILD, { prompts: [approved(first!, BEN)] });
    expect(await propose(ANA, 'again')).toBeUndefined();
    const others = await Promise.all([null, null, null, BEN].map((who, i) => propose(who, `b${i}`)));
    expect(others.filter((full) => full === 'server')).toHaveLength(2);
    expect(await store.list(GUILD, ['proposed'])).toHaveLength(5);
    expect(await store.add('200', aPrompt({ guildId: '200' }), room)).toBeUndefined();
  });

  test('of reports that one person makes at once, no more are kept than an hour has room for', async () => {
    const store = await open();
    const pace = { reports: 3, ms: 1000 };
    const report = (reporter: string, id: string, at: number) =>
      store.report(GUILD, { id, promptId: null, reporter, words: 'x', link: null, at: later(at) }, pace);
    expect(await report(ANA, 'r', 0)).toBeUndefined();
    const more = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => report(ANA, `r${i}`, 500)));
    expect(more.filter((again) => again === undefined)).toHaveLength(2);
    expect(more.filter((again) => again?.getTime() === later(1000).getTime())).toHaveLength(4);
    expect(await report(BEN, 'b', 500)).toBeUndefined();
    expect(await report(ANA, 'late', 1000)).toBeUndefined();
    expect(await report(ANA, 'later', 1001)).toEqual(later(1500));
    expect(await store.reports(GUILD)).toHaveLength(5);
  });

  test('of two moderators who decide at once, one wins and the other is told by false', async () => {
    const store = await open();
    await store.add(GUILD, aPrompt());
    const [seen] = (await store.list(GUILD, ['proposed'])) as [Prompt];
    const rejected = transition(seen, { kind: 'reject', by: BEN, at: NOON, why: 'no' }) as Prompt;
    const won = await Promise.all([
      store.commit(GUILD, { prompts: [approved(seen, ANA)] }),
      store.commit(GUILD, { prompts: [rejected] }),
    ]);
    expect(won.filter(Boolean)).toHaveLength(1);
    const kept = (await store.get(GUILD, seen.id)) as Prompt;
    expect(kept.history).toHaveLength(1);
    expect(kept.state).toBe(won[0] ? 'approved' : 'rejected');
    expect(kept.revision).toBe(1);
  });

  test('a prompt and its slot are written together or not at all', async () => {
    const store = await open();
    const slot: Slot = {
      id: 's1',
      guildId: GUILD,
      revision: 0,
      every: 'once',
      wall: '2026-03-01T12:00',
      zone: 'UTC',
      nextAt: NOON,
      plan: { channelId: '200', poll: true, openHours: 24, slowSeconds: 10 },
      setBy: ANA,
    };
    await store.addSlot(GUILD, slot);
    await store.add(GUILD, aPrompt());
    expect(await store.slots(GUILD)).toEqual([slot]);
    const { nextAt: _, ...over } = slot;
    const stale = { ...aPrompt(), revision: 7 };
    expect(await store.commit(GUILD, { slots: [over], prompts: [stale] })).toBe(false);
    expect(await store.slots(GUILD)).toEqual([slot]);
    expect(await store.commit(GUILD, { slots: [over], prompts: [approved(aPrompt(), ANA)] })).toBe(true);
    expect(await store.slots(GUILD)).toEqual([]);
    expect(await store.commit(GUILD, { slots: [over] })).toBe(false);
  });

  test('who proposed and who decided stay forgotten when the prompt is written again', async () => {
    const store = await open();
    await store.add(GUILD, aPrompt({ proposer: ANA }));
    const before = (await store.get(GUILD, 'prompt1')) as Prompt;
    await store.commit(GUILD, { prompts: [approved(before, ANA)] });
    const seen = (await store.get(GUILD, 'prompt1')) as Prompt;
    await storage.repositories.personal.forget(GUILD, ANA);
    await store.commit(GUILD, {
      prompts: [transition(seen, { kind: 'edit', by: BEN, at: NOON, question: 'New?' }) as Prompt],
    });
    const kept = (await store.get(GUILD, 'prompt1')) as Prompt;
    expect(kept.proposer).toBeNull();
    expect(kept.history.map(({ by }) => by)).toEqual([null, BEN]);
  });

  test('the agenda names the servers where something is due, and no other', async () => {
    const store = await open();
    await store.add('1', aPrompt({ guildId: '1', state: 'scheduled', plan: { ...aPlan, at: NOON } }));
    await store.add('2', aPrompt({ guildId: '2', state: 'scheduled', plan: { ...aPlan, at: later(1) } }));
    await store.add('3', aPrompt({ guildId: '3', state: 'approved' }));
    expect(await storage.agenda.guildsDue(NOON)).toEqual(['1']);
    expect(await storage.agenda.guildsDue(later(1))).toEqual(['1', '2']);
  });

  test('hands are in the order in which they were raised, each once', async () => {
    const store = await open();
    await store.raiseHand(GUILD, 'p', BEN, NOON);
    await store.raiseHand(GUILD, 'p', ANA, later(1));
    await store.raiseHand(GUILD, 'p', BEN, later(2));
    expect(await store.hands(GUILD, 'p')).toEqual([BEN, ANA]);
    expect(await store.lowerHand(GUILD, 'p', BEN)).toBe(true);
    expect(await store.lowerHand(GUILD, 'p', BEN)).toBe(false);
    expect(await store.hands(GUILD, 'p')).toEqual([ANA]);
  });

  test('a notice is for one person, and stays until it is dropped', async () => {
    const store = await open();
    await store.leaveNotice(GUILD, ANA, 'first', NOON);
    await store.leaveNotice(GUILD, ANA, 'second', later(1));
    await store.leaveNotice(GUILD, null, 'moderators', NOON);
    expect(await store.notices(GUILD, BEN)).toEqual([]);
    const [first, second] = await store.notices(GUILD, ANA);
    expect([first?.words, second?.words]).toEqual(['first', 'second']);
    await store.dropNotices(GUILD, [String(first?.id)]);
    expect(await store.notices(GUILD, ANA)).toEqual([second]);
    expect(await store.notices(GUILD, null)).toMatchObject([{ words: 'moderators' }]);
  });

  test('the assigned paragraph is set, moved and taken away', async () => {
    const store = await open();
    expect(await store.assigned(GUILD, 'treaty')).toBeUndefined();
    await store.assign(GUILD, 'treaty', 3);
    await store.assign(GUILD, 'treaty', 7);
    expect(await store.assigned(GUILD, 'treaty')).toBe(7);
    await store.assign(GUILD, 'treaty', undefined);
    expect(await store.assigned(GUILD, 'treaty')).toBeUndefined();
  });
});
