import { ApplicationCommandOptionType as Type } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, customId } from '../../src/discord/action.ts';
import { subcommand } from '../../src/discord/command.ts';
import { messageReply } from '../../src/discord/components.ts';
import { choiceField, form, textField } from '../../src/discord/form.ts';
import { md } from '../../src/discord/markdown.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import { PROMPT_LIMITS, type Prompt, type ProposerSeenBy } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { shorten } from '../../src/text/cut.ts';
import { place, readingId } from '../common.ts';
import { parseQuestion, parseReadingParagraphs } from './input.ts';
import { blankPrompt, type Needs, queuePrompt } from './prompts.ts';

/** `/discuss propose`: at once, or by a form where it is to be anonymous, which says who will see the name. */
export const propose = subcommand({
  data: { name: 'propose', description: 'Propose a question for discussion; moderators decide about it' },
  access: 'member',
  options: [
    {
      type: Type.String,
      name: 'prompt',
      description: 'The question',
      required: true,
      max_length: PROMPT_LIMITS.question,
    },
    { type: Type.String, name: 'paragraphs', description: 'What it is about, such as: 6, 8', max_length: 60 },
    { type: Type.Boolean, name: 'anonymous', description: 'Members are not told that it is yours' },
  ],
  async run(request, services: Needs): Promise<Reply> {
    const { prompt: question, paragraphs = '', anonymous = false } = request.options;
    const { text } = await services.shelf.current(place(request));
    if (anonymous) return proposalForm(request, services, text, { question, paragraphs, anonymous });
    return takeProposal(request, services, text, {
      question: parseQuestion(question),
      paragraphs: parseReadingParagraphs(paragraphs, text),
      proposerSeenBy: 'members',
    });
  },
  actions: () => [submitProposal],
});

/** A form to propose by, filled in as far as is known. */
export async function proposalForm(
  { guildId }: ServerRequest,
  { settings }: Pick<Needs, 'settings'>,
  { reading }: AnnotatedReading,
  filled: { readonly question: string; readonly paragraphs: string; readonly anonymous: boolean },
): Promise<Reply> {
  const { showProposers } = await settings.get(guildId);
  const seen = showProposers
    ? 'Moderators of this server will see that it is yours, whatever you choose.'
    : 'If it is anonymous, moderators of this server will not see that it is yours either.';
  return form(
    submitProposal.id(reading.id, showProposers ? 'moderators' : 'nobody'),
    'Propose a discussion prompt',
    md`Moderators decide about it, and you hear of it privately. ${seen}`,
    textField('question', 'The question', {
      value: shorten(filled.question, PROMPT_LIMITS.question),
      max: PROMPT_LIMITS.question,
      paragraph: true,
    }),
    textField('paragraphs', 'Paragraphs it is about', {
      value: filled.paragraphs,
      description: 'Numbers, such as 6, 8',
      required: false,
      max: 60,
    }),
    choiceField('shown', 'Shown to members as', [
      { label: 'Proposed by me', value: 'named', default: !filled.anonymous },
      { label: 'Proposed anonymously', value: 'anonymous', default: filled.anonymous },
    ]),
  );
}

/** With who sees the name if it is anonymous: what the form says holds, whatever is set before it is sent. */
const proposalId = customId(
  'p-propose',
  readingId,
  z.enum(['moderators', 'nobody'] satisfies ProposerSeenBy[]),
);

const submitProposal = action(proposalId, {
  access: 'member',
  fields: ['question', 'paragraphs', 'shown'],
  async run([id, promised], request, services: Needs): Promise<Reply> {
    const text = await services.shelf.get(request.guildId, id);
    if (!text)
      throw new UserError(
        'reading-gone',
        'This reading is no longer in this server’s library. Propose it for another.',
      );
    const { question, paragraphs, shown } = request.fields;
    return takeProposal(request, services, text, {
      question: parseQuestion(question),
      paragraphs: parseReadingParagraphs(paragraphs, text),
      proposerSeenBy: shown === 'anonymous' ? promised : 'members',
    });
  },
});

async function takeProposal(
  request: ServerRequest,
  services: Needs,
  { reading }: AnnotatedReading,
  given: Pick<Prompt, 'question' | 'paragraphs' | 'proposerSeenBy'>,
): Promise<Reply> {
  const waiting = await services.discussions.list(request.guildId, [
    'proposed',
    'approved',
    'scheduled',
    'posted',
  ]);
  if (waiting.some((one) => one.reading === reading.id && one.question === given.question))
    throw new UserError(
      'prompt-repeated',
      'This very question was proposed already and is waiting, or is open. Word yours differently, or wait for it.',
    );
  await queuePrompt(services, {
    ...blankPrompt(request, reading.id),
    ...given,
    proposer: request.user.id,
  });
  return messageReply(
    md`Thank you. The moderators decide about your prompt, and you will hear of it privately.`,
  );
}
