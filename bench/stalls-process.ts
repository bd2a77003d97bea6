import { openSync, readSync } from 'node:fs';
import { createLog } from '../src/log.ts';
import { type Bot, startBot } from '../src/main.ts';

/*
 * The bot that `stalls.ts` measures. Told where Discord is, it starts; told `turns`, it answers with the longest turn
 * of the event loop since it was last told so, in ms of the main thread's processor time; told `stop`, it ends.
 */

let bot: Bot;
let longest = 0;

process.on('message', async (message: 'turns' | 'stop' | Parameters<typeof startBot>[0]) => {
  if (message === 'turns') {
    process.send?.(longest);
    longest = 0;
  } else if (message === 'stop') {
    await bot.stop();
    process.send?.(0, () => process.exit());
  } else {
    const pace = { times: Number.POSITIVE_INFINITY, ms: 1 };
    bot = await startBot({ ...message, pace, log: createLog({ level: 'error' }) });
    watchTurns();
    process.send?.(0);
  }
});

function watchTurns(): void {
  const schedstat = openSync('/proc/self/schedstat', 'r');
  const line = Buffer.alloc(64);
  const spent = () =>
    Number(line.toString('latin1', 0, readSync(schedstat, line, 0, 64, 0)).split(' ')[0]) / 1e6;
  let before = spent();
  setImmediate(function turn() {
    const now = spent();
    longest = Math.max(longest, now - before);
    before = now;
    setImmediate(turn);
  });
}
