/**
 * What Discord takes, in one place: the schemas that it publishes (from npm, discord-api-spec) and what they leave
 * out, which the sandbox refuses by its own rules (server/rules).
 */
import * as schemas from 'discord-api-spec/zod';
import { Refusal } from '../server/refusal.ts';
import { checkCommands } from '../server/rules/commands.ts';
import type { SentRequest } from '../server/server.ts';

/** What Discord would not take of a request that a bot made, a line each. Where it may not do it is no fault. */
export function requestFaults(
  sent: Pick<SentRequest, 'method' | 'route' | 'body' | 'status' | 'answer'>,
): string[] {
  const { method, route, body, status, answer } = sent;
  const { code = 0 } = (answer ?? {}) as { code?: number };
  const isUnknown = status === 405 || (status === 404 && code === 0);
  const refused = isUnknown || FORM_CODES.has(code) ? [`was refused: ${JSON.stringify(answer)}`] : [];
  return [...schemaFaults(method, route, body), ...refused].map((fault) => `${method} ${route} ${fault}`);
}

/** What Discord would not take of all commands of an application, as they are registered together. */
export function commandFaults(commands: readonly object[]): string[] {
  const faults = schemaFaults('PUT', '/applications/{application_id}/commands', commands);
  try {
    checkCommands(commands);
    return faults;
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return [...faults, JSON.stringify(problem)];
  }
}

/** Refusals of what a bot can know beforehand. */
const FORM_CODES = new Set([30032, 40005, 40060, 50006, 50035, 50109, 520003]);

const COMMANDS = [
  '/applications/{application_id}/commands',
  '/applications/{application_id}/guilds/{guild_id}/commands',
];
const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';

/** The schemas that a request's body may fit, by method and route; one that fits is enough. */
export const BODIES: Readonly<Record<string, readonly string[]>> = {
  'POST /channels/{channel_id}/messages': ['MessageCreateRequestSchema'],
  'PATCH /channels/{channel_id}/messages/{message_id}': ['MessageEditRequestPartialSchema'],
  'PATCH /channels/{channel_id}': [
    'UpdateThreadRequestPartialSchema',
    'UpdateGuildChannelRequestPartialSchema',
  ],
  'POST /channels/{channel_id}/messages/{message_id}/threads': ['CreateTextThreadWithMessageRequestSchema'],
  'POST /channels/{channel_id}/threads': [
    'CreateForumThreadRequestSchema',
    'CreateTextThreadWithoutMessageRequestSchema',
  ],
  'POST /users/@me/channels': ['CreatePrivateChannelRequestSchema'],
  'POST /interactions/{interaction_id}/{interaction_token}/callback': [
    'ApplicationCommandAutocompleteCallbackRequestSchema',
    'CreateMessageInteractionCallbackRequestSchema',
    'ModalInteractionCallbackRequestSchema',
    'UpdateMessageInteractionCallbackRequestSchema',
  ],
  [`POST ${WEBHOOK}`]: ['IncomingWebhookRequestPartialSchema', 'IncomingWebhookUpdateRequestPartialSchema'],
  [`PATCH ${WEBHOOK}/messages/@original`]: ['IncomingWebhookUpdateRequestPartialSchema'],
  [`PATCH ${WEBHOOK}/messages/{message_id}`]: ['IncomingWebhookUpdateRequestPartialSchema'],
  ...Object.fromEntries(COMMANDS.map((route) => [`PUT ${route}`, ['ApplicationCommandUpdateRequestSchema']])),
};

/** Each entry of a list has to fit by itself. */
function schemaFaults(method: string, route: string, body: unknown): string[] {
  const names = BODIES[`${method} ${route}`] ?? [];
  if (!Array.isArray(body)) return misfits(names, body);
  return body.flatMap((entry, at) => misfits(names, entry).map((fault) => `[${at}] ${fault}`));
}

function misfits(names: readonly string[], body: unknown): string[] {
  let faults: string[] = [];
  for (const name of names) {
    const { success, error } = schemaOf(name).safeParse(withNumbers(body));
    if (success) return [];
    faults = (error?.issues ?? []).map((it) => `${it.path.join('.')}: ${it.message} (${name})`);
  }
  return faults;
}

interface Schema {
  safeParse(value: unknown): {
    success: boolean;
    error?: { issues: { path: PropertyKey[]; message: string }[] };
  };
}

function schemaOf(name: string): Schema {
  const schema = (schemas as unknown as Record<string, Schema>)[name];
  if (!schema) throw new Error(`Discord publishes no ${name}.`);
  return schema;
}

/** Permissions as numbers, as the schema knows them. Discord takes digits in a string too, which discord.js sends. */
function withNumbers(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((it) => withNumbers(it));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, withNumbers(it, name)]));
  return key === 'default_member_permissions' && typeof value === 'string' ? Number(value) : value;
}
