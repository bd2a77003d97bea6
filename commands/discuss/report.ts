import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { messageCommand } from '../../src/discord/command.ts';
import { messageReply } from '../../src/discord/components.ts';
import { form, textField } from '../../src/discord/form.ts';
import { md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { REPORT_PACE } from '../../src/discussion/discussion-store.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import { truncate } from '../../src/text/cut.ts';
import { IN_SERVERS } from '../common.ts';
import { PROMPT, promptId } from './ids.ts';
import { findPrompt, type Needs, newId } from './prompts.ts';

/* How members tell moderators, and nobody else, that something is wrong. */

const MAX_WORDS = 1000;

/** A message that is reported; its link is kept with the report. */
export const reportMessage = messageCommand({
  data: { name: 'Report to moderators', ...IN_SERVERS },
  access: 'member',
  async run({ message }): Promise<Reply> {
    if (!message || message.private)
      throw new UserError('report-private', 'Only you see this message, so moderators can’t look at it.');
    return reportForm(submitMessageReport.id(message.channelId, message.id), 'Only the moderators see this');
  },
});

const askReport = action(PROMPT.report, {
  access: 'member',
  async run([id], { guildId }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    return reportForm(submitReport.id(prompt.id), 'Only the moderators see this. A link to a message helps');
  },
});

function reportForm(id: string, seen: string): Reply {
  return form(
    id,
    'Report to moderators',
    textField('words', 'What is wrong?', {
      description: `${seen}; your name is not shown to them.`,
      max: MAX_WORDS,
      paragraph: true,
    }),
  );
}

const submitReport = action(customId('p-report-submit', promptId), {
  access: 'member',
  fields: ['words'],
  async run([id], request, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, request.guildId, id);
    return takeReport(request, services, prompt, linkTo(request.guildId, request.channelId));
  },
});

const snowflake = z.string().regex(/^\d{1,20}$/);

const submitMessageReport = action(customId('report', snowflake, snowflake), {
  access: 'member',
  fields: ['words'],
  async run([channelId, messageId], request, services: Needs): Promise<Reply> {
    const { guildId } = request;
    // A thread on a message has the message's id.
    const prompt =
      (await services.discussions.inThread(guildId, channelId)) ??
      (await services.discussions.inThread(guildId, messageId));
    return takeReport(request, services, prompt, linkTo(guildId, channelId, messageId));
  },
});

export const reportActions = [askReport, submitReport, submitMessageReport];

async function takeReport(
  { guildId, user, now, fields }: ServerRequest<unknown, 'words'>,
  { discussions, director }: Needs,
  prompt: Prompt | undefined,
  link: string,
): Promise<Reply> {
  const words = truncate(fields.words.trim(), MAX_WORDS);
  if (words === '')
    throw new UserError('report-empty', 'Say what is wrong, so that moderators know what to look at.');
  const report = { id: newId(), promptId: prompt?.id ?? null, reporter: user.id, words, link, at: now };
  const again = await discussions.report(guildId, report, REPORT_PACE);
  if (again)
    throw new UserError(
      'reports-many',
      `The moderators have ${REPORT_PACE.reports} reports of yours from the last hour. Try again in ${Math.ceil((again.getTime() - now.getTime()) / 60_000)} min; if it is urgent, write to one of them.`,
    );
  const told = await director.tellModerators(guildId, { kind: 'report', report, prompt });
  return messageReply(
    told
      ? md`Thank you. The moderators have your report; nobody else sees it.`
      : md`Thank you. Your report is kept, and nobody else sees it. The moderators’ channel can’t be reached just now, so they see it when one of them next uses /discuss.`,
  );
}

function linkTo(...path: readonly string[]): string {
  return `https://discord.com/channels/${path.join('/')}`;
}
