import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Calls } from './discord-process.ts';

/** The process that is Discord, and what it does when told to: one thing at a time. */
export interface Discord {
  readonly call: <Name extends keyof Calls>(
    name: Name,
    ...args: Parameters<Calls[Name]>
  ) => Promise<Awaited<ReturnType<Calls[Name]>>>;
  readonly stop: () => void;
}

export function startDiscord(): Discord {
  const child = fork(fileURLToPath(new URL('discord-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  });
  return {
    async call(name, ...args) {
      child.send({ name, args });
      const [answer] = await once(child, 'message');
      if ('error' in answer) throw new Error(answer.error);
      return answer.result;
    },
    stop: () => child.kill(),
  };
}
