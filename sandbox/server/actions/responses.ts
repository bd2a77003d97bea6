/** Interactions from the bot's side: the one response in time, and what its token allows for fifteen minutes. */
import {
  InteractionType,
  MessageFlags,
  MessageType,
  InteractionResponseType as Response,
} from 'discord-api-types/v10';
import { z } from 'zod';
import { type Component, numberComponents } from '../component.ts';
import type { Context, ResponseKind } from '../context.ts';
import { findChannel } from '../find.ts';
import {
  alreadyAcknowledged,
  invalidField,
  invalidToken,
  tooManyFollowUps,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from '../refusal.ts';
import { bits, byType, list, text, validate } from '../rules/form.ts';
import { checkMessage } from '../rules/messages.ts';
import { modal as modalForm } from '../rules/modal.ts';
import type { Interaction, Message } from '../world.ts';
import type { FileUpload } from './files.ts';
import { metadataOf, TOKEN_LIFE_MS } from './interactions.ts';
import { contentOf } from './message-content.ts';
import { changeMessage, postMessage } from './messages.ts';
import { reopenThread } from './thread-state.ts';

const USER_INSTALL_FOLLOW_UPS = 5;
const MESSAGES = [Response.ChannelMessageWithSource, Response.DeferredChannelMessageWithSource];
const UPDATES = [Response.DeferredMessageUpdate, Response.UpdateMessage];
const ALLOWED: Partial<Record<InteractionType, readonly Response[]>> = {
  [InteractionType.ApplicationCommand]: [...MESSAGES, Response.Modal],
  [InteractionType.MessageComponent]: [...MESSAGES, ...UPDATES, Response.Modal],
  [InteractionType.ModalSubmit]: [...MESSAGES, ...UPDATES],
  [InteractionType.ApplicationCommandAutocomplete]: [Response.ApplicationCommandAutocompleteResult],
};

const deferredForm = z.looseObject({ flags: bits.default(0) });
const choicesForm = z.looseObject({
  choices: list(z.looseObject({ name: text(1, 100), value: z.union([text(0, 100), z.number()]) }), 0, 25),
});

/** What came of a response: the message that now holds it, if there is one. */
export interface Responded {
  interaction: Interaction;
  type: number;
  message: Message | null;
}

/**
 * The first response, within three seconds, once.
 * @throws Refusal 10062 when it is too late or unknown, 40060 when there was one, 50035 for its form
 */
export function respond(
  context: Context,
  id: string,
  token: string,
  body: unknown,
  uploads: readonly FileUpload[],
): Responded {
  const interaction = context.world.interactions.get(token);
  if (interaction?.id !== id || interaction.state === 'late') throw unknownInteraction();
  if (interaction.state === 'answered') throw alreadyAcknowledged();
  const types = (ALLOWED[interaction.type] ?? []).map((type) => [type, anyForm]);
  const { type, data = {} } = validate(
    byType<Record<number, typeof anyForm>>(Object.fromEntries(types)),
    body,
  );
  const [by, message] = carryOut(context, interaction, type, data, uploads);
  interaction.state = 'answered';
  interaction.cancelDeadline();
  context.emit({ type: 'interaction-answered', interaction, by, message });
  return { interaction, type, message };
}

/** A further message by the token. After a deferral the first one fills what was deferred. */
export function followUp(
  context: Context,
  token: string,
  body: unknown,
  uploads: readonly FileUpload[],
): Message {
  const interaction = byToken(context, token);
  if (interaction.state !== 'answered') throw unknownWebhook();
  const original = messageOf(context, interaction, interaction.originalId);
  if (original && original.flags & MessageFlags.Loading)
    return changeMessage(context, original, body, uploads);
  if (interaction.userInstallOnly && interaction.followUps >= USER_INSTALL_FOLLOW_UPS)
    throw tooManyFollowUps();
  const content = readContent(context, interaction, body, uploads, []);
  interaction.followUps += 1;
  if (!original) return responseMessage(context, interaction, { ...content, type: MessageType.Default });
  const { id: messageId, channelId, guildId } = original;
  const reference = { messageId, channelId, guildId };
  return responseMessage(context, interaction, { ...content, reference, type: MessageType.Reply });
}

/** A message of the token's: `@original` or a follow-up's id. */
export function tokenMessage(context: Context, token: string, id: string): Message {
  const interaction = byToken(context, token);
  if (id === '@original' && !interaction.originalId) throw unknownWebhook();
  const message = messageOf(context, interaction, id === '@original' ? interaction.originalId : id);
  const own = message && (message.interaction?.token === token || message.id === interaction.originalId);
  if (!own) throw unknownMessage();
  return message;
}

const anyForm = z.looseObject({ type: z.number(), data: z.unknown().optional() });

/** Does what a response says: how it was answered, and the message that holds the answer. */
function carryOut(
  context: Context,
  interaction: Interaction,
  type: Response,
  data: unknown,
  uploads: readonly FileUpload[],
): [by: ResponseKind, message: Message | null] {
  switch (type) {
    case Response.Modal: {
      const { custom_id: customId, title, components } = validate(modalForm, data, ['data']);
      interaction.modal = {
        customId,
        title,
        components: numberComponents(components as unknown as Component[]),
      };
      return ['modal', null];
    }
    case Response.ApplicationCommandAutocompleteResult: {
      const { choices } = validate(choicesForm, data, ['data']);
      interaction.onChoices?.(choices.map(({ name, value }) => ({ name, value })));
      return ['autocomplete', null];
    }
    case Response.DeferredMessageUpdate:
    case Response.UpdateMessage: {
      const source = messageOf(context, interaction, interaction.sourceMessageId);
      if (!source)
        throw invalidField(['type'], 'INTERACTION_WITHOUT_MESSAGE', 'There is no message to update.');
      interaction.originalId = source.id;
      if (type === Response.DeferredMessageUpdate) return ['deferred-update', source];
      return ['update', changeMessage(context, source, data, uploads, ['data'])];
    }
    default: {
      const deferred = type === Response.DeferredChannelMessageWithSource;
      const content = deferred
        ? { flags: MessageFlags.Loading | (validate(deferredForm, data, ['data']).flags & DEFERRED_FLAGS) }
        : readContent(context, interaction, data, uploads, ['data']);
      const message = responseMessage(context, interaction, content);
      interaction.originalId = message.id;
      return [deferred ? 'deferred' : 'message', message];
    }
  }
}

const DEFERRED_FLAGS = MessageFlags.Ephemeral | MessageFlags.IsComponentsV2;

function byToken(context: Context, token: string): Interaction {
  const interaction = context.world.interactions.get(token);
  if (!interaction || context.clock.now() > interaction.createdAt + TOKEN_LIFE_MS) throw invalidToken();
  return interaction;
}

function messageOf(context: Context, { channelId }: Interaction, id: string | null): Message | undefined {
  return id === null ? undefined : context.world.messages.get(channelId)?.get(id);
}

function readContent(
  context: Context,
  interaction: Interaction,
  body: unknown,
  uploads: readonly FileUpload[],
  at: PropertyKey[],
): Partial<Message> {
  const channel = findChannel(context, interaction.channelId);
  const checked = checkMessage(body, { at, fileNames: uploads.map((it) => it.name) });
  return contentOf(context, context.world.application.botId, channel, checked, uploads);
}

function responseMessage(context: Context, interaction: Interaction, content: Partial<Message>): Message {
  const { botId } = context.world.application;
  const flags = (content.flags ?? 0) | (interaction.forcedPrivate ? MessageFlags.Ephemeral : 0);
  const hidden = Boolean(flags & MessageFlags.Ephemeral);
  if (!hidden) reopenThread(context, botId, findChannel(context, interaction.channelId));
  return postMessage(context, {
    type: messageType(interaction),
    ...content,
    flags,
    channelId: interaction.channelId,
    authorId: botId,
    visibleTo: hidden ? interaction.userId : null,
    interaction: {
      token: interaction.token,
      metadata: metadataOf(context, interaction),
      commandName: interaction.type === InteractionType.ApplicationCommand ? interaction.commandName : null,
    },
  });
}

function messageType(interaction: Interaction): MessageType {
  if (interaction.type !== InteractionType.ApplicationCommand) return MessageType.Default;
  const { data } = interaction.payload as { data?: { type?: number } };
  return data?.type === 1 ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
}
