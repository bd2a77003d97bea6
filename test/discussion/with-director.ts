import { afterEach, beforeEach } from 'vitest';
import { temporaryFolder } from '../../scripts/temporary.ts';
import { createDirector, type Director } from '../../src/discussion/director.ts';
import type { Repositories } from '../../src/storage/storage.ts';
import { openStorage, type Storage } from '../../src/storage/storage.ts';
import { aPlan, treaty } from './examples.ts';
import { PaperStage } from './paper-stage.ts';

export const GUILD = '100';

/** A director with a stage on paper over a SQLite of its own, anew for each test. */
export interface Desk extends Pick<Repositories, 'discussions' | 'settings'> {
  readonly director: Director;
  readonly stage: PaperStage;
  /** Faults that the director was not to blame anybody but the program for. */
  readonly faults: unknown[];
  now: Date;
}

export function useDesk(): Desk {
  let folder: ReturnType<typeof temporaryFolder>;
  let storage: Storage;
  const desk = {} as { -readonly [K in keyof Desk]: Desk[K] };
  beforeEach(async () => {
    folder = temporaryFolder();
    storage = await openStorage({ dataDir: folder.path });
    const { discussions, settings } = storage.repositories;
    const stage = new PaperStage();
    const faults: unknown[] = [];
    const director = createDirector({
      store: discussions,
      agenda: storage.agenda,
      stage,
      reading: async (_, id) => (id === treaty.reading.id ? treaty : undefined),
      readingIn: async (_, channelId) => {
        if (channelId === 'broken') throw new Error('no such channel');
        return treaty.reading.id;
      },
      now: () => desk.now,
      process: 'one',
      inWords: ({ kind }) => `${kind} in words`,
      postedNotice: ({ id }) => ({ now: `${id} is posted`, later: `${id} was posted` }),
      onError: (error) => void faults.push(error),
    });
    Object.assign(desk, { director, stage, discussions, settings, faults, now: aPlan.at });
  });
  afterEach(async () => {
    await storage.close();
    folder.remove();
  });
  return desk;
}
