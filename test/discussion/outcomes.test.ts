import { describe, expect, test } from 'vitest';
import { LATE_MS } from '../../src/discussion/due.ts';
import { LEASE_MS, MOST_ATTEMPTS } from '../../src/discussion/lease.ts';
import type { Plan, Prompt, Trace } from '../../src/discussion/prompt.ts';
import type { Slot } from '../../src/discussion/slot.ts';
import type { DiscussionPart, Scene } from '../../src/discussion/stage.ts';
import { aPlan, aPrompt } from './examples.ts';
import { refusal } from './paper-stage.ts';
import { GUILD, useDesk } from './with-director.ts';

/* What the director makes of each case, one by one; director.test.ts kills it in between. */

const HOUR = 3_600_000;
const AT = aPlan.at;
const later = (ms: number) => new Date(AT.getTime() + ms);

const desk = useDesk();
const kept = async (id = 'prompt1') => (await desk.discussions.get(GUILD, id)) as Prompt;
const scheduled = (facts: Partial<Prompt> = {}, plan: Partial<Plan> = {}) =>
  aPrompt({ state: 'scheduled', plan: { ...aPlan, ...plan }, ...facts });
const add = async (prompt: Prompt) => {
  await desk.discussions.add(prompt.guildId, prompt);
  return kept(prompt.id);
};
const told = () => desk.stage.news.map(({ kind }) => kind);
const lease = { by: 'other', until: later(1), attempt: 1 };

/** Lets something happen while a part is being posted, once. */
function whilePosting(part: DiscussionPart, happens: () => unknown): void {
  const post = desk.stage.post.bind(desk.stage);
  let over = false;
  Object.assign(desk.stage, {
    post: async (which: DiscussionPart, scene: Scene) => {
      if (which === part && !over) {
        over = true;
        await happens();
      }
      return post(which, scene);
    },
  });
}

