import { afterEach, expect, test } from 'vitest';
import { type AnnotatedReading, NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts';
import { KEPT_UNANSWERED } from '../../src/settings/unanswered.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { turnsOf } from '../support/turns.ts';
import { describeEngines } from './engines.ts';

const GUILD = '100000000000000001';
const ANA = '200000000000000001';
const BEN = '200000000000000002';
const NOON = new Date('2026-03-01T12:00:00Z');
const DAY = 86_400_000;
const ana = { by: ANA, at: NOON };
const ben = { by: BEN, at: new Date(NOON.getTime() + 1000) };

describeEngines('storage', (engine) => {
  let storage: Storage | undefined;
  const open = async () => {
    storage = await openStorage(await engine.fresh());
    return storage;
  };
  afterEach(async () => {
    await storage?.close();
    storage = undefined;
  });

  test('a reading survives word for word, with its annotations', async () => {
    const { readings } = (await open()).repositories;
    // GIVEN words that are hard to keep: quotes, emoji, other scripts, line breaks, a lone surrogate's neighbour
    const words = [
      '“He said: it’s 1% — no.”',
      'Zeile 1\nZeile 2',
      '日本国憲法 第九条',
      '👩‍👩‍👧 ‮rtl‬',
      "'; drop table readings; --",
    ];
    const text = reading('treaty', words, {
      ...NO_ANNOTATIONS,
      synonyms: [['TPP', 'Trans-Pacific Partnership']],
    });
    // WHEN it is saved and approved
    const revision = await readings.saveDraft(GUILD, text, ana);
    expect(await readings.current(GUILD, 'treaty')).toBeUndefined();
    expect((await readings.draft(GUILD, 'treaty', revision))?.text).toEqual(text);
    expect(await readings.approve(GUILD, 'treaty', revision, ben)).toBe(true);
    // THEN it is the same reading, and says who added and approved it
    expect(await readings.current(GUILD, 'treaty')).toMatchObject({
      text,
      createdBy: ANA,
      approvedBy: BEN,
      createdAt: ana.at,
      approvedAt: ben.at,
      paragraphs: 5,
    });
    expect(await readings.drafts(GUILD)).toEqual([]);
  });

  test('a long reading is stored, and made of what is stored, in slices, so that others are served', async () => {
    const { readings } = (await open()).repositories;
    const words = Array.from({ length: 5000 }, (_, p) => `The boat ${p} sold fish. `.repeat(28).trim());
    const book = reading('book', words);
    expect(await turnsOf(() => readings.saveDraft(GUILD, book, ana))).toBeGreaterThan(1);
    expect(await turnsOf(() => readings.draft(GUILD, 'book', 1))).toBeGreaterThan(5);
  });

  test('new words wait as a draft while the old ones stay in use', async () => {
    const { readings } = (await open()).repositories;
    await approved(readings, reading('treaty', ['Old words.']));
    const second = await readings.saveDraft(GUILD, reading('treaty', ['New words.']), ana);
    expect((await readings.current(GUILD, 'treaty'))?.text.reading.paragraphs[0]?.text).toBe('Old words.');
    await readings.approve(GUILD, 'treaty', second, ben);
    expect((await readings.current(GUILD, 'treaty'))?.text.reading.paragraphs[0]?.text).toBe('New words.');
    expect((await readings.history(GUILD, 'treaty')).map(({ revision }) => revision)).toEqual([2, 1]);
    expect((await readings.revision(GUILD, 'treaty', 1))?.text.reading.paragraphs[0]?.text).toBe(
      'Old words.',
    );
  });

  test('of two moderators who decide about one draft at once, one wins', async () => {
    const { readings } = (await open()).repositories;
    const revision = await readings.saveDraft(GUILD, reading('treaty', ['Words.']), ana);
    const won = await Promise.all([
      readings.approve(GUILD, 'treaty', revision, ana),
      readings.approve(GUILD, 'treaty', revision, ben),
      readings.discard(GUILD, 'treaty', revision),
    ]);
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('drafts saved at once get numbers of their own', async () => {
    const { readings } = (await open()).repositories;
    const numbers = await Promise.all(
      Array.from({ length: 8 }, (_, i) => readings.saveDraft(GUILD, reading('treaty', [`Words ${i}.`]), ana)),
    );
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('a discarded draft leaves nothing of a reading that was never in use', async () => {
    const { readings } = (await open()).repositories;
    const revision = await readings.saveDraft(GUILD, reading('treaty', ['Words.']), ana);
    expect(await readings.discard(GUILD, 'treaty', revision)).toBe(true);
    expect(await readings.ids(GUILD)).toEqual([]);
  });

  test('of two editors who annotate the same revision, the later is told', async () => {
    const { readings } = (await open()).repositories;
    await approved(readings, reading('treaty', ['Words.']));
    const one = { ...NO_ANNOTATIONS, synonyms: [['a', 'b']] };
    const two = { ...NO_ANNOTATIONS, synonyms: [['c', 'd']] };
    const made = await Promise.all([
      readings.annotate(GUILD, 'treaty', 1, one, ana),
      readings.annotate(GUILD, 'treaty', 1, two, ben),
    ]);
    expect([...made].sort()).toEqual([2, undefined]);
    const winner = made[0] === 2 ? one : two;
    expect((await readings.current(GUILD, 'treaty'))?.text.annotations).toEqual(winner);
  });

  test('a removed reading can be restored for 30 days', async () => {
    const { repositories, housekeeping } = await open();
    const { readings } = repositories;
    await approved(readings, reading('treaty', ['Words.']));
    expect(await readings.remove(GUILD, 'treaty', ana)).toBe(true);
    expect(await readings.remove(GUILD, 'treaty', ana)).toBe(false);
    expect(await readings.list(GUILD)).toEqual([]);
    expect(await readings.current(GUILD, 'treaty')).toBeUndefined();
    const later = (days: number) => new Date(NOON.getTime() + days * DAY);
    expect((await readings.removed(GUILD, later(29))).map(({ id }) => id)).toEqual(['treaty']);
    expect(await readings.removed(GUILD, later(31))).toEqual([]);
    expect(await readings.restore(GUILD, 'treaty', later(31))).toBe(false);
    expect(await readings.restore(GUILD, 'treaty', later(29))).toBe(true);
    expect((await readings.list(GUILD)).map(({ id }) => id)).toEqual(['treaty']);
    // AND once the time is over, housekeeping deletes it for good
    await readings.remove(GUILD, 'treaty', ana);
    expect(await housekeeping.dropRemovedBefore(later(1))).toBe(1);
    expect(await readings.ids(GUILD)).toEqual([]);
  });

  test('the reading of a place is the one placed last', async () => {
    const { placements } = (await open()).repositories;
    await placements.place(GUILD, 'c1', 'treaty', ana);
    await placements.place(GUILD, 'c1', 'budget', ben);
    await placements.place(GUILD, GUILD, 'treaty', ana);
    expect(await placements.at(GUILD, ['c1', 't1', GUILD])).toEqual(
      new Map([
        ['c1', 'budget'],
        [GUILD, 'treaty'],
      ]),
    );
    await placements.place(GUILD, 'c1', null, ana);
    expect(await placements.list(GUILD)).toEqual([{ placeId: GUILD, readingId: 'treaty' }]);
  });

  test('settings change one by one and begin with the defaults', async () => {
    const { settings } = (await open()).repositories;
    expect(await settings.get(GUILD)).toEqual(DEFAULT_SETTINGS);
    await settings.change(GUILD, { timezone: 'Asia/Tokyo', keepUnanswered: true });
    await Promise.all([
      settings.change(GUILD, { moderatorRoleId: '9' }),
      settings.change(GUILD, { language: 'de' }),
    ]);
    expect(await settings.change(GUILD, {})).toEqual({
      ...DEFAULT_SETTINGS,
      timezone: 'Asia/Tokyo',
      keepUnanswered: true,
      moderatorRoleId: '9',
      language: 'de',
    });
  });

  test('unanswered questions are counted, and only the latest are kept', async () => {
    const { unanswered } = (await open()).repositories;
    for (let i = 0; i < KEPT_UNANSWERED + 3; i++)
      await unanswered.add(GUILD, 'treaty', `Question ${i}?`, new Date(NOON.getTime() + i));
    await unanswered.add(GUILD, 'treaty', ' QUESTION 5? ', new Date(NOON.getTime() + DAY));
    expect(await unanswered.list(GUILD, 1)).toEqual([
      { readingId: 'treaty', question: 'question 5?', times: 2, lastAsked: new Date(NOON.getTime() + DAY) },
    ]);
    expect(await unanswered.clear(GUILD)).toBe(KEPT_UNANSWERED);
    expect(await unanswered.list(GUILD, 9)).toEqual([]);
  });

  test('a server that the bot left is due for purging after 30 days, unless it came back', async () => {
    const { repositories, housekeeping } = await open();
    await approved(repositories.readings, reading('treaty', ['Words.']));
    expect(await housekeeping.present()).toEqual([GUILD]);
    await repositories.guilds.markLeft(GUILD, NOON);
    await repositories.guilds.markLeft(GUILD, new Date(NOON.getTime() + DAY));
    expect(await housekeeping.present()).toEqual([]);
    expect(await housekeeping.leftBefore(NOON)).toEqual([]);
    expect(await housekeeping.leftBefore(new Date(NOON.getTime() + 1))).toEqual([GUILD]);
    await repositories.guilds.markJoined(GUILD);
    expect(await housekeeping.leftBefore(new Date(NOON.getTime() + 1))).toEqual([]);
  });
});

function reading(id: string, paragraphs: readonly string[], annotations = NO_ANNOTATIONS): AnnotatedReading {
  return {
    reading: makeReading(
      id,
      { headline: `About ${id}`, language: 'en', date: '2019-06' },
      paragraphs.map((text) => ({ kind: 'paragraph', text })),
    ),
    annotations,
  };
}

async function approved(readings: Storage['repositories']['readings'], text: AnnotatedReading) {
  const revision = await readings.saveDraft(GUILD, text, ana);
  await readings.approve(GUILD, text.reading.id, revision, ana);
}
