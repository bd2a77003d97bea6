import {
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  type Attachment as DiscordAttachment,
  type Interaction,
  type Message,
  MessageFlags,
  type ModalData,
} from 'discord.js';
import { type APIMessageTopLevelComponent, ComponentType } from 'discord-api-types/v10';
import { UserError } from '../errors.ts';
import type { Attachment, RawRequest, TargetMessage } from './request.ts';

/* What discord.js hands over becomes plain data once, here. */

/**
 * @param extra what the interaction itself does not know
 * @throws UserError where Discord does not say where it was made
 */
export function requestFrom(
  interaction: Interaction,
  extra: Pick<RawRequest, 'moderates' | 'now' | 'progress'>,
): RawRequest {
  const { user, channel, channelId } = interaction;
  if (!channelId) throw channelUnknown();
  const named =
    interaction.isChatInputCommand() || interaction.isContextMenuCommand() || interaction.isAutocomplete();
  const fields = interaction.isModalSubmit() ? [...interaction.fields.fields.values()] : [];
  return {
    user: { id: user.id, name: displayName(interaction) },
    guildId: interaction.guildId,
    botInServer: interaction.guild !== null,
    channelId,
    parentId: channel?.isThread() ? channel.parentId : null,
    permissions: {
      member: interaction.memberPermissions?.bitfield ?? 0n,
      app: interaction.appPermissions.bitfield,
    },
    roles: rolesOf(interaction),
    options: named ? optionsOf(interaction.options.data) : {},
    subcommand: named ? subcommandOf(interaction.options.data) : null,
    fields: Object.fromEntries(fields.flatMap(fieldOf)),
    values: interaction.isAnySelectMenu() ? interaction.values : [],
    files: fields.flatMap((field) =>
      // discord.js leaves the collection out where nothing was attached, whatever its types say.
      field.type === ComponentType.FileUpload ? [...(field.attachments?.values() ?? [])].map(attachment) : [],
    ),
    message: targetOf(interaction),
    ...extra,
  };
}

/** The name of the option that is being typed; nothing where none is. */
export function focusedOption(options: Options): string | undefined {
  return flat(options).find(({ focused }) => focused)?.name;
}

function channelUnknown(): UserError {
  return new UserError(
    'channel-unknown',
    'Discord did not say in which channel this was. Reload Discord, and use the command again.',
  );
}

/** Ids of the asker's roles. */
export function rolesOf({ member }: Interaction): readonly string[] {
  if (!member) return [];
  return Array.isArray(member.roles) ? member.roles : [...member.roles.cache.keys()];
}

function displayName({ member, user }: Interaction): string {
  const nick = member && ('displayName' in member ? member.displayName : member.nick);
  return cleanText(nick || user.displayName);
}

type Options = ChatInputCommandInteraction['options']['data'];

function optionsOf(options: Options): RawRequest['options'] {
  return Object.fromEntries(flat(options).map((option) => [option.name, optionValue(option)]));
}

function flat(options: Options): readonly CommandInteractionOption[] {
  return options.flatMap((option) => (option.options ? flat(option.options) : [option]));
}

function optionValue(option: CommandInteractionOption): Attachment | string | number | boolean | undefined {
  if (option.attachment) return attachment(option.attachment);
  return typeof option.value === 'string' ? cleanText(option.value) : option.value;
}

/** `group sub` where a group is used. */
function subcommandOf(options: Options): string | null {
  const names: string[] = [];
  for (let at = options[0]; at?.options; at = at.options[0]) names.push(at.name);
  return names.join(' ') || null;
}

function attachment({ id, name, size, url, contentType }: DiscordAttachment): Attachment {
  return { id, name: cleanText(name), size, url, contentType };
}

function fieldOf(field: ModalData): [string, string][] {
  if ('values' in field) return [[field.customId, field.values.join(',')]];
  return [[field.customId, cleanText(String(field.value ?? ''))]];
}

/**
 * What somebody typed, without what is no character of it: control characters but line feeds and tabs, halves of
 * surrogate pairs, and the controls that turn the direction of whatever follows. Marks of direction stay, as words of
 * scripts that are written from right to left may need them.
 */
function cleanText(typed: string): string {
  return typed
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/gu, '');
}

function targetOf(interaction: Interaction): TargetMessage | null {
  if (interaction.isMessageContextMenuCommand()) return target(interaction.targetMessage);
  if (interaction.isMessageComponent()) return target(interaction.message);
  if (interaction.isModalSubmit() && interaction.message) return target(interaction.message);
  return null;
}

function target(message: Message): TargetMessage {
  const components = message.components.map((part) => part.toJSON() as APIMessageTopLevelComponent);
  const embeds = message.embeds.flatMap((e) => [
    e.title,
    e.description,
    ...e.fields.map(({ value }) => value),
  ]);
  return {
    id: message.id,
    channelId: message.channelId,
    authorId: message.author.id,
    authorName: cleanText(message.author.displayName),
    content: cleanText(message.content),
    text: cleanText([...wordsOf(components), ...embeds].filter(Boolean).join('\n')),
    url: message.url,
    private: message.flags.has(MessageFlags.Ephemeral),
    components,
  };
}

function wordsOf(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(wordsOf);
  if (typeof part !== 'object' || part === null) return [];
  if ('type' in part && part.type === ComponentType.TextDisplay && 'content' in part)
    return [String(part.content)];
  return 'components' in part ? wordsOf(part.components) : [];
}
