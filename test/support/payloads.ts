import { appendFileSync } from 'node:fs';
import { type REST, RESTEvents } from 'discord.js';
import { commandsFaults, messageFaults, modalFaults } from './discord-rules.ts';

/** Something that the bot sent to Discord. */
export interface Payload {
  readonly method: string;
  /** Below `/api/v10`, with its ids: `/interactions/1/abc/callback`. */
  readonly path: string;
  readonly body: unknown;
}

/**
 * Notes all that a bot sends, in the file that `PILCROW_RECORD` names (a JSON object a line): the gate holds
 * them against Discord's API description.
 */
export function recordPayloads(rest: REST, file = process.env.PILCROW_RECORD): void {
  if (!file) return;
  rest.on(RESTEvents.Response, ({ method, path, data: { body } }) => {
    if (body !== undefined) appendFileSync(file, `${JSON.stringify({ method, path, body: plain(body) })}\n`);
  });
}

/** What Discord would refuse of it, in words, besides what its API description says. */
export function payloadFaults({ path, body }: Payload): string[] {
  if (/\/commands$/.test(path) && Array.isArray(body)) return commandsFaults(body);
  const message = body as Record<string, unknown>;
  if (/\/callback$/.test(path)) {
    const data = (message.data ?? {}) as Record<string, unknown>;
    if (message.type === 4 || message.type === 7) return messageFaults(data);
    return message.type === 9 ? modalFaults(data) : [];
  }
  return /\/(messages|webhooks)\b/.test(path) ? messageFaults(message) : [];
}

function plain(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
}