describe('a prompt that is posted', () => {
  test('is open for as long as was planned, and its proposer is told', async () => {
    await add(scheduled({}, { openHours: 2 }));
    await desk.director.tick();
    expect(await kept()).toMatchObject({
      state: 'posted',
      trace: { postedAt: AT, closesAt: later(2 * HOUR) },
      history: [{ event: 'post', by: null, at: AT }],
    });
    expect(desk.stage.direct).toEqual([{ userId: '300', words: 'prompt1 is posted' }]);
    expect(desk.faults).toEqual([]);
  });

  test('tells its proposer later where they take no messages, and nobody where nobody proposed it', async () => {
    desk.stage.takesDirect = false;
    await add(scheduled());
    await add(scheduled({ id: 'drafted', proposer: null }));
    await desk.director.tick();
    expect((await desk.discussions.notices(GUILD, '300')).map(({ words }) => words)).toEqual([
      'prompt1 was posted',
    ]);
  });

  test.each<[string, Partial<Prompt>, Partial<Plan>, DiscussionPart[]]>([
    ['a poll where there are sides to take', { stances: ['Yes', 'No'] }, { poll: true }, ['poll']],
    ['no poll where there is but one side', { stances: ['Yes'] }, { poll: true }, []],
    ['no poll where none is planned', { stances: ['Yes', 'No'] }, { poll: false }, []],
  ])('has %s', async (_, facts, plan, polls) => {
    await add(scheduled(facts, plan));
    await desk.director.tick();
    expect(desk.stage.partsOf('prompt1')).toEqual(['starter', 'thread', 'opening', ...polls]);
  });

  test('in a forum has its thread for its opening', async () => {
    desk.stage.kind = 'forum';
    await add(scheduled());
    await desk.director.tick();
    const { trace } = await kept();
    expect(trace).toEqual({
      threadId: 'prompt1-thread-0',
      openingId: 'prompt1-thread-0',
      postedAt: AT,
      closesAt: later(168 * HOUR),
    });
  });

  test('is begun anew, once, where somebody deletes a part of it meanwhile', async () => {
    await add(scheduled());
    whilePosting('opening', () => {
      throw refusal('part-gone');
    });
    await desk.director.tick();
    expect(desk.stage.partsOf('prompt1')).toEqual(['starter', 'thread', 'opening']);
    expect(await kept()).toMatchObject({ state: 'posted', trace: { anew: 1 } });
  });

  test('is asked about where a part is deleted again and again', async () => {
    await add(scheduled());
    desk.stage.refuses = { opening: refusal('part-gone', 'no such thread') };
    await desk.director.tick();
    expect(await kept()).toMatchObject({
      state: 'scheduled',
      trace: { anew: 1 },
      hold: { kind: 'channel-gone', detail: 'no such thread', told: true },
    });
  });

  test.each([
    ['is asked about where nobody posted it for an hour', LATE_MS + 1, 'missed', ''],
    ['is posted up to an hour late', LATE_MS, undefined, undefined],
  ])('of which an attempt was begun and nothing stands %s', async (_, late, kind, detail) => {
    desk.now = later(late);
    const stale = { by: 'dead', until: later(0), attempt: 1 };
    await add(scheduled({ lease: stale }));
    await desk.director.tick();
    const { hold } = await kept();
    expect([hold?.kind, hold?.detail]).toEqual([kind, detail]);
  });

  test('is another’s where somebody changes it meanwhile', async () => {
    await add(scheduled());
    whilePosting('thread', async () => {
      const { lease: _, ...mine } = await kept();
      await desk.discussions.commit(GUILD, { prompts: [{ ...mine, question: 'Changed?' }] });
    });
    expect((await desk.director.post(await kept())).question).toBe('Changed?');
    expect(desk.stage.partsOf('prompt1')).toEqual(['starter', 'thread']);
    expect(await kept()).toMatchObject({ state: 'scheduled', question: 'Changed?' });
  });

  test('with a fault of the bot is tried again, and asked about after five times', async () => {
    await add(scheduled());
    desk.stage.refuses = { starter: new Error('a bug') };
    for (let i = 1; i <= MOST_ATTEMPTS; i++) {
      expect((await kept()).hold).toBeUndefined();
      await desk.director.tick();
      expect(desk.faults).toHaveLength(i);
      desk.now = new Date(desk.now.getTime() + LEASE_MS + 1);
    }
    expect((await kept()).hold).toMatchObject({
      kind: 'uncertain',
      detail: 'A fault in the bot, which is in its log.',
      told: true,
    });
  });

  test('and refused by Discord is no fault of the bot', async () => {
    await add(scheduled());
    desk.stage.refuses = { starter: refusal('refused', 'no') };
    await desk.director.tick();
    expect(desk.faults).toEqual([]);
    expect((await kept()).hold).toMatchObject({ kind: 'failing', detail: 'no' });
  });

  test('about paragraphs that the group has not been assigned is held, with how far they are', async () => {
    await desk.discussions.assign(GUILD, scheduled().reading, 7);
    await add(scheduled());
    await desk.director.tick();
    expect((await kept()).hold).toMatchObject({ kind: 'ahead', detail: '¶7' });
  });
});

describe('moderators', () => {
  test('are told of what is held and they were not told of', async () => {
    const hold = { kind: 'missed' as const, since: AT, detail: '', told: false };
    await add(scheduled({ hold }));
    await desk.director.tick();
    await desk.director.tick();
    expect(told()).toEqual(['held']);
    expect((await kept()).hold).toEqual({ ...hold, told: true });
    expect((await kept()).lease).toBeUndefined();
  });

  test('find what could not be delivered later, though the bot had a fault', async () => {
    desk.stage.refuses = { tell: new Error('a bug') };
    expect(await desk.director.tellModerators(GUILD, { kind: 'role-gone' })).toBe(false);
    expect((await desk.discussions.notices(GUILD, null)).map(({ words }) => words)).toEqual([
      'role-gone in words',
    ]);
    desk.stage.refuses = {};
    expect(await desk.director.tellModerators(GUILD, { kind: 'role-gone' })).toBe(true);
    expect(await desk.discussions.notices(GUILD, null)).toHaveLength(1);
    expect(desk.faults).toEqual([new Error('a bug')]);
  });
});

