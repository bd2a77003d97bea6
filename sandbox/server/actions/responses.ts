/** Interactions from the bot's side: the one answer in time, and what its token allows for fifteen minutes. */
import {
  InteractionResponseType as Answer,
  InteractionType,
  MessageFlags,
  MessageType,
} from 'discord-api-types/v10';
import { z } from 'zod';
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
import { type Component, modal as modalForm, numbered } from '../rules/components.ts';
import { byType, conform, list, text } from '../rules/form.ts';
import { checkMessage } from '../rules/messages.ts';
import type { Interaction, Message } from '../world.ts';
import type { FileUpload } from './files.ts';
import { metadataOf, TOKEN_LIFE_MS } from './interactions.ts';
import { addMessage, changeMessage, contentOf, openForTalk, removeMessage } from './messages.ts';

const USER_INSTALL_FOLLOW_UPS = 5;
const INTERACTION_TYPES_ANSWERED: Record<number, readonly number[]> = {
  [InteractionType.ApplicationCommand]: [
    Answer.ChannelMessageWithSource,
    Answer.DeferredChannelMessageWithSource,
    Answer.Modal,
  ],
  [InteractionType.MessageComponent]: [
    Answer.ChannelMessageWithSource,
    Answer.DeferredChannelMessageWithSource,
    Answer.DeferredMessageUpdate,
    Answer.UpdateMessage,
    Answer.Modal,
  ],
  [InteractionType.ModalSubmit]: [
    Answer.ChannelMessageWithSource,
    Answer.DeferredChannelMessageWithSource,
    Answer.DeferredMessageUpdate,
    Answer.UpdateMessage,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [Answer.ApplicationCommandAutocompleteResult],
};

const choices = z.looseObject({
  choices: list(z.looseObject({ name: text(1, 100), value: z.union([text(0, 100), z.number()]) }), 0, 25),
});

/** What came of an answer: the message that now holds it, if there is one. */
export interface Answered {
  interaction: Interaction;
  type: number;
  message: Message | null;
}

/**
 * The first answer, within three seconds, once.
 * @throws Refusal 10062 when it is too late or unknown, 40060 when it was answered, 50035 for its form.
 */
export function answer(
  context: Context,
  id: string,
  token: string,
  body: unknown,
  uploads: readonly FileUpload[],
): Answered {
  const interaction = context.world.interactions.get(token);
  if (interaction?.id !== id || interaction.state === 'late') throw unknownInteraction();
  if (interaction.state === 'answered') throw alreadyAcknowledged();
  const allowed = INTERACTION_TYPES_ANSWERED[interaction.type] ?? [];
  const anyForm = z.looseObject({ type: z.number() });
  const { type, data = {} } = conform(
    byType(Object.fromEntries(allowed.map((each) => [each, anyForm]))),
    body,
  ) as {
    type: number;
    data?: unknown;
  };
  const done = (by: ResponseKind, message: Message | null = null): Answered => {
    interaction.state = 'answered';
    interaction.cancelDeadline();
    context.emit({ type: 'interaction-answered', interaction, by, message });
    return { interaction, type, message };
  };
  const source = sourceOf(context, interaction);
  if (type === Answer.Modal) {
    const form = conform(modalForm, data, ['data']);
    interaction.modal = {
      customId: form.custom_id,
      title: form.title,
      components: numbered(form.components as unknown as Component[]),
    };
    return done('modal');
  }
  if (type === Answer.ApplicationCommandAutocompleteResult) {
    const form = conform(choices, data, ['data']);
    interaction.onChoices?.(form.choices.map(({ name, value }) => ({ name, value })));
    return done('autocomplete');
  }
  if (type === Answer.DeferredMessageUpdate || type === Answer.UpdateMessage) {
    if (!source)
      throw invalidField(['type'], 'INTERACTION_WITHOUT_MESSAGE', 'There is no message to update.');
    interaction.originalId = source.id;
    if (type === Answer.DeferredMessageUpdate) return done('deferred-update', source);
    return done('update', changeMessage(context, source, data, uploads, ['data']));
  }
  if (type === Answer.DeferredChannelMessageWithSource) {
    const flags = Number((data as { flags?: number }).flags ?? 0);
    const loading = answerMessage(context, interaction, {
      flags: MessageFlags.Loading | (flags & (MessageFlags.Ephemeral | MessageFlags.IsComponentsV2)),
    });
    interaction.originalId = loading.id;
    return done('deferred', loading);
  }
  const message = answerMessage(
    context,
    interaction,
    checkedContent(context, interaction, data, uploads, ['data']),
  );
  interaction.originalId = message.id;
  return done('message', message);
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
  const original = interaction.originalId
    ? messageOf(context, interaction, interaction.originalId)
    : undefined;
  if (original && original.flags & MessageFlags.Loading)
    return changeMessage(context, original, body, uploads);
  if (interaction.userInstallOnly && interaction.followUps >= USER_INSTALL_FOLLOW_UPS)
    throw tooManyFollowUps();
  const content = checkedContent(context, interaction, body, uploads, []);
  interaction.followUps += 1;
  const reference = original
    ? { type: 0, messageId: original.id, channelId: original.channelId, guildId: original.guildId }
    : null;
  return answerMessage(context, interaction, {
    ...content,
    reference,
    type: original ? MessageType.Reply : MessageType.Default,
  });
}

/** A message of the token's: `@original` or a follow-up's id. */
export function tokenMessage(context: Context, token: string, id: string): Message {
  const interaction = byToken(context, token);
  if (id === '@original') {
    if (!interaction.originalId) throw unknownWebhook();
    const message = messageOf(context, interaction, interaction.originalId);
    if (!message) throw unknownMessage();
    return message;
  }
  const message = messageOf(context, interaction, id);
  const own = message?.interaction?.token === token || id === interaction.originalId;
  if (!message || !own) throw unknownMessage();
  return message;
}

export function editByToken(
  context: Context,
  token: string,
  id: string,
  body: unknown,
  uploads: readonly FileUpload[],
): Message {
  return changeMessage(context, tokenMessage(context, token, id), body, uploads);
}

export function deleteByToken(context: Context, token: string, id: string): void {
  removeMessage(context, tokenMessage(context, token, id));
}

function byToken(context: Context, token: string): Interaction {
  const interaction = context.world.interactions.get(token);
  if (!interaction || context.clock.now() > interaction.createdAt + TOKEN_LIFE_MS) throw invalidToken();
  return interaction;
}

function messageOf(context: Context, interaction: Interaction, id: string): Message | undefined {
  return context.world.messages.get(interaction.channelId)?.get(id);
}

function sourceOf(context: Context, interaction: Interaction): Message | undefined {
  return interaction.sourceMessageId
    ? messageOf(context, interaction, interaction.sourceMessageId)
    : undefined;
}

function checkedContent(
  context: Context,
  interaction: Interaction,
  body: unknown,
  uploads: readonly FileUpload[],
  at: PropertyKey[],
) {
  const channel = findChannel(context, interaction.channelId);
  const checked = checkMessage(body, { at, fileNames: uploads.map((it) => it.name) });
  return contentOf(context, context.world.application.botId, channel, checked, uploads);
}

function answerMessage(context: Context, interaction: Interaction, content: Partial<Message>): Message {
  const channel = findChannel(context, interaction.channelId);
  const flags = (content.flags ?? 0) | (interaction.forcedPrivate ? MessageFlags.Ephemeral : 0);
  const hidden = Boolean(flags & MessageFlags.Ephemeral);
  if (!hidden) openForTalk(context, context.world.application.botId, channel);
  const opener = interaction.openerToken
    ? context.world.interactions.get(interaction.openerToken)
    : undefined;
  return addMessage(context, {
    type: messageType(interaction),
    ...content,
    flags,
    channelId: interaction.channelId,
    authorId: context.world.application.botId,
    visibleTo: hidden ? interaction.userId : null,
    interaction: {
      token: interaction.token,
      metadata: metadataOf(context, interaction, opener),
      commandName: interaction.type === InteractionType.ApplicationCommand ? interaction.commandName : null,
    },
  });
}

function messageType(interaction: Interaction): MessageType {
  if (interaction.type !== InteractionType.ApplicationCommand) return MessageType.Default;
  const { data } = interaction.payload as { data?: { type?: number } };
  return data?.type === 1 ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
}
