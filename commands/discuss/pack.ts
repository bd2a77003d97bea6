import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { subcommand } from '../../src/discord/command.ts';
import { md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { sessionAsCsv, sessionAsMarkdown } from '../../src/discussion/session-pack.ts';
import { type Session, summarise } from '../../src/discussion/summary.ts';
import { DISCUSSION_OPTION, findDiscussion } from './close.ts';
import { choosePrompt, type Needs } from './prompts.ts';
import { summaryCard } from './thread-cards.ts';

/** `/discuss pack`: the session as Markdown and CSV. */
export const pack = subcommand({
  data: { name: 'pack', description: 'Moderators: a discussion as Markdown and CSV, to take home' },
  access: 'moderator',
  options: [
    DISCUSSION_OPTION,
    { type: Type.Boolean, name: 'names', description: 'With people’s names (by default they are numbered)' },
  ],
  async run(request, services: Needs): Promise<Reply> {
    const { director, wholeShelf } = services;
    const { prompt: named, names: withNames = false } = request.options;
    const prompt = await findDiscussion(services, request, named, ['posted', 'closed']);
    const session = await director.session(prompt);
    const text = await wholeShelf.get(prompt.guildId, prompt.reading);
    const names = withNames ? await namesIn(session, services) : undefined;
    const nameOf = names && ((id: string) => names.get(id) ?? id);
    const files = [
      { name: `discussion-${prompt.id}.md`, data: Buffer.from(sessionAsMarkdown(session, text, nameOf)) },
      { name: `discussion-${prompt.id}.csv`, data: Buffer.from(sessionAsCsv(session, nameOf)) },
    ];
    return {
      kind: 'message',
      public: false,
      components: summaryCard(prompt, summarise(session), { heading: md`## ${prompt.question}` }),
      files,
    };
  },
  autocomplete: choosePrompt('posted', 'closed'),
});

/** What everybody is called who took part or decided. */
async function namesIn(
  { prompt, messages, citations }: Session,
  { director }: Pick<Needs, 'director'>,
): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ...messages.map(({ userId }) => userId),
    ...citations.flatMap(({ userId }) => userId ?? []),
    ...prompt.history.flatMap(({ by }) => by ?? []),
  ];
  const names = new Map<string, string>();
  for (const id of new Set(ids)) names.set(id, await director.nameOf(prompt.guildId, id));
  return names;
}
