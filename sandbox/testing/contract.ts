/** Discord's published contract, from npm: does a payload that the bot sent fit its schema? */
import * as schemas from 'discord-api-spec/zod';
import type { Sent } from '../server/rest/rest.ts';

interface Schema {
  safeParse(value: unknown): {
    success: boolean;
    error?: { issues: { path: PropertyKey[]; message: string }[] };
  };
}
const named = schemas as unknown as Record<string, Schema>;

const COMMANDS = [
  '/applications/{application_id}/commands',
  '/applications/{application_id}/guilds/{guild_id}/commands',
];
const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';

/** The schemas that a request's body may fit; the first name that fits is enough. */
const BODIES: Record<string, string[]> = {
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
  'POST /guilds/{guild_id}/channels': ['CreateGuildChannelRequestSchema'],
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
  ...Object.fromEntries(
    COMMANDS.flatMap((route) => [
      [`POST ${route}`, ['ApplicationCommandCreateRequestSchema']],
      [`PATCH ${route}/{command_id}`, ['ApplicationCommandPatchRequestPartialSchema']],
    ]),
  ),
};
const LISTS: Record<string, string> = Object.fromEntries(
  COMMANDS.map((route) => [`PUT ${route}`, 'ApplicationCommandUpdateRequestSchema']),
);

/** What of a payload does not fit, a line each; empty when it fits or when its route has no body to check. */
export function breachesOf(sent: Pick<Sent, 'method' | 'route' | 'body'>): string[] {
  const key = `${sent.method} ${sent.route}`;
  const each = LISTS[key];
  if (each)
    return (sent.body as unknown[]).flatMap((it, at) =>
      breaches([each], it).map((line) => `${key} [${at}] ${line}`),
    );
  return breaches(BODIES[key] ?? [], sent.body).map((line) => `${key} ${line}`);
}

/** A schema that is missing is a mistake of this table. */
export function missingSchemas(): string[] {
  return [...Object.values(BODIES).flat(), ...Object.values(LISTS)].filter((name) => !named[name]);
}

function breaches(names: readonly string[], body: unknown): string[] {
  let last: string[] = [];
  for (const name of names) {
    const result = named[name]?.safeParse(relaxed(body));
    if (!result || result.success) return [];
    last = (result.error?.issues ?? []).map((it) => `${it.path.join('.')}: ${it.message} (${name})`);
  }
  return last;
}

/** Discord takes whole numbers as strings too, as discord.js sends permissions. */
function relaxed(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((it) => relaxed(it));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, relaxed(it, name)]));
  if (key === 'default_member_permissions' && typeof value === 'string') return Number(value);
  return value;
}