describe('a set time', () => {
  const slot: Slot = {
    ...{ id: 'slot', guildId: GUILD, revision: 0, every: 'week', wall: '2026-03-02T18:00', zone: 'UTC' },
    ...{ nextAt: AT, setBy: null },
    plan: { channelId: '200', poll: false, openHours: 24, slowSeconds: 0 },
  };
  const approved = (id: string, facts: Partial<Prompt> = {}) =>
    aPrompt({ id, state: 'approved', proposedAt: new Date(Number(id)), ...facts });

  test.each([
    ['week', 'weekly slot'],
    ['once', 'slot'],
  ] as const)('%s: takes the oldest prompt for its own time and channel', async (every, why) => {
    await desk.discussions.addSlot(GUILD, { ...slot, every });
    await add(approved('2'));
    await add(approved('1'));
    desk.now = later(5);
    await desk.director.tick();
    expect(await kept('1')).toMatchObject({
      state: 'posted',
      plan: { ...slot.plan, at: AT, slot: 'slot' },
      history: [{ event: 'schedule', by: null, at: later(5), why }, { event: 'post' }],
    });
    expect((await kept('2')).state).toBe('approved');
    expect(told()).toEqual([]);
  });

  test('takes none of another reading, nor ahead of the group, and counts those when it runs dry', async () => {
    await desk.discussions.assign(GUILD, approved('1').reading, 7);
    await desk.discussions.addSlot(GUILD, slot);
    await add(approved('1'));
    await add(approved('2', { reading: 'other', paragraphs: [1] }));
    await desk.director.tick();
    expect(desk.stage.news).toMatchObject([{ kind: 'dry', ahead: 1, slot: { id: 'slot' } }]);
    expect(desk.stage.posted).toEqual([]);
    await add(approved('3', { paragraphs: [7] }));
    expect((await desk.director.waiting(GUILD, approved('1').reading)).map(({ id }) => id)).toEqual(['3']);
  });

  test('of a reading takes prompts about that, whatever its channel is on', async () => {
    await desk.discussions.addSlot(GUILD, { ...slot, reading: 'other' });
    await add(approved('1'));
    await add(approved('2', { reading: 'other' }));
    await desk.director.tick();
    expect([(await kept('1')).state, (await kept('2')).hold?.kind]).toEqual(['approved', 'reading-gone']);
    expect(told()).toEqual(['last', 'held']);
  });

  test('for once says nothing when it takes the last prompt', async () => {
    await desk.discussions.addSlot(GUILD, { ...slot, every: 'once' });
    await add(approved('1'));
    await desk.director.tick();
    expect(told()).toEqual([]);
  });

  test('that has not come takes nothing', async () => {
    await desk.discussions.addSlot(GUILD, { ...slot, nextAt: later(1) });
    await add(approved('1'));
    await add(scheduled());
    await desk.director.tick();
    expect((await kept('1')).state).toBe('approved');
  });

  test('in a channel that is gone ends, and no other does', async () => {
    await desk.discussions.addSlot(GUILD, slot);
    await desk.discussions.addSlot(GUILD, { ...slot, id: 'slot-2', nextAt: later(HOUR) });
    await add(approved('1'));
    await add(approved('2'));
    desk.stage.refuses = { starter: refusal('channel-gone') };
    await desk.director.tick();
    expect((await desk.discussions.slots(GUILD)).map(({ id }) => id)).toEqual(['slot-2']);
  });

  test('goes on where its prompt is refused for another reason', async () => {
    await desk.discussions.addSlot(GUILD, slot);
    await add(approved('1'));
    await add(approved('2'));
    desk.stage.refuses = { starter: refusal('permission') };
    await desk.director.tick();
    expect(await desk.discussions.slots(GUILD)).toHaveLength(1);
  });

  test('of one server that has a fault is not the others’', async () => {
    await desk.discussions.addSlot(GUILD, { ...slot, plan: { ...slot.plan, channelId: 'broken' } });
    await desk.discussions.add('101', scheduled({ guildId: '101' }));
    await desk.director.tick();
    expect(desk.faults).toEqual([new Error('no such channel')]);
    expect((await desk.discussions.get('101', 'prompt1'))?.state).toBe('posted');
  });
});

