/**
 * Interactions from the people's side: using a command, a button, a menu, a modal. The bot's side is in
 * responses.ts (https://docs.discord.com/developers/interactions/receiving-and-responding).
 */
import { randomBytes } from 'node:crypto';
import {
  type APIInteraction,
  type APIMessageInteractionMetadata,
  ComponentType,
  type APIApplicationCommandInteractionDataOption as DataOption,
  InteractionType,
} from 'discord-api-types/v10';
import type { Context } from '../context.ts';
import { channelFor, messageSeenBy } from '../find.ts';
import { guildOf, may, Permission, permissionsIn } from '../permissions.ts';
import { presentChannel, presentMember, presentMessage, presentUserById } from '../present.ts';
import { invalidField, missingPermissions, Refusal, unknownCommand, unknownInteraction } from '../refusal.ts';
import { type Component, flatten, numbered } from '../rules/components.ts';
import type { Channel, Interaction, Message } from '../world.ts';
import { contextOf, type Installed, installedFor, isSlash } from './commands.ts';
import { MOST_BYTES } from './files.ts';
import { openForTalk } from './messages.ts';
import { checkOptions, newResolving, resolve, resolvedOrNothing } from './options.ts';

export const FIRST_ANSWER_MS = 3_000;
export const TOKEN_LIFE_MS = 15 * 60_000;

export interface CommandUse {
  channelId: string;
  commandId: string;
  options?: readonly DataOption[] | undefined;
  targetId?: string | undefined;
}

/** Runs a command as a person who may. */
export function useCommand(context: Context, userId: string, use: CommandUse): Interaction {
  const { channel, command, installed } = commandFor(context, userId, use);
  const resolving = newResolving();
  const options = isSlash(command)
    ? checkOptions(context, channel, userId, command.body, use.options ?? [], resolving)
    : [];
  if (!isSlash(command))
    resolveTarget(context, userId, channel, command.body.type ?? 1, use.targetId ?? '', resolving);
  const resolved = resolvedOrNothing(resolving);
  return begin(context, userId, channel, installed, InteractionType.ApplicationCommand, {
    commandName: nameWithSub(command.body.name, options),
    data: {
      id: command.id,
      name: command.body.name,
      type: command.body.type ?? 1,
      ...(command.guildId ? { guild_id: command.guildId } : {}),
      ...(options.length ? { options } : {}),
      ...(isSlash(command) ? {} : { target_id: use.targetId }),
      ...(resolved ? { resolved } : {}),
    },
  });
}

/** Asks the bot for choices for the focused option; none if it does not answer in time. */
export function complete(
  context: Context,
  userId: string,
  use: CommandUse,
): Promise<{ name: string; value: string | number }[]> {
  const { channel, command, installed } = commandFor(context, userId, use);
  const options = checkOptions(
    context,
    channel,
    userId,
    command.body,
    use.options ?? [],
    newResolving(),
    true,
  );
  return new Promise((choices) => {
    begin(
      context,
      userId,
      channel,
      installed,
      InteractionType.ApplicationCommandAutocomplete,
      {
        commandName: command.body.name,
        data: { id: command.id, name: command.body.name, type: 1, options },
      },
      { onChoices: choices },
    );
  });
}

export interface ComponentUse {
  channelId: string;
  messageId: string;
  customId: string;
  values?: readonly string[] | undefined;
}

/** Presses a button or chooses in a menu of a message that the person sees. */
export function useComponent(context: Context, userId: string, use: ComponentUse): Interaction {
  const channel = channelFor(context, userId, use.channelId);
  const message = messageSeenBy(context, userId, channel, use.messageId);
  const component = flatten(numbered(message.components)).find((it) => it.custom_id === use.customId);
  if (!component)
    throw invalidField(
      ['data', 'custom_id'],
      'COMPONENT_CUSTOM_ID_NOT_FOUND',
      'The message has no such component.',
    );
  if (component.disabled)
    throw invalidField(['data', 'custom_id'], 'COMPONENT_DISABLED', 'This is disabled.');
  if (message.visibleTo === null && channel.thread?.archived) openForTalk(context, userId, channel);
  const resolving = newResolving();
  const chosen =
    component.type === ComponentType.Button
      ? {}
      : { values: checkChosen(context, channel, component, use.values ?? [], resolving) };
  const resolved = resolvedOrNothing(resolving);
  const author = context.world.application.botId === message.authorId;
  if (!author) throw missingPermissions();
  const bot = context.world.application.botId;
  const inGuild = guildOf(context.world, channel)?.members.has(bot) ?? channel.recipients.includes(bot);
  return begin(
    context,
    userId,
    channel,
    { guild: inGuild, user: !inGuild },
    InteractionType.MessageComponent,
    {
      commandName: null,
      data: {
        custom_id: use.customId,
        component_type: component.type,
        id: component.id,
        ...chosen,
        ...(resolved ? { resolved } : {}),
      },
    },
    { source: message },
  );
}

