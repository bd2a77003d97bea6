import { commandsFaults, messageFaults, modalFaults } from './discord-rules.ts';

/** Something that the bot sent to Discord. */
export interface Payload {
  readonly method: string;
  /** As Discord's API description has it: `/interactions/{interaction_id}/{interaction_token}/callback`. */
  readonly route: string;
  readonly body: unknown;
  /** Names of the files that came with it. */
  readonly files?: readonly string[];
}

/** What Discord would refuse of it, in words, besides what its API description says. */
export function payloadFaults({ route, body, files = [] }: Payload): string[] {
  if (route.endsWith('/commands') && Array.isArray(body)) return commandsFaults(body);
  const payload = { ...(body as Record<string, unknown>), files };
  if (/\/channels\/[^/]+\/threads$/.test(route) && 'message' in payload)
    return messageFaults(payload.message as Record<string, unknown>);
  if (!route.endsWith('/callback')) return MESSAGE.test(route) ? messageFaults(payload) : [];
  const { type, data } = payload as { type?: number; data?: Record<string, unknown> };
  if (type === CALLBACK.message || type === CALLBACK.update) return messageFaults({ ...data, files });
  return type === CALLBACK.modal ? modalFaults(data ?? {}) : [];
}

/** Where a message is created or edited. */
const MESSAGE = /\/messages(?:\/[^/]+)?$|\/webhooks\/[^/]+\/[^/]+$/;
const CALLBACK = { message: 4, update: 7, modal: 9 };