describe('a discussion that is to be closed', () => {
  const votes = (early: boolean) => ({ kind: 'counted' as const, early, final: true, answers: [] });
  const open = (trace: Trace = {}, facts: Partial<Prompt> = {}) =>
    add(
      scheduled({
        state: 'posted',
        stances: ['Yes', 'No'],
        trace: { threadId: 't', openingId: 'o', postedAt: later(-168 * HOUR), closesAt: AT, ...trace },
        ...facts,
      }),
    );
  const last = () => desk.stage.news.at(-1);

  test('asks its poll again for a day, and closes then', async () => {
    await open({ pollId: 'p' });
    await desk.director.tick();
    const asking = await kept();
    expect(asking).toMatchObject({
      state: 'posted',
      trace: { pollId: 'p', afterPollId: 'prompt1-after-poll-0', afterUntil: later(24 * HOUR) },
    });
    expect([asking.lease, desk.stage.ended, told()]).toEqual([undefined, ['p'], []]);
    desk.now = later(24 * HOUR);
    await desk.director.tick();
    expect(await kept()).toMatchObject({ state: 'closed', trace: { summaryId: 'prompt1-summary-1' } });
    expect(desk.stage.ended).toEqual(['p', 'prompt1-after-poll-0']);
    expect(last()).toMatchObject({
      kind: 'closed',
      here: false,
      why: 'its time was over',
      skipped: [],
      summary: { before: 'counted', after: 'counted', endedEarly: false, extent: 'whole' },
    });
  });

  test.each([
    ['that somebody ended before its time', true, 0, 0, true],
    ['that ended with us', false, 0, 0, undefined],
    ['that the attempt before may have ended', true, 1, 0, undefined],
    ['that ended by itself while the bot was away', true, 0, 24 * HOUR - 60_000, undefined],
    ['that somebody ended just before it did', true, 0, 24 * HOUR - 60_001, true],
  ])('says so of a poll %s', async (_, early, attempt, late, expected) => {
    desk.stage.votes = votes(early);
    desk.now = later(late);
    await open({ pollId: 'p' }, attempt ? { lease: { by: 'dead', until: later(-1), attempt } } : {});
    await desk.director.tick();
    expect((await kept()).trace.endedEarly).toBe(expected);
    desk.now = later(late + 25 * HOUR);
    await desk.director.tick();
    expect(last()).toMatchObject({ summary: { endedEarly: expected === true || early } });
  });

  test('of the longest kind may have had its poll end by itself after 32 days', async () => {
    desk.stage.votes = votes(true);
    const postedAt = later(-768 * HOUR);
    await open({ pollId: 'p', postedAt }, { plan: { ...aPlan, openHours: 768 } });
    await desk.director.tick();
    expect((await kept()).trace.endedEarly).toBeUndefined();
  });

  test('without a poll has none asked, nor ended, nor counted', async () => {
    await open();
    await desk.director.tick();
    expect(desk.stage.partsOf('prompt1')).toEqual(['summary']);
    expect([desk.stage.ended, [...desk.stage.locked]]).toEqual([[], ['t']]);
    expect(last()).toMatchObject({ summary: { before: 'none', after: 'none' } });
  });

  test('by a moderator at once names them, and has its running poll ended', async () => {
    const prompt = await open({ pollId: 'p' });
    await desk.director.close(prompt, { by: '309', why: 'We are done.', skipPoll: true });
    expect((await kept()).history.at(-1)).toMatchObject({
      event: 'close',
      by: '309',
      why: 'We are done.',
      at: AT,
    });
    expect([desk.stage.partsOf('prompt1'), desk.stage.ended]).toEqual([['summary'], ['p']]);
  });

  test('and is not open, or another is at work on, stays as it is', async () => {
    const closed = await add(scheduled({ id: 'closed', state: 'closed' }));
    const busy = await open({}, { lease });
    expect(await desk.director.close(closed)).toBe(closed);
    expect(await desk.director.close(busy)).toBe(busy);
    expect(desk.stage.posted).toEqual([]);
  });

  test('whose thread is deleted is counted as far as the store knows it', async () => {
    desk.stage.states.set('t', 'gone');
    await open({ pollId: 'p' });
    await desk.director.tick();
    expect(last()).toMatchObject({
      kind: 'closed',
      here: true,
      why: 'its thread was deleted',
      summary: { before: 'gone', extent: 'unreadable', messages: 0 },
    });
    expect([desk.stage.ended, [...desk.stage.locked]]).toEqual([[], []]);
  });

  test('whose thread is locked is closed without asking again, and says so', async () => {
    desk.stage.states.set('t', 'locked');
    await open({ pollId: 'p' });
    await desk.director.tick();
    expect(last()).toMatchObject({ why: 'its time was over, and its thread was locked' });
  });

  test('whose summary stands already says why as at the first attempt', async () => {
    desk.stage.states.set('t', 'locked');
    await open({ pollId: 'p', summaryId: 's' });
    await desk.director.tick();
    expect(desk.stage.posted).toEqual([]);
    expect(last()).toMatchObject({ here: false, why: 'its time was over' });
  });

  test('waits for a moderator where it is not known whether the second poll stands', async () => {
    desk.stage.blind = true;
    await open({ pollId: 'p' }, { lease: { by: 'dead', until: later(-1), attempt: 1 } });
    await desk.director.tick();
    const { state, hold, trace } = await kept();
    expect([state, hold?.kind, trace.afterUntil]).toEqual(['posted', 'uncertain', undefined]);
  });

  test('waits for a moderator where it is not known whether the summary stands', async () => {
    desk.stage.blind = true;
    await open({}, { lease: { by: 'dead', until: later(-1), attempt: 1 } });
    await desk.director.tick();
    const { state, hold } = await kept();
    expect([state, hold?.kind, desk.stage.locked.size]).toEqual(['posted', 'uncertain', 0]);
  });

  test('is left to whoever took it meanwhile', async () => {
    await open();
    whilePosting('summary', async () => {
      const { lease: _, ...mine } = await kept();
      await desk.discussions.commit(GUILD, { prompts: [{ ...mine, question: 'Changed?' }] });
    });
    await desk.director.tick();
    expect(await kept()).toMatchObject({ state: 'posted', question: 'Changed?' });
    expect(told()).toEqual([]);
  });

  describe('without what Discord refuses', () => {
    const skipping = { by: '309', skipPoll: true, skipRefused: true };

    test.each([
      ['look', 'looking at the thread (no)', true],
      ['kind', 'looking at its channel (no)', true],
      ['end', 'ending its poll (no)', false],
      ['summary', 'the summary in its thread (no)', true],
      ['lock', 'locking its thread (no)', false],
    ] as const)('says that it was left out: %s', async (what, skipped, here) => {
      desk.stage.refuses = { [what]: refusal('permission', 'no') };
      await desk.director.close(await open({ pollId: 'p' }), skipping);
      expect((await kept()).state).toBe('closed');
      expect(last()).toMatchObject({ kind: 'closed', skipped: [skipped], here });
    });

    test.each([
      ['which is not wanted', refusal('permission', 'no'), { ...skipping, skipRefused: false }],
      ['which is not known to be refused', refusal('unclear', 'no'), skipping],
      ['which is a fault of the bot', new Error('a bug'), skipping],
    ])('stays open where it %s', async (_, error, options) => {
      desk.stage.refuses = { lock: error };
      await desk.director.close(await open(), options);
      expect((await kept()).state).toBe('posted');
    });
  });
});