/** Answers a modal: by custom id a text, what was chosen, or ids of uploaded files. */
export function submitModal(
  context: Context,
  userId: string,
  interactionId: string,
  fields: Readonly<Record<string, string | readonly string[] | boolean>>,
): Interaction {
  const opener = modalFor(context, userId, interactionId);
  const channel = channelFor(context, userId, opener.channelId);
  const resolving = newResolving();
  const fill = (it: Component): object => {
    if (it.type === ComponentType.TextDisplay) return { type: it.type, id: it.id };
    if (it.type === ComponentType.Label)
      return { type: it.type, id: it.id, component: fill(it.component as Component) };
    if (it.type === ComponentType.ActionRow)
      return { type: it.type, id: it.id, components: (it.components ?? []).map(fill) };
    return {
      type: it.type,
      id: it.id,
      custom_id: it.custom_id,
      ...filled(context, channel, it, fields[it.custom_id ?? ''], resolving),
    };
  };
  const components = opener.modal.components.map(fill);
  const resolved = resolvedOrNothing(resolving);
  const customId = opener.modal.customId;
  const source = opener.sourceMessageId
    ? context.world.messages.get(channel.id)?.get(opener.sourceMessageId)
    : undefined;
  const owners = opener.payload.authorizing_integration_owners;
  const installed = { guild: '0' in owners, user: '1' in owners };
  (opener as Interaction).modal = null;
  return begin(
    context,
    userId,
    channel,
    installed,
    InteractionType.ModalSubmit,
    { commandName: null, data: { custom_id: customId, components, ...(resolved ? { resolved } : {}) } },
    { ...(source ? { source } : {}), opener },
  );
}

/** Closes a modal without answering; the bot hears nothing. */
export function dismissModal(context: Context, userId: string, interactionId: string): void {
  (modalFor(context, userId, interactionId) as Interaction).modal = null;
}

/** What stands at a message that this interaction made: who asked, how. */
export function metadataOf(
  context: Context,
  interaction: Interaction,
  opener?: Interaction,
): APIMessageInteractionMetadata {
  return {
    id: interaction.id,
    type: interaction.type,
    user: presentUserById(context.world, interaction.userId),
    authorizing_integration_owners: interaction.payload.authorizing_integration_owners,
    ...(interaction.type === InteractionType.MessageComponent && interaction.sourceMessageId
      ? { interacted_message_id: interaction.sourceMessageId }
      : {}),
    ...(opener ? { triggering_interaction_metadata: metadataOf(context, opener) } : {}),
  } as unknown as APIMessageInteractionMetadata;
}

function commandFor(context: Context, userId: string, use: CommandUse) {
  const channel = channelFor(context, userId, use.channelId);
  const command = context.world.commands.get(use.commandId);
  if (!command) throw unknownCommand();
  const installed = installedFor(context, command, userId, channel);
  if (!installed) throw missingPermissions();
  return { channel, command, installed };
}

function resolveTarget(
  context: Context,
  userId: string,
  channel: Channel,
  type: number,
  id: string,
  into: ReturnType<typeof newResolving>,
): void {
  if (type === 2) {
    if (!context.world.users.has(id))
      throw invalidField(['data', 'target_id'], 'UNKNOWN_USER', 'There is no such person.');
    resolve(context, channel, id, into);
    return;
  }
  const message = messageSeenBy(context, userId, channel, id);
  into.messages[id] = presentMessage(context, message, { userId: context.world.application.botId });
}

interface Begun {
  commandName: string | null;
  data: object;
}

function begin(
  context: Context,
  userId: string,
  channel: Channel,
  installed: Installed,
  type: InteractionType,
  { commandName, data }: Begun,
  more: { source?: Message; opener?: Interaction; onChoices?: Interaction['onChoices'] } = {},
): Interaction {
  const { world } = context;
  const { application } = world;
  const guild = guildOf(world, channel);
  const member = guild?.members.get(userId);
  const token = randomBytes(48).toString('base64url');
  const id = context.newId();
  const permissions = permissionsIn(world, channel, userId);
  const botInside = guild
    ? guild.members.has(application.botId)
    : channel.recipients.includes(application.botId);
  const appPermissions = botInside
    ? permissionsIn(world, channel, application.botId)
    : appPermissionsOutside(permissions);
  const message = more.source && presentMessage(context, more.source, { userId: application.botId });
  const payload = {
    version: 1,
    id,
    application_id: application.id,
    type,
    token,
    data,
    channel_id: channel.id,
    channel: { ...presentChannel(context, channel, application.botId), permissions: String(permissions) },
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
    ...(guild && member
      ? { member: { ...presentMember(world, member), permissions: String(permissions) } }
      : { user: presentUserById(world, userId) }),
    ...(message ? { message } : {}),
  } as unknown as APIInteraction;
  const interaction: Interaction = {
    id,
    token,
    type,
    createdAt: context.clock.now(),
    userId,
    guildId: channel.guildId,
    channelId: channel.id,
    payload,
    commandName,
    sourceMessageId: more.source?.id ?? null,
    state: 'waiting',
    originalId: null,
    followUps: 0,
    userInstallOnly: installed.user && !installed.guild,
    forcedPrivate:
      installed.user &&
      !installed.guild &&
      Boolean(guild) &&
      !may(world, channel, userId, Permission.UseExternalApps),
    cancelDeadline: () => {},
    modal: null,
    ...(more.opener ? { openerToken: more.opener.token } : {}),
    ...(more.onChoices ? { onChoices: more.onChoices } : {}),
  };
  world.interactions.set(token, interaction);
  const away = !context.botOnline();
  interaction.cancelDeadline = context.clock.after(away ? 0 : FIRST_ANSWER_MS, () =>
    fail(
      context,
      interaction,
      away ? `${application.name} is not online.` : 'The application did not respond',
    ),
  );
  context.clock.after(TOKEN_LIFE_MS, () => world.interactions.delete(token));
  if (!away) context.emit({ type: 'interaction', interaction });
  return interaction;
}

