import { afterEach, expect, test } from 'vitest';
import { type AnnotatedReading, NO_ANNOTATIONS } from '../../src/reading/annotations.ts';
import { makeReading } from '../../src/reading/make.ts';
import { createShelf } from '../../src/reading/shelf.ts';
import { createSearch } from '../../src/search/search.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { describeEngines } from './engines.ts';

const GUILD = '1';
const OTHER = '2';
const ACT = { by: '3', at: new Date('2026-03-01T12:00:00Z') };
const SHIPPED = text('shipped', 'Shipped words.');

describeEngines('the shelf', (engine) => {
  let storage: Storage;
  afterEach(() => storage.close());

  async function shelf(cacheBytes?: number) {
    storage = await openStorage(await engine.fresh());
    const { readings, placements } = storage.repositories;
    for (const id of ['one', 'two', 'three'])
      await readings.approve(
        GUILD,
        id,
        await readings.saveDraft(GUILD, text(id, `Words of ${id}.`), ACT),
        ACT,
      );
    return createShelf({
      shipped: [SHIPPED],
      readings,
      placements,
      ...(cacheBytes === undefined ? {} : { cacheBytes }),
    });
  }

  test('the nearest reading wins, and the shelf says why', async () => {
    const made = await shelf();
    const { placements, readings } = storage.repositories;
    const thread = { guildId: GUILD, channelId: 't', parentId: 'c' };
    const channel = { guildId: GUILD, channelId: 'c', parentId: null };
    const where = async (place: typeof thread | typeof channel) => {
      const { text, scope } = await made.current(place);
      return [text.reading.id, scope];
    };
    expect(await where(thread)).toEqual(['shipped', 'shipped']);
    await placements.place(GUILD, GUILD, 'one', ACT);
    expect(await where(thread)).toEqual(['one', 'server']);
    await placements.place(GUILD, 'c', 'two', ACT);
    expect(await where(thread)).toEqual(['two', 'channel']);
    expect(await where(channel)).toEqual(['two', 'channel']);
    await placements.place(GUILD, 't', 'three', ACT);
    expect(await where(thread)).toEqual(['three', 'thread']);
    // AND a removed reading gives way to the next nearest, until it is restored
    await readings.remove(GUILD, 'three', ACT);
    expect(await where(thread)).toEqual(['two', 'channel']);
    await readings.restore(GUILD, 'three', ACT.at);
    expect(await where(thread)).toEqual(['three', 'thread']);
    // AND neither another server nor a direct message is on it
    expect((await made.current({ ...thread, guildId: OTHER })).scope).toBe('shipped');
    expect((await made.current({ ...thread, guildId: null })).scope).toBe('shipped');
  });

  test('a server has its own readings and the shipped one, never another server’s', async () => {
    const made = await shelf();
    expect((await made.list(GUILD)).map(({ id, shipped }) => [id, shipped])).toEqual([
      ['one', false],
      ['three', false],
      ['two', false],
      ['shipped', true],
    ]);
    expect((await made.list(OTHER)).map(({ id }) => id)).toEqual(['shipped']);
    expect(await made.get(OTHER, 'one')).toBeUndefined();
    expect(await made.get(null, 'shipped')).toBe(SHIPPED);
  });

  test('of a library larger than the cache, a question fetches no words but those it quotes', async () => {
    await shelf();
    const { readings, placements } = storage.repositories;
    let fetched: string[] = [];
    const counting: typeof readings = {
      ...readings,
      revision: (guildId, id, revision) => {
        fetched.push(id);
        return readings.revision(guildId, id, revision);
      },
    };
    const made = createShelf({ shipped: [SHIPPED], readings: counting, placements, cacheBytes: 5000 });
    const search = createSearch();
    const ask = async (id: string) =>
      search.ask(await made.outlines(GUILD), `What are the words of ${id}?`, { limit: 1 });
    expect(await ask('two')).toMatchObject({ quotes: [{ text: 'Words of two.' }] });
    expect(fetched).toEqual(expect.arrayContaining(['one', 'three', 'two']));
    fetched = [];
    expect(await ask('three')).toMatchObject({ quotes: [{ text: 'Words of three.' }] });
    expect(fetched).toEqual(['three']);
    expect((await made.outlines(OTHER)).map(({ reading }) => reading.id)).toEqual(['shipped']);
    expect((await made.outlines(null)).map(({ reading }) => reading.id)).toEqual(['shipped']);
  });

  test('a changed reading is seen at once, whatever was kept in memory', async () => {
    for (const cacheBytes of [64e6, 1]) {
      const made = await shelf(cacheBytes);
      const { readings } = storage.repositories;
      expect((await made.get(GUILD, 'one'))?.reading.paragraphs[0]?.text).toBe('Words of one.');
      const next = await readings.saveDraft(GUILD, text('one', 'Changed.'), ACT);
      expect((await made.get(GUILD, 'one'))?.reading.paragraphs[0]?.text).toBe('Words of one.');
      const inOutline = async () =>
        (await (await made.outlines(GUILD))[0]?.words())?.paragraphs.map(({ text }) => text);
      expect(await inOutline()).toEqual(['Words of one.']);
      await readings.approve(GUILD, 'one', next, ACT);
      expect((await made.get(GUILD, 'one'))?.reading.paragraphs[0]?.text).toBe('Changed.');
      expect(await inOutline()).toEqual(['Changed.']);
      if (cacheBytes > 1) await storage.close();
    }
  });
});

function text(id: string, words: string): AnnotatedReading {
  return {
    reading: makeReading(id, { headline: id, language: 'en' }, [{ kind: 'paragraph', text: words }]),
    annotations: NO_ANNOTATIONS,
  };
}
