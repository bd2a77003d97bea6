import { ApplicationCommandType, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Command } from '../../src/discord/command.ts';
import { escapeMarkdown } from '../../src/discord/render.ts';
import type { Request } from '../../src/discord/request.ts';
import { cardReply } from '../cards/quote.ts';
import { EVERYWHERE, place } from '../common.ts';
import type { Services } from '../services.ts';

export const help = {
  data: {
    type: ApplicationCommandType.ChatInput,
    name: 'help',
    description: 'What this bot does, and how to ask it',
    ...EVERYWHERE,
  },
  async run(request, { shelf }) {
    const { text } = await shelf.current(place(request));
    return cardReply('## Pilcrow reads closely', [
      {
        markdown: `You are reading “${escapeMarkdown(text.reading.facts.headline)}”. I answer from it, word for word, with the paragraph’s number (¶). Where it has no answer, I say so. Only you see an answer, until you press **Share**.`,
      },
      {
        markdown: [
          '**/ask** a question: up to three quotes that answer it',
          '**/quote** exact words: where they stand',
          '**/check** a quote: whether it is in the text, word for word, and whose words it is',
          '**/context**: what is contested, and who holds what',
          '**/timeline**: what happened when',
          '**/people**: who is in the text, and what they said',
          '**/reading**: about the text, read it paragraph by paragraph, cite or export it',
          ...(request.guildId === null
            ? []
            : ['**/discuss propose** a question for discussion; moderators decide about it']),
          '**/privacy**: what is stored about you, and how it goes',
          'On a message, under Apps: **Check this quote**, **Find in the reading** and **Suggest as prompt**',
        ].join('\n'),
      },
      ...forWhoRuns(request),
      {
        markdown:
          'A quote is always the text’s own words. **Editor’s notes** stand apart from quotes, each with its source.',
      },
    ]);
  },
} satisfies Command<Pick<Services, 'shelf'>>;

/** What only moderators and admins may use. */
function forWhoRuns({ guildId, isModerator, permissions }: Request) {
  if (guildId === null) return [];
  const lines = [
    ...(isModerator
      ? [
          '**/library** this server’s own readings: add, choose, annotate, export, remove',
          '**/discuss** decide about proposals, plan and lead discussions',
        ]
      : []),
    ...(permissions.member & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)
      ? ['**/setup** moderators’ role, default reading, channels, time zone, language']
      : []),
  ];
  return lines.length > 0 ? [{ markdown: lines.join('\n') }] : [];
}
