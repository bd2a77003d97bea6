import { messageCommand } from '../../src/discord/command.ts';
import type { Reply } from '../../src/discord/reply.ts';
import { PROMPT_LIMITS } from '../../src/discussion/prompt.ts';
import { findParagraphs } from '../../src/text/paragraphs.ts';
import { IN_SERVERS, place } from '../common.ts';
import type { Needs } from './prompts.ts';
import { proposalForm } from './propose.ts';

/** A message as the beginning of a prompt: its words are filled into the form, to be shortened and sent. */
export const suggestPrompt = messageCommand({
  data: { name: 'Suggest as prompt', ...IN_SERVERS },
  access: 'member',
  async run(request, services: Needs): Promise<Reply> {
    const { text } = await services.shelf.current(place(request));
    const words = request.message?.content || request.message?.text || '';
    return proposalForm(request, services, text, {
      question: words,
      paragraphs: findParagraphs(words, PROMPT_LIMITS.paragraphs).join(', '),
      anonymous: false,
    });
  },
});
