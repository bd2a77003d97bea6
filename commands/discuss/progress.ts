import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { subcommand } from '../../src/discord/command.ts';
import { messageReply } from '../../src/discord/components.ts';
import { md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { UserError } from '../../src/errors.ts';
import { place } from '../common.ts';
import type { Needs } from './prompts.ts';

/** `/discuss progress`: the reading gate, which moderators set and everybody may ask for. */
export const progress = subcommand({
  data: { name: 'progress', description: 'How far the group is to read; moderators set it' },
  access: 'member',
  options: [
    {
      type: Type.Integer,
      name: 'paragraph',
      description: 'Moderators: the last paragraph that members see; 0 for all',
      min_value: 0,
    },
  ],
  async run(request, { wholeShelf, discussions }: Needs): Promise<Reply> {
    const { guildId } = request;
    const { reading } = (await wholeShelf.current(place(request))).text;
    const wanted = request.options.paragraph;
    const last = reading.paragraphs.length;
    if (wanted !== undefined) {
      if (!(await request.moderates()))
        throw new UserError(
          'not-moderator',
          'Only moderators assign paragraphs. Without a number, /discuss progress tells how far the group is.',
        );
      if (wanted > last)
        throw new UserError('paragraph-unknown', `This reading has ¶1 to ¶${last}. 0 opens all of it.`);
      await discussions.assign(guildId, reading.id, wanted === 0 || wanted === last ? undefined : wanted);
    }
    const upTo = await discussions.assigned(guildId, reading.id);
    const { headline } = reading.facts;
    return messageReply(
      upTo === undefined
        ? md`All ${last} paragraphs of “${headline}” are open.`
        : md`“${headline}”: the group is assigned up to ¶${upTo} of ${last}. Answers and prompts keep to these.`,
    );
  },
});
