/** An interaction's response, and the messages of its token. */
import { MessageFlags } from 'discord-api-types/v10';
import { removeMessage } from '../actions/message-store.ts';
import { changeMessage } from '../actions/messages.ts';
import { followUp, type Responded, respond, tokenMessage } from '../actions/responses.ts';
import { presentMessage } from '../present/message.ts';
import { unknownWebhook } from '../refusal.ts';
import type { Message } from '../world.ts';
import type { RestRequest, Route } from './route.ts';

const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';

export const interactionRoutes: Route[] = [
  {
    method: 'POST',
    route: '/interactions/{interaction_id}/{interaction_token}/callback',
    open: true,
    handle(it, interactionId, token) {
      const responded = respond(it.context, interactionId, token, it.body, it.files);
      return it.query.get('with_response') === 'true' ? showResponse(it, responded) : undefined;
    },
  },
  {
    method: 'POST',
    route: WEBHOOK,
    open: true,
    handle(it, webhookId, token) {
      checkOwn(it, webhookId);
      return show(it, followUp(it.context, token, it.body, it.files));
    },
  },
  ...[`${WEBHOOK}/messages/@original`, `${WEBHOOK}/messages/{message_id}`].flatMap((route): Route[] => {
    const find = (it: RestRequest, webhookId: string, token: string, messageId = '@original') => {
      checkOwn(it, webhookId);
      return tokenMessage(it.context, token, messageId);
    };
    type Ids = [webhookId: string, token: string, messageId?: string];
    return [
      { method: 'GET', route, open: true, handle: (it, ...ids: Ids) => show(it, find(it, ...ids)) },
      {
        method: 'PATCH',
        route,
        open: true,
        handle: (it, ...ids: Ids) => show(it, changeMessage(it.context, find(it, ...ids), it.body, it.files)),
      },
      {
        method: 'DELETE',
        route,
        open: true,
        handle: (it, ...ids: Ids) => removeMessage(it.context, find(it, ...ids)),
      },
    ];
  }),
];

function checkOwn({ context }: RestRequest, webhookId: string): void {
  if (webhookId !== context.world.application.id) throw unknownWebhook();
}

function show({ context, botId }: RestRequest, message: Message) {
  return presentMessage(context, message, { userId: botId });
}

function showResponse(it: RestRequest, { interaction, type, message }: Responded) {
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      ...(interaction.guildId ? { guild_id: interaction.guildId } : {}),
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: Boolean(message.flags & MessageFlags.Loading),
            response_message_ephemeral: message.visibleTo !== null,
          }
        : {}),
    },
    resource: { type, ...(message && type !== 6 ? { message: show(it, message) } : {}) },
  };
}
