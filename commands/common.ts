import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { Request } from '../src/discord/request.ts';
import { UserError } from '../src/errors.ts';
import type { AnnotatedReading } from '../src/reading/annotations.ts';
import { type Quote, wholeParagraph } from '../src/reading/quote.ts';
import type { Reading } from '../src/reading/reading.ts';
import type { Location } from '../src/reading/shelf.ts';
import type { Services } from './services.ts';

/* What several commands say of themselves. */

/** In servers, in direct messages, and where only a user has installed the app. */
export const EVERYWHERE = {
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};

/** In servers that have invited the bot. */
export const IN_SERVERS = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild],
};

/**
 * Shown to who may manage messages; a server can show it to others. Whether somebody moderates here is checked
 * again by the router, by the role that the server has set.
 */
export const MODERATORS = { default_member_permissions: String(PermissionFlagsBits.ManageMessages) };

export const SHARE = {
  type: ApplicationCommandOptionType.Boolean,
  name: 'share',
  description: 'Show the answer to everybody here (by default only you see it)',
} as const;

/* Parts of a button's state; anybody can send any. */
export const readingId = z.string().regex(/^[a-z0-9-]{1,40}$/);
export const paragraphNumber = z.coerce.number().int().min(1).max(100_000);

export function place({ guildId, channelId, parentId }: Request): Location {
  return { guildId, channelId, parentId };
}

/** How much of a reading's version a button carries: enough to tell that the text was replaced. */
const STAMP_LENGTH = 8;

export const stamp = z.string().regex(/^[0-9a-f]{8}$/);

export function stampOf({ version }: Pick<Reading, 'version'>): string {
  return version.slice(0, STAMP_LENGTH);
}

/** The reading that a button was made for; its text may have been removed or replaced since. */
export async function sameText(
  { shelf }: Pick<Services, 'shelf'>,
  { guildId }: Request,
  id: string,
  version: string,
): Promise<AnnotatedReading> {
  const text = await shelf.get(guildId, id);
  if (!text)
    throw new UserError(
      'reading-gone',
      'This reading is no longer in this server’s library. /reading list shows what is.',
    );
  if (!text.reading.version.startsWith(version)) {
    throw new UserError(
      'reading-replaced',
      'The text of this reading was replaced since. Use the command again.',
    );
  }
  return text;
}

/** @throws UserError that says which paragraphs there are, where this is none */
export function checkedParagraph({ reading }: AnnotatedReading, n: number): Quote {
  const quote = wholeParagraph(reading, n);
  if (!quote)
    throw new UserError(
      'paragraph-unknown',
      `This reading has ¶1 to ¶${reading.paragraphs.length}. Choose a number between them.`,
    );
  return quote;
}
