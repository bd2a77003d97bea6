import { describe, expect, it, test } from 'vitest';
import { LANGUAGES, nameOfLanguage } from '../../src/settings/languages.ts';
import { reconcile, sweep } from '../../src/settings/retention.ts';
import { findTimezone, formatClock } from '../../src/settings/timezone.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { describeEngines } from '../storage/engines.ts';
import { dump, NOW, seed } from '../storage/seed.ts';

describe('a time zone', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    [' berlin ', 'Europe/Berlin'],
    ['New York', 'America/New_York'],
    ['utc', 'UTC'],
    ['Tokyo', 'Asia/Tokyo'],
  ])('%s is %s', (typed, zone) => {
    expect(findTimezone(typed)).toEqual({ zone });
  });

  it('is not guessed where several fit, or none', () => {
    expect(findTimezone('Argentina')).toMatchObject({
      candidates: expect.arrayContaining(['America/Argentina/Salta']),
    });
    for (const typed of ['', 'Mars', '+09:00', '../etc', 'a'.repeat(1000)])
      expect(findTimezone(typed)).toEqual({ candidates: [] });
  });

  it('shows its clock', () => {
    expect(formatClock('Asia/Tokyo', new Date('2026-03-01T20:05:00Z'))).toBe('Mon 05:05');
  });
});

test('every language can be named, each once', () => {
  const names = LANGUAGES.map(nameOfLanguage);
  expect(new Set(names).size).toBe(LANGUAGES.length);
  for (const [i, name] of names.entries()) expect(name).not.toBe(LANGUAGES[i]);
});

describeEngines('the caretaker', (engine) => {
  const DAY = 86_400_000;
  const later = (days: number) => new Date(NOW.getTime() + days * DAY);

  it('deletes a server 30 days after the bot has left it, and keeps it where the bot came back', async () => {
    const options = await engine.fresh();
    const storage = await openStorage(options);
    const { repositories, housekeeping } = storage;
    const stores = { guilds: repositories.guilds, housekeeping };
    // GIVEN three servers
    for (const [guildId, mark] of [
      ['1', 'LEFT'],
      ['2', 'BACK'],
      ['3', 'ELSEWHERE'],
    ] as const) {
      await seed(repositories, { guildId, mark, userId: `9${guildId}` });
      await repositories.guilds.markJoined(guildId);
    }
    // WHEN the bot comes online in none of them, and the third is another process's
    await reconcile(stores, new Set(), (id) => id !== '3', later(0));
    await reconcile(stores, new Set(['2']), (id) => id !== '3', later(29));
    // THEN the first goes, on the day and not before
    expect((await sweep(stores, later(29.9))).servers).toBe(0);
    expect((await sweep(stores, later(30.1))).servers).toBe(1);
    const left = JSON.stringify([...(await dump(options))]);
    expect(left).not.toContain('LEFT');
    expect(left).toContain('BACK');
    expect(left).toContain('ELSEWHERE');
    await storage.close();
  });
});
