import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action, readingId } from '../../src/discord/action.ts';
import { messageReply } from '../../src/discord/render.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Request } from '../../src/discord/request.ts';
import { PROMPT_LIMITS, type Prompt } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { place } from '../common.ts';
import { field, type Needs, newId, paragraphsIn, questionIn, serverOf } from './shared.ts';

/** `/discuss propose`: at once, or by a form where it is to be anonymous, which says who will see the name. */
export async function propose(request: Request, services: Needs): Promise<Reply> {
  const { text } = await services.shelf.current(place(request));
  const words = String(request.options['prompt'] ?? '');
  const paragraphs = String(request.options['paragraphs'] ?? '');
  if (request.options['anonymous'] === true)
    return proposalForm(request, services, text, { question: words, paragraphs, anonymous: true });
  return proposed(request, services, text, {
    question: questionIn(words),
    paragraphs: paragraphsIn(paragraphs, text),
    anonymous: false,
  });
}

/** A form to propose by, filled in as far as is known. */
export async function proposalForm(
  request: Request,
  { settings }: Needs,
  { reading }: AnnotatedReading,
  filled: { readonly question: string; readonly paragraphs: string; readonly anonymous: boolean },
): Promise<Reply> {
  const { showProposers } = await settings.get(serverOf(request));
  const seen = showProposers
    ? 'Moderators of this server will see that it is yours, whatever you choose.'
    : 'If it is anonymous, moderators of this server will not see that it is yours either.';
  const question = filled.question.replaceAll(/\s+/g, ' ').trim();
  return {
    kind: 'modal',
    modal: {
      custom_id: submitProposal.id(reading.id),
      title: 'Propose a discussion prompt',
      components: [
        {
          type: ComponentType.TextDisplay,
          content: `Moderators decide about it, and you hear of it privately. ${seen}`,
        },
        field('question', 'The question', { value: question, max: PROMPT_LIMITS.question, paragraph: true }),
        field('paragraphs', 'Paragraphs it is about', {
          value: filled.paragraphs,
          description: 'Numbers, such as 6, 8',
          required: false,
          max: 60,
        }),
        {
          type: ComponentType.Label,
          label: 'Shown to members as',
          component: {
            type: ComponentType.StringSelect,
            custom_id: 'shown',
            options: [
              { label: 'Proposed by me', value: 'named', default: !filled.anonymous },
              { label: 'Proposed anonymously', value: 'anonymous', default: filled.anonymous },
            ],
          },
        },
      ],
    },
  };
}

export const submitProposal = action<Needs, [string]>({
  name: 'p-propose',
  state: z.tuple([readingId]),
  async run([id], request, services) {
    const text = await services.shelf.get(request.guildId, id);
    if (!text)
      throw new UserError(
        'reading-gone',
        'This reading is no longer in this server’s library. Propose it for another.',
      );
    return proposed(request, services, text, {
      question: questionIn(request.fields['question'] ?? ''),
      paragraphs: paragraphsIn(request.fields['paragraphs'] ?? '', text),
      anonymous: request.fields['shown'] === 'anonymous',
    });
  },
});

async function proposed(
  request: Request,
  services: Needs,
  { reading }: AnnotatedReading,
  given: Pick<Prompt, 'question' | 'paragraphs' | 'anonymous'>,
): Promise<Reply> {
  await queue(services, {
    ...blankPrompt(request, reading.id),
    ...given,
    proposer: request.user.id,
  });
  return messageReply(
    'Thank you. The moderators decide about your prompt, and you will hear of it privately.',
  );
}

/** A prompt without words yet. */
export function blankPrompt(request: Request, reading: string): Prompt {
  return {
    id: newId(),
    guildId: serverOf(request),
    revision: 0,
    state: 'proposed',
    reading,
    question: '',
    paragraphs: [],
    stances: [],
    proposer: null,
    anonymous: false,
    proposedAt: request.now,
    trace: {},
    history: [],
  };
}

/** Keeps a proposed prompt and puts its card before the moderators. */
export async function queue({ discussions, director, wholeShelf }: Needs, prompt: Prompt): Promise<void> {
  await discussions.add(prompt.guildId, prompt);
  const text = await wholeShelf.get(prompt.guildId, prompt.reading);
  await director.tellModerators(prompt.guildId, { kind: 'proposed', prompt, text });
}
