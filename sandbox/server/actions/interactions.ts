/**
 * An interaction from its start: what the bot hears of it, and what is told when no response comes in time. The
 * bot's side is in responses.ts (https://docs.discord.com/developers/interactions/receiving-and-responding).
 */
import { randomBytes } from 'node:crypto';
import {
  type APIInteraction,
  type APIMessageInteractionMetadata,
  InteractionType,
} from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { guildOf, may, Permission, permissionsIn } from '../permissions.ts';
import { presentChannel } from '../present/channel.ts';
import { presentMessage } from '../present/message.ts';
import { presentMember, presentUserById } from '../present/server.ts';
import type { Channel, Interaction, Message } from '../world.ts';
import { contextOf, type Installed } from './commands.ts';
import { MOST_BYTES } from './files.ts';

const FIRST_RESPONSE_MS = 3_000;
export const TOKEN_LIFE_MS = 15 * 60_000;

/** What was used, as the bot hears it. */
export interface Use {
  type: InteractionType;
  commandName?: string;
  data: object;
  /** The message whose component was used, or on which the modal was opened. */
  source?: Message | undefined;
  /** Of a modal's submission: the interaction that the modal answered. */
  opener?: Interaction;
  onChoices?: Interaction['onChoices'];
}

/** Begins an interaction: the bot hears of it, and has three seconds. */
export function startInteraction(
  context: Context,
  userId: string,
  channel: Channel,
  installed: Installed,
  use: Use,
): Interaction {
  const { world } = context;
  const ofUserOnly = installed.user && !installed.guild;
  const payload = payloadOf(context, userId, channel, installed, use);
  const interaction: Interaction = {
    id: payload.id,
    token: payload.token,
    type: use.type,
    createdAt: context.clock.now(),
    userId,
    guildId: channel.guildId,
    channelId: channel.id,
    payload,
    commandName: use.commandName ?? null,
    sourceMessageId: use.source?.id ?? null,
    state: 'waiting',
    originalId: null,
    followUps: 0,
    userInstallOnly: ofUserOnly,
    forcedPrivate:
      ofUserOnly && channel.guildId !== null && !may(world, channel, userId, Permission.UseExternalApps),
    cancelDeadline: () => {},
    modal: null,
    ...(use.opener ? { openerToken: use.opener.token } : {}),
    ...(use.onChoices ? { onChoices: use.onChoices } : {}),
  };
  world.interactions.set(interaction.token, interaction);
  const away = !context.botOnline();
  const reason = away ? `${world.application.name} is not online.` : 'The application did not respond';
  interaction.cancelDeadline = context.clock.after(away ? 0 : FIRST_RESPONSE_MS, () => {
    interaction.state = 'late';
    interaction.onChoices?.([]);
    context.emit({ type: 'interaction-failed', interaction, reason });
  });
  context.clock.after(TOKEN_LIFE_MS, () => world.interactions.delete(interaction.token));
  if (!away) context.emit({ type: 'interaction', interaction });
  return interaction;
}

/** Who asked and how, as it stands at a message that this interaction made. */
export function metadataOf(context: Context, interaction: Interaction): APIMessageInteractionMetadata {
  const { type, openerToken, sourceMessageId } = interaction;
  const opener = openerToken ? context.world.interactions.get(openerToken) : undefined;
  return {
    id: interaction.id,
    type,
    user: presentUserById(context.world, interaction.userId),
    authorizing_integration_owners: interaction.payload.authorizing_integration_owners,
    ...(type === InteractionType.MessageComponent && sourceMessageId
      ? { interacted_message_id: sourceMessageId }
      : {}),
    ...(opener ? { triggering_interaction_metadata: metadataOf(context, opener) } : {}),
  } as unknown as APIMessageInteractionMetadata;
}

function payloadOf(
  context: Context,
  userId: string,
  channel: Channel,
  installed: Installed,
  { type, data, source }: Use,
): APIInteraction {
  const { world } = context;
  const { application } = world;
  const guild = guildOf(world, channel);
  const member = guild?.members.get(userId);
  const permissions = permissionsIn(world, channel, userId);
  const botInside = guild
    ? guild.members.has(application.botId)
    : channel.recipients.includes(application.botId);
  const appPermissions = botInside
    ? permissionsIn(world, channel, application.botId)
    : permissions & ALWAYS_OF_APPS;
  return {
    version: 1,
    id: context.newId(),
    application_id: application.id,
    type,
    token: randomBytes(48).toString('base64url'),
    data,
    channel_id: channel.id,
    channel: {
      ...presentChannel(world, channel, application.botId),
      permissions: String(permissions),
    },
    app_permissions: String(appPermissions),
    locale: 'en-US',
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: MOST_BYTES,
    authorizing_integration_owners: {
      ...(installed.guild ? { 0: channel.guildId ?? '0' } : {}),
      ...(installed.user ? { 1: userId } : {}),
    },
    context: contextOf(context, channel),
    ...(guild
      ? {
          guild_id: guild.id,
          guild_locale: guild.locale,
          guild: { id: guild.id, locale: guild.locale, features: ['COMMUNITY'] },
        }
      : {}),
    ...(member
      ? { member: { ...presentMember(world, member), permissions: String(permissions) } }
      : { user: presentUserById(world, userId) }),
    ...(source ? { message: presentMessage(context, source, { userId: application.botId }) } : {}),
  } as unknown as APIInteraction;
}

/** Where the bot is not a member, an app has these of what its user has. */
const ALWAYS_OF_APPS =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.UseExternalEmojis |
  Permission.MentionEveryone;