describe('what happened so far', () => {
  const messages = [{ userId: '301', at: AT }];
  const trace = { threadId: 't', pollId: 'p', afterPollId: 'q' };
  const counted = { kind: 'counted' as const, early: true, final: true, answers: [] };

  test('is counted in the thread, the first poll as early where it was recorded so', async () => {
    desk.stage.written = { messages, extent: 'part' };
    desk.stage.votes = counted;
    const prompt = aPrompt({ state: 'posted', trace: { ...trace, endedEarly: true } });
    expect(await desk.director.session(prompt)).toEqual({
      ...{ prompt, messages, extent: 'part', citations: [] },
      ...{ before: counted, after: counted },
    });
    const quiet = aPrompt({ state: 'posted', trace });
    expect(await desk.director.session(quiet)).toMatchObject({
      before: { early: false },
      after: { early: true },
    });
    desk.stage.votes = { kind: 'unknown' };
    expect(await desk.director.session(quiet)).toMatchObject({ before: { kind: 'unknown' } });
  });

  test('without polls has none', async () => {
    expect(await desk.director.session(aPrompt({ trace: { threadId: 't' } }))).not.toHaveProperty('before');
    expect(await desk.director.session(aPrompt({ trace: { threadId: 't' } }))).not.toHaveProperty('after');
  });

  test.each([
    ['its thread is deleted', trace],
    ['it has no thread', { pollId: 'p', afterPollId: 'q' }],
  ])('can’t be read where %s', async (_, of) => {
    desk.stage.written = { messages, extent: 'whole' };
    desk.stage.states.set('t', 'gone');
    const gone = { kind: 'gone' };
    expect(await desk.director.session(aPrompt({ trace: of }))).toMatchObject({
      ...{ messages: [], extent: 'unreadable', before: gone, after: gone },
    });
  });
});

