import { z } from 'zod';
import { action } from '../../src/discord/action.ts';
import { mayPost } from '../../src/discord/permissions.ts';
import { button, COLOURS, card, messageReply, rows, text } from '../../src/discord/render.ts';
import type { Reply } from '../../src/discord/reply.ts';
import type { Prompt } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import { findWords } from '../../src/quotes/find.ts';
import type { AnnotatedReading } from '../../src/reading/annotations.ts';
import { type Quote, wholeParagraph } from '../../src/reading/quote.ts';
import { truncate } from '../../src/text/cut.ts';
import { claimReply } from '../cards/claim.ts';
import { citeButton } from '../read/quote-actions.ts';
import { cite } from './citations.ts';
import { PROMPT_IDS } from './ids.ts';
import { field, type Needs, newId, paragraphsIn, promptAction, promptId, promptOf } from './shared.ts';

/* What members do in a discussion, by the buttons of its first message. */

const askQuote = promptAction('p-quote', 'everyone', async (prompt) => {
  requireOpen(prompt);
  return {
    kind: 'modal',
    modal: {
      custom_id: submitQuote.id(prompt.id),
      title: 'Reply with a quote',
      components: [
        field('claim', 'What you say', { max: 1000, paragraph: true }),
        field('paragraph', 'Paragraph that you quote', {
          description: 'Its number',
          value: prompt.paragraphs.length === 1 ? String(prompt.paragraphs[0]) : '',
          max: 8,
        }),
        field('words', 'Its words', {
          description: 'Only these; leave it out to quote the whole paragraph',
          required: false,
          max: 1000,
          paragraph: true,
        }),
      ],
    },
  };
});

const submitQuote = action<Needs, [string]>({
  name: 'p-quote-submit',
  state: z.tuple([promptId]),
  async run([id], request, services) {
    const prompt = await promptOf(services, request, id);
    requireOpen(prompt);
    mayPost(request);
    const source = await services.shelf.get(request.guildId, prompt.reading);
    if (!source)
      throw new UserError('reading-gone', 'This reading is no longer in the library, so it can’t be quoted.');
    const [n] = paragraphsIn(request.fields['paragraph'] ?? '', source);
    if (n === undefined)
      throw new UserError('paragraph-missing', 'Give the number of the paragraph that you quote.');
    const quote = quoted(source, n, (request.fields['words'] ?? '').trim());
    const claim = truncate((request.fields['claim'] ?? '').trim(), 1000);
    await cite(services, prompt, request, quote, claim);
    return claimReply(source, { author: request.user, claim, quote, buttons: [citeButton(quote)] });
  },
});

const raiseHand = promptAction('p-hand', 'everyone', async (prompt, { user, now }, { discussions }) => {
  requireOpen(prompt);
  await discussions.raiseHand(prompt.guildId, prompt.id, user.id, now);
  return hands(prompt, await discussions.hands(prompt.guildId, prompt.id), user.id);
});

const lowerHand = promptAction('p-lower', 'everyone', async (prompt, { user }, { discussions }) => {
  await discussions.lowerHand(prompt.guildId, prompt.id, user.id);
  return hands(prompt, await discussions.hands(prompt.guildId, prompt.id), user.id);
});

const nextSpeaker = promptAction('p-next', 'moderator', async (prompt, request, { discussions }) => {
  requireOpen(prompt);
  mayPost(request);
  for (const first of await discussions.hands(prompt.guildId, prompt.id)) {
    // Of two moderators who press at once, each calls another person.
    if (!(await discussions.lowerHand(prompt.guildId, prompt.id, first))) continue;
    return { ...messageReply(`<@${first}> has the floor.`), public: true };
  }
  return messageReply('No hand is raised.');
});

const askReport = promptAction('p-report', 'everyone', async (prompt) => ({
  kind: 'modal',
  modal: {
    custom_id: submitReport.id(prompt.id),
    title: 'Report to moderators',
    components: [
      field('words', 'What is wrong?', {
        description: 'Only the moderators see this, without your name. A link to a message helps.',
        max: 1000,
        paragraph: true,
      }),
    ],
  },
}));

const submitReport = action<Needs, [string]>({
  name: 'p-report-submit',
  state: z.tuple([promptId]),
  async run([id], request, services) {
    const prompt = await promptOf(services, request, id);
    const words = truncate((request.fields['words'] ?? '').trim(), 1000);
    if (words === '')
      throw new UserError('report-empty', 'Say what is wrong, so that moderators know what to look at.');
    await services.discussions.report(prompt.guildId, {
      id: newId(),
      promptId: prompt.id,
      reporter: request.user.id,
      words,
      at: request.now,
    });
    await services.director.tellModerators(prompt.guildId, { kind: 'report', prompt, words });
    return messageReply('Thank you. The moderators have your report; nobody else sees it.');
  },
});

const close = promptAction('p-close', 'moderator', async (prompt, request, services) =>
  closeReply(await closed(prompt, request.user.id, services, true)),
);

export const threadActions = [
  askQuote,
  submitQuote,
  raiseHand,
  lowerHand,
  nextSpeaker,
  askReport,
  submitReport,
  close,
];

/** Goes on with closing a discussion that is open; a hold on it does not stand in a moderator's way. */
export async function closed(
  prompt: Prompt,
  by: string,
  { discussions, director }: Needs,
  finally_: boolean,
): Promise<Prompt> {
  requireOpen(prompt);
  const { hold, ...free } = prompt;
  if (hold) {
    if (!(await discussions.commit(prompt.guildId, { prompts: [free] })))
      throw new UserError('prompt-decided', 'Somebody was faster. Look at the thread.');
    return director.close({ ...free, revision: free.revision + 1 }, options(by, finally_));
  }
  return director.close(prompt, options(by, finally_));
}

const options = (by: string, finally_: boolean) => ({ by, why: 'closed by a moderator', finally: finally_ });

export function closeReply({ state, hold, trace }: Prompt): Reply {
  if (state === 'closed')
    return messageReply('Closed. The summary is in the thread, or in the moderators’ channel.');
  if (hold)
    return messageReply(
      'It could not be closed. A message in the moderators’ channel says why and what to do.',
    );
  if (trace.afterUntil)
    return messageReply(
      `The poll is asked again in the thread. It closes <t:${Math.floor(trace.afterUntil.getTime() / 1000)}:R>; to close at once, use /discuss close with \`now\`.`,
    );
  return messageReply('The bot is at work on it just now. Look at the thread in a minute.');
}

function requireOpen({ state }: Prompt): void {
  if (state !== 'posted') throw new UserError('discussion-closed', 'This discussion is not open (any more).');
}

function quoted(source: AnnotatedReading, n: number, words: string): Quote {
  const whole = wholeParagraph(source.reading, n) as Quote;
  if (words === '') return whole;
  const found = findWords(source, words, 100).find(({ paragraph }) => paragraph === n);
  if (!found)
    throw new UserError(
      'words-absent',
      `¶${n} does not have these words. Copy them from /reading paragraph ${n}, or leave them out to quote all of it.`,
    );
  return found;
}

function hands({ id }: Prompt, order: readonly string[], asker: string): Reply {
  const place = order.indexOf(asker) + 1;
  const own = place > 0 ? `Your hand is raised: you are number ${place}.` : 'Your hand is not raised.';
  const list = order.map((user, i) => `${i + 1}. <@${user}>`).slice(0, 20);
  return {
    kind: 'message',
    public: false,
    components: [
      card(
        COLOURS.note,
        text([own, ...list].join('\n')),
        ...rows([button('Call the next (moderators)', PROMPT_IDS.next(id))]),
      ),
    ],
  };
}
