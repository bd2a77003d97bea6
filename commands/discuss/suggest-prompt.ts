import { ApplicationCommandType } from 'discord-api-types/v10';
import type { Command } from '../../src/discord/command.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { PROMPT_LIMITS } from '../../src/discussion/prompt.ts';
import { cutTo } from '../../src/text/cut.ts';
import { findParagraphs } from '../../src/text/paragraphs.ts';
import { IN_SERVERS, place } from '../common.ts';
import { proposalForm } from './propose.ts';
import type { Needs } from './shared.ts';

/** A message as the beginning of a prompt: its words are filled into the form, to be shortened and sent. */
export const suggestPrompt = {
  data: {
    type: ApplicationCommandType.Message,
    name: 'Suggest as prompt',
    ...IN_SERVERS,
  },
  async run(request, services): Promise<Reply> {
    const { text } = await services.shelf.current(place(request));
    const words = request.message?.content || request.message?.text || '';
    return proposalForm(request, services, text, {
      question: cutTo(words, PROMPT_LIMITS.question * 2),
      paragraphs: findParagraphs(words, PROMPT_LIMITS.paragraphs).join(', '),
      anonymous: false,
    });
  },
} satisfies Command<Needs>;