function fail(context: Context, interaction: Interaction, reason: string): void {
  if (interaction.state !== 'waiting') return;
  interaction.state = 'late';
  interaction.onChoices?.([]);
  context.emit({ type: 'interaction-failed', interaction, reason });
}

/** In a server that the bot is not in, an app has what its user has and some it always has. */
function appPermissionsOutside(permissions: bigint): bigint {
  const always =
    Permission.EmbedLinks |
    Permission.AttachFiles |
    Permission.UseExternalEmojis |
    Permission.MentionEveryone;
  return (
    permissions &
    (always | Permission.ViewChannel | Permission.SendMessages | Permission.SendMessagesInThreads)
  );
}

function modalFor(context: Context, userId: string, interactionId: string) {
  const interaction = [...context.world.interactions.values()].find((it) => it.id === interactionId);
  if (!interaction?.modal || interaction.userId !== userId) throw unknownInteraction();
  return interaction as Interaction & { modal: NonNullable<Interaction['modal']> };
}

function checkChosen(
  context: Context,
  channel: Channel,
  select: Component,
  values: readonly string[],
  into: ReturnType<typeof newResolving>,
): string[] {
  const least = (select.required === false ? 0 : undefined) ?? (select.min_values as number | undefined) ?? 1;
  const most = (select.max_values as number | undefined) ?? 1;
  if (values.length < least || values.length > most)
    throw new Refusal(400, 50035, least === most ? `Choose ${most}.` : `Choose ${least} to ${most}.`);
  const options = select.options as { value: string }[] | undefined;
  for (const value of values) {
    const known = options ? options.some((it) => it.value === value) : resolve(context, channel, value, into);
    if (!known)
      throw invalidField(['data', 'values'], 'SELECT_COMPONENT_INVALID_VALUE', 'There is no such option.');
  }
  return [...values];
}

function filled(
  context: Context,
  channel: Channel,
  it: Component,
  given: string | readonly string[] | boolean | undefined,
  into: ReturnType<typeof newResolving>,
): object {
  const name = it.custom_id ?? '';
  if (it.type === ComponentType.TextInput) {
    const value = typeof given === 'string' ? given : ((it.value as string | undefined) ?? '');
    const length = [...value].length;
    const {
      min_length: least,
      max_length: most = 4000,
      required,
    } = it as { min_length?: number; max_length?: number; required?: boolean };
    if (required !== false && length === 0) throw new Refusal(400, 50035, `${name}: This field is required`);
    if (length > 0 && (length < (least ?? 0) || length > most))
      throw new Refusal(400, 50035, `${name}: Must be between ${least ?? 0} and ${most} in length.`);
    return { value };
  }
  if (it.type === 23) return { value: given === true || given === 'true' };
  const values =
    given === undefined || given === ''
      ? []
      : typeof given === 'string'
        ? [given]
        : given === true || given === false
          ? []
          : [...given];
  const required = it.required !== false;
  if (it.type === 21) {
    if (required && values.length !== 1) throw new Refusal(400, 50035, `${name}: Choose one.`);
    return { value: values[0] ?? null };
  }
  if (!required && values.length === 0) return { values: [] };
  const least = (it.min_values as number | undefined) ?? 1;
  const most =
    (it.max_values as number | undefined) ?? (it.type === 22 ? ((it.options as unknown[]) ?? []).length : 1);
  if (values.length < least || values.length > most)
    throw new Refusal(400, 50035, `${name}: Choose ${least === most ? most : `${least} to ${most}`}.`);
  const options = it.options as { value: string }[] | undefined;
  for (const value of values)
    if (!(options ? options.some((each) => each.value === value) : resolve(context, channel, value, into)))
      throw new Refusal(400, 50035, `${name}: There is no such entry.`);
  return { values };
}

function nameWithSub(name: string, options: readonly DataOption[]): string {
  const inner = options[0];
  return inner && (inner.type === 1 || inner.type === 2)
    ? nameWithSub(`${name} ${inner.name}`, inner.options ?? [])
    : name;
}