describe('a prompt that is taken back', () => {
  const begun = (facts: Partial<Prompt> = {}) =>
    add(scheduled({ trace: { starterId: 's', threadId: 't', anew: 1 }, ...facts }));

  test('has what stands of it taken away', async () => {
    desk.stage.posted.push({ promptId: 'prompt1', part: 'starter', id: 's' });
    const back = await desk.director.withdraw(await begun());
    expect(desk.stage.posted).toEqual([]);
    expect(await kept()).toEqual(back);
    expect([back.trace, back.lease, back.state]).toEqual([{ anew: 2 }, undefined, 'scheduled']);
  });

  test('stays as it is where Discord refuses, and is nobody’s', async () => {
    desk.stage.refuses = { 'take away': refusal('permission', 'no') };
    const prompt = await begun();
    await expect(desk.director.withdraw(prompt)).rejects.toThrow('no');
    const after = await kept();
    expect([after.trace, after.lease]).toEqual([prompt.trace, undefined]);
  });

  test.each([
    ['nothing stands of it', { trace: {} }],
    ['it is open', { state: 'posted' as const }],
    ['another is at work on it', { lease }],
  ])('is left alone where %s', async (_, facts) => {
    desk.stage.posted.push({ promptId: 'prompt1', part: 'starter', id: 's' });
    const prompt = await begun(facts);
    expect(await desk.director.withdraw(prompt)).toBe(prompt);
    expect(desk.stage.posted).toHaveLength(1);
  });
});
