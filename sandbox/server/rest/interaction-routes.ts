/** An interaction's answer, and the messages of its token. */
import { MessageFlags } from 'discord-api-types/v10';
import { answer, deleteByToken, editByToken, followUp, tokenMessage } from '../actions/responses.ts';
import { presentMessage } from '../present.ts';
import { unknownWebhook } from '../refusal.ts';
import { type Asked, ok, part, type Route } from './route.ts';

const MESSAGES = '/webhooks/{webhook_id}/{webhook_token}/messages';

export const interactionRoutes: Route[] = [
  {
    method: 'POST',
    route: '/interactions/{interaction_id}/{interaction_token}/callback',
    open: true,
    handle(asked) {
      const { context, body, files, query } = asked;
      const result = answer(
        context,
        part(asked, 'interaction_id'),
        part(asked, 'interaction_token'),
        body,
        files,
      );
      if (query.get('with_response') !== 'true') return undefined;
      const { interaction, type, message } = result;
      return ok({
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
        resource: {
          type,
          ...(message && type !== 6
            ? { message: presentMessage(context, message, { userId: asked.botId }) }
            : {}),
        },
      });
    },
  },
  {
    method: 'POST',
    route: '/webhooks/{webhook_id}/{webhook_token}',
    open: true,
    handle(asked) {
      ownWebhook(asked);
      return shown(asked, followUp(asked.context, part(asked, 'webhook_token'), asked.body, asked.files));
    },
  },
  ...[`${MESSAGES}/@original`, `${MESSAGES}/{message_id}`].flatMap((route): Route[] => {
    const id = (asked: Asked) => asked.path.message_id ?? '@original';
    return [
      {
        method: 'GET',
        route,
        open: true,
        handle(asked) {
          ownWebhook(asked);
          return shown(asked, tokenMessage(asked.context, part(asked, 'webhook_token'), id(asked)));
        },
      },
      {
        method: 'PATCH',
        route,
        open: true,
        handle(asked) {
          ownWebhook(asked);
          return shown(
            asked,
            editByToken(asked.context, part(asked, 'webhook_token'), id(asked), asked.body, asked.files),
          );
        },
      },
      {
        method: 'DELETE',
        route,
        open: true,
        handle(asked) {
          ownWebhook(asked);
          deleteByToken(asked.context, part(asked, 'webhook_token'), id(asked));
          return undefined;
        },
      },
    ];
  }),
];

function ownWebhook(asked: Asked): void {
  if (part(asked, 'webhook_id') !== asked.context.world.application.id) throw unknownWebhook();
}

function shown(asked: Asked, message: Parameters<typeof presentMessage>[1]) {
  return ok(presentMessage(asked.context, message, { userId: asked.botId }));
}
