import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRoom, type Room, type RoomOptions, type Start } from '../../sandbox/testing/harness.ts';
import { createLog } from '../../src/log.ts';
import { startBot } from '../../src/main.ts';
import { openStorage, type Repositories } from '../../src/storage/storage.ts';

export interface BotRoomOptions extends RoomOptions {
  /** What the database holds when the bot first starts. */
  readonly stored?: (repositories: Repositories) => Promise<void>;
  /** Where the bot finds Discord, asked at each start: for putting something in between. */
  readonly through?: (apiUrl: string) => string;
}

/** A room with the real bot in it. Its database is its own, and stays through `room.restartBot()`. */
export async function openRoomWithBot(options: BotRoomOptions = {}): Promise<Room & AsyncDisposable> {
  const { stored, through = (apiUrl: string) => apiUrl, ...roomOptions } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'pilcrow-'));
  if (stored) {
    const storage = await openStorage({ dataDir });
    await stored(storage.repositories);
    await storage.close();
  }
  const start: Start = ({ token, apiUrl, now }) =>
    startBot({
      token,
      apiUrl: through(apiUrl),
      dataDir,
      clock: () => new Date(now()),
      scheduleEveryMs: 50,
      log: createLog({ level: process.env.PILCROW_TEST_LOG ?? 'silent' }),
    });
  const room = await openRoom(start, roomOptions);
  return Object.assign(room, {
    async [Symbol.asyncDispose]() {
      await room.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  });
}
