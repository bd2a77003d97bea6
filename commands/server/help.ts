import { PermissionFlagsBits } from 'discord-api-types/v10';
import { slashCommand } from '../../src/discord/command.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { lines, md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { EVERYWHERE, place } from '../common.ts';
import type { Services } from '../services.ts';

export const help = slashCommand({
  data: {
    name: 'help',
    description: 'What this bot does, and how to ask it',
    ...EVERYWHERE,
  },
  async run(request, { shelf }: Pick<Services, 'shelf'>): Promise<Reply> {
    const { text } = await shelf.current(place(request));
    return cardReply(md`## Pilcrow reads closely`, [
      {
        markdown: md`You are reading “${text.reading.facts.headline}”. I answer from it, word for word, with the paragraph’s number (¶). Where it has no answer, I say so. Only you see an answer, until you press **Share**.`,
      },
      {
        markdown: lines(
          md`**/ask** a question: up to three quotes that answer it`,
          md`**/quote** exact words: where they stand`,
          md`**/check** a quote: whether it is in the text, word for word, and whose words it is`,
          md`**/context**: what is contested, and who holds what`,
          md`**/timeline**: what happened when`,
          md`**/people**: who is in the text, and what they said`,
          md`**/reading**: about the text, read it paragraph by paragraph, cite or export it`,
          request.guildId === null
            ? undefined
            : md`**/discuss propose** a question for discussion; moderators decide about it`,
          md`**/privacy**: what is stored about you, and how it goes`,
          request.guildId === null
            ? md`On a message, under Apps: **Check this quote** and **Find in the reading**`
            : md`On a message, under Apps: **Check this quote**, **Find in the reading**, **Suggest as prompt** and **Report to moderators**`,
        ),
      },
      ...(await forWhoRuns(request)),
      {
        markdown: md`A quote is always the text’s own words. **Editor’s notes** stand apart from quotes, each with its source.`,
      },
    ]);
  },
});

/** What only moderators and admins may use. */
async function forWhoRuns({ guildId, moderates, permissions }: Request) {
  if (guildId === null) return [];
  const mayManage =
    permissions.member & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator);
  const own = [
    ...((await moderates())
      ? [
          md`**/library** this server’s own readings: add, choose, annotate, export, remove`,
          md`**/discuss** decide about proposals, plan and lead discussions`,
        ]
      : []),
    ...(mayManage ? [md`**/setup** moderators’ role, default reading, channels, time zone, language`] : []),
  ];
  return own.length > 0 ? [{ markdown: lines(...own) }] : [];
}
