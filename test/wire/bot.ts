import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../src/log.ts';
import { startBot } from '../../src/main.ts';
import { openRoom, type Room, type RoomOptions, type Start } from './harness.ts';

/** A room with the real bot in it. Its database is its own, and stays through `room.restartBot()`. */
export async function openRoomWithBot(options: RoomOptions = {}): Promise<Room & AsyncDisposable> {
  const dataDir = mkdtempSync(join(tmpdir(), 'pilcrow-'));
  const start: Start = ({ token, apiUrl, now }) =>
    startBot({
      token,
      apiUrl,
      dataDir,
      clock: () => new Date(now()),
      scheduleEveryMs: 50,
      log: createLog({ level: process.env.PILCROW_TEST_LOG ?? 'silent' }),
    });
  const room = await openRoom(start, options);
  return Object.assign(room, {
    async [Symbol.asyncDispose]() {
      await room.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  });
}
