import { action, customId } from '../../src/discord/action.ts';
import { button, card, messageReply, rows, text } from '../../src/discord/components.ts';
import { form, textField } from '../../src/discord/form.ts';
import { lines, md, mention } from '../../src/discord/markdown.ts';
import { checkMayPost } from '../../src/discord/permissions.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { ServerRequest } from '../../src/discord/request.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import { prepareText } from '../../src/quotes/concordance.ts';
import { findWords } from '../../src/quotes/find.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, wholeParagraph } from '../../src/reading/quote.ts';
import { claimReply } from '../cards/claim.ts';
import { COLOURS } from '../cards/colours.ts';
import { citeButton } from '../read/quote-actions.ts';
import { keepCitation } from './citations.ts';
import { checkOpen } from './close.ts';
import { PROMPT, promptId } from './ids.ts';
import { MAX_CLAIM, parseClaim, parseReadingParagraphs } from './input.ts';
import { findPrompt, type Needs } from './prompts.ts';

/* What members do in a discussion, by the buttons of its first message. */

const MAX_WORDS = 1000;

const askQuote = action(PROMPT.quote, {
  access: 'member',
  async run([id], { guildId }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    checkOpen(prompt);
    return form(
      submitQuote.id(prompt.id),
      'Reply with a quote',
      textField('claim', 'What you say', { max: MAX_CLAIM, paragraph: true }),
      textField('paragraph', 'Paragraph that you quote', {
        description: 'Its number',
        value: prompt.paragraphs.length === 1 ? String(prompt.paragraphs[0]) : '',
        max: 8,
      }),
      textField('words', 'Its words', {
        description: 'Only these; leave it out to quote the whole paragraph',
        required: false,
        max: MAX_WORDS,
        paragraph: true,
      }),
    );
  },
});

const submitQuote = action(customId('p-quote-submit', promptId), {
  access: 'member',
  fields: ['claim', 'paragraph', 'words'],
  async run([id], request, services: Needs): Promise<Reply> {
    const { guildId, user, fields } = request;
    const prompt = await findPrompt(services, guildId, id);
    checkOpen(prompt);
    checkMayPost(request);
    const source = await services.shelf.get(guildId, prompt.reading);
    if (!source)
      throw new UserError('reading-gone', 'This reading is no longer in the library, so it can’t be quoted.');
    const [n] = parseReadingParagraphs(fields.paragraph, source, 1);
    if (n === undefined)
      throw new UserError('paragraph-missing', 'Give the number of the paragraph that you quote.');
    const quote = await findQuote(source, n, fields.words.trim());
    const claim = parseClaim(fields.claim);
    await keepCitation(services, prompt, request, quote, claim);
    return claimReply(source, { author: user, claim, quote, buttons: [citeButton(quote)] });
  },
});

const raiseHand = action(PROMPT.raiseHand, {
  access: 'member',
  async run([id], request, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, request.guildId, id);
    checkOpen(prompt);
    await services.discussions.raiseHand(prompt.guildId, prompt.id, request.user.id, request.now);
    return handsReply(prompt, request, services);
  },
});

const lowerHand = action(PROMPT.lowerHand, {
  access: 'member',
  async run([id], request, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, request.guildId, id);
    await services.discussions.lowerHand(prompt.guildId, prompt.id, request.user.id);
    return handsReply(prompt, request, services);
  },
});

const callNext = action(PROMPT.callNext, {
  access: 'moderator',
  async run([id], request, services: Needs): Promise<Reply> {
    const { discussions } = services;
    const prompt = await findPrompt(services, request.guildId, id);
    checkOpen(prompt);
    checkMayPost(request);
    for (const first of await discussions.hands(prompt.guildId, prompt.id)) {
      // Of two moderators who press at once, each calls another person.
      if (!(await discussions.lowerHand(prompt.guildId, prompt.id, first))) continue;
      return { ...messageReply(md`${mention('user', first)} has the floor.`), public: true };
    }
    return messageReply(md`No hand is raised.`);
  },
});

export const threadActions = [askQuote, submitQuote, raiseHand, lowerHand, callNext];

/** @throws UserError where the paragraph does not have the words */
async function findQuote(source: AnnotatedReading, n: number, words: string): Promise<Quote> {
  const found =
    words === ''
      ? wholeParagraph(source.reading, n)
      : findWords(await prepareText(source), words, 100).find(({ paragraph }) => paragraph === n);
  if (!found)
    throw new UserError(
      'words-absent',
      `¶${n} does not have these words. Copy them from /reading paragraph ${n}, or leave them out to quote all of it.`,
    );
  return found;
}

const HANDS_SHOWN = 20;

/** Who has a hand raised, in order, to the one who asks. */
async function handsReply(
  { guildId, id }: Prompt,
  { user }: ServerRequest,
  { discussions }: Pick<Needs, 'discussions'>,
): Promise<Reply> {
  const order = await discussions.hands(guildId, id);
  const place = order.indexOf(user.id) + 1;
  const own = place > 0 ? md`Your hand is raised: you are number ${place}.` : md`Your hand is not raised.`;
  const list = order.slice(0, HANDS_SHOWN).map((hand, i) => md`${i + 1}. ${mention('user', hand)}`);
  return {
    kind: 'message',
    public: false,
    components: [
      card(
        COLOURS.note,
        text(lines(own, ...list)),
        ...rows([button('Call the next (moderators)', PROMPT.callNext.id(id))]),
      ),
    ],
  };
}
