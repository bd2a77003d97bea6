import { expect } from 'vitest';
import type { SeenMessage, TestDiscord } from '../../sandbox/testing/harness.ts';

/** Changes what a message carries, as a client may that sends what it likes. */
export function forge(
  discord: Pick<TestDiscord, 'sandbox'>,
  { channelId, id }: SeenMessage,
  carried: string,
  forged: string,
): void {
  const message = discord.sandbox.world.messages.get(channelId)?.get(id);
  const components = JSON.stringify(message?.components);
  expect(components).toContain(carried);
  if (message) message.components = JSON.parse(components.replaceAll(carried, forged));
}
