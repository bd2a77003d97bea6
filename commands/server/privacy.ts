import { ApplicationCommandOptionType, ButtonStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import { checkAccess } from '../../src/discord/access.ts';
import { action, customId } from '../../src/discord/action.ts';
import { commandGroup, subcommand } from '../../src/discord/command.ts';
import { button, messageReply } from '../../src/discord/components.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { lines, type Markdown, md, subtext } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { UserError } from '../../src/errors.ts';
import type { PersonalItem } from '../../src/settings/personal.ts';
import { COLOURS } from '../cards/colours.ts';
import { EVERYWHERE } from '../common.ts';
import type { Services } from '../services.ts';

type Needs = Pick<Services, 'personal' | 'housekeeping'>;

/** What is said of everybody, whether or not anything is stored about them. */
const NEVER = md`Questions that you ask, quotes that you look up and messages that you write are not stored. A server can choose to keep questions that had no answer, without who asked them. The bot does not read messages.`;

const show = subcommand({
  data: { name: 'show', description: 'See what is stored about you, why, and how it goes' },
  async run(request, services: Needs): Promise<Reply> {
    const items = await everythingAbout(request, services);
    const heading = md`## What is stored about you`;
    if (items.length === 0) return cardReply(heading, [{ markdown: md`Nothing.` }, { markdown: NEVER }]);
    const kinds = [...new Set(items.map(({ kind }) => kind))];
    const servers = new Set(items.map(({ guildId }) => guildId)).size;
    return cardReply(heading, [
      { markdown: md`From ${servers === 1 ? 'one server' : `${servers} servers`}, with your Discord id:` },
      ...kinds.map((kind) => {
        const count = items.filter((item) => item.kind === kind).length;
        return {
          markdown: lines(
            md`**${kind.what}**${count > 1 ? ` (${count} times)` : ''}`,
            md`${kind.why}`,
            subtext(md`It goes: ${kind.goes}`),
          ),
        };
      }),
      {
        markdown: lines(
          NEVER,
          subtext(md`/privacy export gives you all of it, /privacy delete takes it away.`),
        ),
      },
    ]);
  },
});

const exportFile = subcommand({
  data: { name: 'export', description: 'Get it all as a file' },
  async run(request, services: Needs): Promise<Reply> {
    const items = await everythingAbout(request, services);
    const { user, now } = request;
    const file = {
      user: user.id,
      exported: now.toISOString(),
      items: items.map(({ kind, guildId, about, holds, at }) => ({
        kind: kind.id,
        what: kind.what,
        why: kind.why,
        server: guildId,
        about,
        ...(holds !== null && { holds }),
        at: at?.toISOString() ?? null,
      })),
    };
    return {
      ...messageReply(
        items.length === 0
          ? md`Nothing is stored about you; the file says so.`
          : md`${items.length === 1 ? 'One item' : `${items.length} items`}.`,
      ),
      files: [
        {
          name: 'pilcrow-privacy.json',
          data: Buffer.from(`${JSON.stringify(file, null, 2)}\n`),
          description: 'What is stored about you, as JSON',
        },
      ],
    };
  },
});

const remove = subcommand({
  data: { name: 'delete', description: 'Have it deleted' },
  options: [
    {
      type: ApplicationCommandOptionType.String,
      name: 'person',
      description: 'For admins: the id of somebody else, such as one who has left',
      max_length: 30,
    },
  ],
  async run(request, services: Needs): Promise<Reply> {
    const { person } = request.options;
    if (person !== undefined) return askAboutThem(person, request, services);
    const items = await everythingAbout(request, services);
    if (items.length === 0)
      return messageReply(md`Nothing is stored about you, so there is nothing to delete.`);
    return confirmation(items.length, 'you, in all servers', 'you', forgetMe.id());
  },
});

/*
 * About oneself, the answer covers all servers, also those that one has left. An admin may forget somebody else
 * in their own server.
 */
export const privacy = commandGroup<Needs>({
  data: {
    name: 'privacy',
    description: 'What this bot has stored about you, and how it goes',
    ...EVERYWHERE,
  },
  subcommands: [show, exportFile, remove],
  actions: () => [forgetMe, forgetThem],
});

const forgetMe = action(customId('forget-me'), {
  async run(_, { user }, { personal, housekeeping }: Needs): Promise<Reply> {
    let rows = 0;
    for (const guildId of await housekeeping.naming(user.id)) rows += await personal.forget(guildId, user.id);
    return { ...messageReply(deletedWords(rows)), update: true };
  },
});

const forgetThem = action(customId('forget-them', z.string().regex(/^\d{1,20}$/)), {
  access: 'admin',
  async run([userId], { guildId }, { personal }: Needs): Promise<Reply> {
    return { ...messageReply(deletedWords(await personal.forget(guildId, userId))), update: true };
  },
});

interface Stored extends PersonalItem {
  readonly guildId: string;
}

async function everythingAbout(
  { user }: Request,
  { personal, housekeeping }: Needs,
): Promise<readonly Stored[]> {
  const items: Stored[] = [];
  for (const guildId of await housekeeping.naming(user.id))
    for (const item of await personal.about(guildId, user.id)) items.push({ ...item, guildId });
  return items;
}

async function askAboutThem(typed: string, request: Request, { personal }: Needs): Promise<Reply> {
  const { guildId } = await checkAccess('admin', request);
  const id = /^(?:<@!?)?(\d{15,20})>?$/.exec(typed.trim())?.[1];
  if (!id)
    throw new UserError(
      'person-unknown',
      'This is no person’s id. It has 15 to 20 digits: turn on Developer Mode in Discord’s settings, then “Copy User ID” on one of their messages.',
    );
  const items = await personal.about(guildId, id);
  if (items.length === 0) return messageReply(md`Nothing is stored about this person in this server.`);
  return confirmation(items.length, 'this person, in this server', 'them', forgetThem.id(id));
}

function confirmation(count: number, whom: string, them: string, customId: string): Reply {
  return cardReply(
    md`## Delete it?`,
    [
      {
        markdown: md`${count === 1 ? 'One item is' : `${count} items are`} stored about ${whom}. What was made for the group, such as readings and approved prompts, stays without ${them}; what is only about ${them} goes. This can’t be undone.`,
        buttons: [button('Delete', customId, ButtonStyle.Danger)],
      },
    ],
    { colour: COLOURS.moderation, public: false },
  );
}

function deletedWords(rows: number): Markdown {
  return rows === 0
    ? md`There was nothing left to delete.`
    : md`Deleted: ${rows === 1 ? 'one item' : `${rows} items`}.`;
}
