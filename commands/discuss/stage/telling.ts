import { type APIChannel, type APIGuildMember, type APIUser, Routes } from 'discord-api-types/v10';
import type { Api } from '../../../src/discord/api.ts';
import { lines, md } from '../../../src/discord/markdown.ts';
import { type News, type Stage, StageError } from '../../../src/discussion/stage.ts';
import type { SettingsStore } from '../../../src/settings/settings.ts';
import { newsCard, newsWords } from '../news.ts';
import { messageBody, SILENT } from './parts.ts';
import { ignoreGone, type Requests } from './requests.ts';

/** News that whoever owns a server can mend, or has to hear of. */
const FOR_THE_OWNER: ReadonlySet<News['kind']> = new Set([
  'held',
  'role-gone',
  'slot-channel-gone',
  'report',
]);

/** Tells people what they did not ask for, and knows what they are called. */
export function createTelling(
  { read, write }: Requests,
  { ownerOf }: Pick<Api, 'ownerOf'>,
  settings: Pick<SettingsStore, 'get'>,
): Pick<Stage, 'tellModerators' | 'tellUser' | 'nameOf'> {
  /** Returns whether it arrived. */
  async function send(channelId: string, body: object): Promise<boolean> {
    return write('POST', Routes.channelMessages(channelId), body).then(() => true, notDelivered);
  }

  async function tellUser(userId: string, words: string): Promise<boolean> {
    const opened = await write<APIChannel>('POST', Routes.userChannels(), { recipient_id: userId }).catch(
      notDelivered,
    );
    return opened && send(opened.id, { content: words, ...SILENT });
  }

  return {
    async tellModerators(guildId, news) {
      const { reviewChannelId } = await settings.get(guildId);
      if (reviewChannelId && (await send(reviewChannelId, messageBody(newsCard(news))))) return true;
      // Nobody reads the moderators' channel: whoever owns the server can mend that.
      const owner = ownerOf(guildId);
      if (owner && FOR_THE_OWNER.has(news.kind)) {
        const mend = md`The moderators’ channel can’t be reached: name one with /setup.`;
        await tellUser(owner, lines(newsWords(news), mend).source);
      }
      return false;
    },

    tellUser,

    async nameOf(guildId, userId) {
      const member = await read<APIGuildMember>(Routes.guildMember(guildId, userId)).catch(ignoreGone);
      const user = member?.user ?? (await read<APIUser>(Routes.user(userId)).catch(ignoreGone));
      return member?.nick ?? user?.global_name ?? user?.username ?? userId;
    },
  };
}

function notDelivered(error: unknown): false {
  if (error instanceof StageError) return false;
  throw error;
}
