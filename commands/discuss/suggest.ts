import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { button, messageReply } from '../../src/discord/components.ts';
import { type CardBlock, cardReply } from '../../src/discord/layout.ts';
import { lines, md, subtext } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { gate } from '../../src/discussion/gate.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import { type Suggestion, suggest as suggestFrom } from '../../src/discussion/suggest.ts';
import { UserError } from '../../src/errors.ts';
import { COLOURS } from '../cards/colours.ts';
import { place, readingId } from '../common.ts';
import { pilcrows } from './prompt-words.ts';
import { blankPrompt, type Needs, queuePrompt } from './prompts.ts';
import { reviewReply } from './review.ts';

const FROM = {
  editor: 'an editor’s question',
  dispute: 'a dispute',
  gap: 'a gap',
  note: 'an editor’s note',
  hedge: 'a hedge',
} as const satisfies Record<Suggestion['from'], string>;

/** How many are shown at once. */
const SHOWN = 25;

/** `/discuss suggest`: drafts from the reading; none goes anywhere before a moderator takes it. */
export const suggest = subcommand({
  data: { name: 'suggest', description: 'Moderators: prompts drafted from the text itself' },
  access: 'moderator',
  options: [
    {
      type: Type.String,
      name: 'from',
      description: 'Of one kind only',
      choices: [
        { name: 'editors’ questions', value: 'editor' },
        { name: 'disputes', value: 'dispute' },
        { name: 'gaps', value: 'gap' },
        { name: 'notes', value: 'note' },
        { name: 'hedges', value: 'hedge' },
      ],
    },
  ],
  async run(request, { wholeShelf, discussions }: Needs): Promise<Reply> {
    const { text } = await wholeShelf.current(place(request));
    const seen = gate(text, await discussions.assigned(request.guildId, text.reading.id));
    const { from } = request.options;
    const blocks = suggestFrom(seen).flatMap((suggestion, i): CardBlock[] => {
      if (from && suggestion.from !== from) return [];
      const { question, paragraphs, stances } = suggestion;
      const poll = stances.length > 0 ? ' · with a poll' : '';
      const origin = md`From ${FROM[suggestion.from]} · ${pilcrows(paragraphs)}${poll}`;
      const take = takeSuggestion.id(text.reading.id, hash(suggestion), i);
      return [
        { markdown: lines(md`${question}`, subtext(origin)), buttons: [button('Put in the queue', take)] },
      ];
    });
    if (blocks.length === 0)
      return messageReply(
        md`Nothing of that kind is in this reading. Try /discuss suggest without \`from\`.`,
      );
    return cardReply(md`## Drafts from the reading`, blocks.slice(0, SHOWN), {
      colour: COLOURS.moderation,
      more: md`Choose a kind with \`from\`.`,
    });
  },
  actions: () => [takeSuggestion],
});

const takeSuggestion = action(
  customId(
    'p-draft',
    readingId,
    z.string().regex(/^[0-9a-z]{1,8}$/),
    z.coerce.number().int().min(0).max(10_000),
  ),
  {
    access: 'moderator',
    async run([id, seen, i], request, services: Needs): Promise<Reply> {
      const { guildId } = request;
      const text = await services.wholeShelf.get(guildId, id);
      const found = text && suggestFrom(gate(text, await services.discussions.assigned(guildId, id)))[i];
      if (!found || hash(found) !== seen)
        throw new UserError('suggestion-gone', 'The reading has changed since. Use /discuss suggest again.');
      const { question, paragraphs, stances } = found;
      const prompt: Prompt = { ...blankPrompt(request, id), question, paragraphs, stances };
      await queuePrompt(services, prompt);
      return reviewReply(services, prompt);
    },
  },
);

/** Tells a suggestion from another that has taken its place. */
function hash({ question }: Suggestion): string {
  let sum = 0;
  for (const char of question) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 2_147_483_647;
  return sum.toString(36);
}
