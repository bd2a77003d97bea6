import { action, customId } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { messageReply } from '../../src/discord/components.ts';
import { form, textField } from '../../src/discord/form.ts';
import { cardReply } from '../../src/discord/layout.ts';
import { blockQuote, lines, md, mention } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { UserError } from '../../src/errors.ts';
import { truncate } from '../../src/text/cut.ts';
import { COLOURS } from '../cards/colours.ts';
import { PROMPT, promptId, REPORT } from './ids.ts';
import { findPrompt, type Needs } from './prompts.ts';
import { reportButtons, reportWords } from './report-card.ts';

/** `/discuss reports`: what members have reported and no moderator has handled. */
export const reports = subcommand({
  data: { name: 'reports', description: 'Moderators: what members have reported' },
  access: 'moderator',
  async run({ guildId }, { discussions }: Needs): Promise<Reply> {
    const waiting = await discussions.reports(guildId);
    if (waiting.length === 0) return messageReply(md`No report waits.`);
    const prompts = await Promise.all(
      waiting.map(({ promptId: id }) => (id === null ? undefined : discussions.get(guildId, id))),
    );
    return cardReply(
      md`## Reports`,
      waiting.map((report, i) => ({
        markdown: reportWords(report, prompts[i]),
        buttons: reportButtons(report, prompts[i]),
      })),
      { colour: COLOURS.moderation, more: md`Handle some of these, and look again.` },
    );
  },
  actions: () => [handle, askWords, sendWords],
});

const handle = action(REPORT.handled, {
  access: 'moderator',
  async run([id], { guildId, user, message }, { discussions }: Needs): Promise<Reply> {
    const report = (await discussions.reports(guildId)).find((one) => one.id === id);
    if (!report || !(await discussions.removeReport(guildId, id)))
      return messageReply(md`This report was handled already.`);
    if (message?.private) return messageReply(md`Handled. The report is no longer kept.`);
    // In the moderators’ channel all of them see that nobody has to look any more.
    const prompt = report.promptId === null ? undefined : await discussions.get(guildId, report.promptId);
    return {
      ...messageReply(lines(reportWords(report, prompt), md`Handled by ${mention('user', user.id)}.`)),
      update: true,
    };
  },
});

const MAX_WORDS = 1000;

/** Words to a proposer, whoever that is: a moderator reaches them by their prompt and learns no name. */
const askWords = action(PROMPT.writeToProposer, {
  access: 'moderator',
  async run([id], { guildId }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    return form(
      sendWords.id(prompt.id),
      'Write to the proposer',
      textField('words', 'What you write', {
        description: 'They get it privately, as from the moderators',
        max: MAX_WORDS,
        paragraph: true,
      }),
    );
  },
});

const sendWords = action(customId('p-write-submit', promptId), {
  access: 'moderator',
  fields: ['words'],
  async run([id], { guildId, fields }, services: Needs): Promise<Reply> {
    const { proposer, question } = await findPrompt(services, guildId, id);
    if (proposer === null)
      throw new UserError('proposer-unknown', 'Nobody is known who proposed this prompt (any more).');
    const words = truncate(fields.words.trim(), MAX_WORDS);
    if (words === '') throw new UserError('words-missing', 'Write what you want to tell them.');
    const { source } = lines(
      md`The moderators write to you about your discussion prompt:`,
      blockQuote(question),
      md`${words}`,
    );
    await services.director.tellUser(guildId, proposer, { now: source, later: source });
    return messageReply(
      md`Sent to whoever proposed it. Who takes no direct messages sees it at their next /discuss.`,
    );
  },
});
