import { beforeEach, describe, expect, test } from 'vitest';
import type { Prompt } from '../../src/discussion/prompt.ts';
import { createWatch, type Watch } from '../../src/discussion/watch.ts';
import { aPlan, aPrompt } from './examples.ts';
import { GUILD, useDesk } from './with-director.ts';

const NOW = new Date('2026-03-03T18:00:00Z');

const desk = useDesk();
let watch: Watch;
beforeEach(() => {
  desk.now = NOW;
  watch = createWatch({ ...desk, store: desk.discussions, now: () => NOW });
});

const keep = (facts: Partial<Prompt>) => desk.discussions.add(GUILD, aPrompt({ plan: aPlan, ...facts }));
const kept = (id: string) => desk.discussions.get(GUILD, id);
const open = (id: string, facts: Partial<Prompt> = {}): Partial<Prompt> => ({
  id,
  state: 'posted',
  trace: { threadId: `thread-${id}`, openingId: 'o', pollId: 'p' },
  ...facts,
});
const lease = { by: 'other', until: new Date(NOW.getTime() + 1), attempt: 1 };
const told = () => desk.stage.news.map(({ kind }) => kind);

describe.each([
  ['archived', 'threadArchived', 'archivedAt'],
  ['locked', 'threadLocked', 'lockedAt'],
] as const)('a thread that is %s by hand', (kind, heard, since) => {
  test('stays open, and the moderators are told once', async () => {
    await keep(open('a'));
    await watch[heard](GUILD, 'thread-a');
    await watch[heard](GUILD, 'thread-a');
    expect(desk.stage.news).toMatchObject([{ kind, prompt: { id: 'a' } }]);
    expect(await kept('a')).toMatchObject({ state: 'posted', trace: { threadId: 'thread-a', [since]: NOW } });
  });

  test.each([
    ['is of no discussion', {}, 'thread-of-another'],
    ['is closed', { state: 'closed' as const }, 'thread-a'],
    ['the bot itself is at work on', { lease }, 'thread-a'],
  ])('is nothing where it %s', async (_, facts, threadId) => {
    await keep(open('a', facts));
    await watch[heard](GUILD, threadId);
    expect(told()).toEqual([]);
  });

  test('is told where the process at work on it has been gone for long', async () => {
    await keep(open('a', { lease: { ...lease, until: NOW } }));
    await watch[heard](GUILD, 'thread-a');
    expect(told()).toEqual([kind]);
  });
});

test('a thread that is deleted ends its discussion, without asking the poll again', async () => {
  await keep(open('a'));
  await keep(open('b', { lease }));
  desk.stage.states.set('thread-a', 'gone');
  await watch.threadDeleted(GUILD, 'thread-a');
  await watch.threadDeleted(GUILD, 'thread-b');
  await watch.threadDeleted(GUILD, 'thread-of-another');
  expect([(await kept('a'))?.state, (await kept('b'))?.state]).toEqual(['closed', 'posted']);
  expect(desk.stage.news).toMatchObject([{ kind: 'closed', here: true, why: 'its thread was deleted' }]);
  expect(desk.stage.posted).toEqual([]);
});

test('a channel that is deleted closes what is open in it, holds what was to be posted, and ends its set times', async () => {
  const elsewhere = { ...aPlan, channelId: '201' };
  await keep(open('open'));
  await keep(open('open elsewhere', { plan: elsewhere }));
  await keep(open('at work', { lease }));
  await keep({ id: 'scheduled', state: 'scheduled' });
  await keep({ id: 'scheduled elsewhere', state: 'scheduled', plan: elsewhere });
  const hold = { kind: 'missed', since: NOW, detail: '', told: true } as const;
  await keep({ id: 'held', state: 'scheduled', hold });
  const { at, ...plan } = aPlan;
  const slot = { guildId: GUILD, revision: 0, every: 'week', wall: '2026-03-02T18:00', zone: 'UTC' } as const;
  const store = desk.discussions;
  await store.addSlot(GUILD, { ...slot, id: 'slot', nextAt: at, plan, setBy: null });
  await store.addSlot(GUILD, {
    ...slot,
    id: 'slot-2',
    nextAt: at,
    plan: { ...plan, channelId: '201' },
    setBy: null,
  });

  await watch.channelDeleted(GUILD, aPlan.channelId);

  const states = async (id: string) => {
    const { state, hold: why } = (await kept(id)) ?? {};
    return [state, why?.kind, why?.detail];
  };
  expect(await states('open')).toEqual(['closed', undefined, undefined]);
  expect(await states('open elsewhere')).toEqual(['posted', undefined, undefined]);
  expect(await states('at work')).toEqual(['posted', undefined, undefined]);
  expect(await states('scheduled')).toEqual(['scheduled', 'channel-gone', 'it was deleted']);
  expect(await states('scheduled elsewhere')).toEqual(['scheduled', undefined, undefined]);
  expect(await states('held')).toEqual(['scheduled', 'missed', '']);
  expect((await store.slots(GUILD)).map(({ id }) => id)).toEqual(['slot-2']);
  expect(told().toSorted()).toEqual(['closed', 'held', 'slot-channel-gone']);
  expect(desk.stage.partsOf('open')).not.toContain('after-poll');
});

test('a moderator role that is deleted is taken out of the settings, and the moderators are told', async () => {
  const { settings } = desk;
  await settings.change(GUILD, { moderatorRoleId: '400' });
  await watch.roleDeleted(GUILD, '401');
  expect([(await settings.get(GUILD)).moderatorRoleId, told()]).toEqual(['400', []]);
  await watch.roleDeleted(GUILD, '400');
  expect([(await settings.get(GUILD)).moderatorRoleId, told()]).toEqual([null, ['role-gone']]);
});
