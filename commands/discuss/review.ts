import { action, customId } from '../../src/discord/action.ts';
import { messageReply } from '../../src/discord/components.ts';
import { choiceField, form, textField } from '../../src/discord/form.ts';
import { md } from '../../src/discord/markdown.ts';
import type { MessageReply, Reply } from '../../src/discord/reply.ts';
import { isOpen } from '../../src/discussion/gate.ts';
import { PROMPT_LIMITS, type Prompt, without } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import { truncate } from '../../src/text/cut.ts';
import { PROMPT, promptId } from './ids.ts';
import { parseQuestion, parseReadingParagraphs, parseStances } from './input.ts';
import { tellProposer } from './notices.ts';
import { changePrompt, findPrompt, type Needs, withdraw } from './prompts.ts';
import { reviewCard } from './review-card.ts';

/* What moderators decide about a prompt, on its card. */

const approve = createApproval(PROMPT.approve, false);
const approveAsTeam = createApproval(PROMPT.approveAsTeam, true);

function createApproval(button: typeof PROMPT.approve, team: boolean) {
  return action(button, {
    access: 'moderator',
    async run([id], { user, guildId, now }, services: Needs): Promise<Reply> {
      const prompt = await findPrompt(services, guildId, id);
      const approved = await changePrompt(services, prompt, { kind: 'approve', by: user.id, at: now, team });
      await tellProposer(services, approved, 'approved');
      return updatedCard(services, approved);
    },
  });
}

const edit = action(PROMPT.edit, {
  access: 'moderator',
  async run([id], { guildId }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    return form(
      submitEdit.id(prompt.id),
      'Edit the prompt',
      textField('question', 'The question', {
        value: prompt.question,
        description: 'The words as they were proposed are kept',
        max: PROMPT_LIMITS.question,
        paragraph: true,
      }),
      textField('paragraphs', 'Paragraphs', {
        value: prompt.paragraphs.join(', '),
        description: 'Numbers, such as 6, 8',
        required: false,
        max: 60,
      }),
      textField('stances', 'Answers of a poll before and after', {
        value: prompt.stances.join('\n'),
        description: 'One a line; none for no poll',
        required: false,
        max: 600,
        paragraph: true,
      }),
    );
  },
});

const submitEdit = action(customId('p-edit-submit', promptId), {
  access: 'moderator',
  fields: ['question', 'paragraphs', 'stances'],
  async run([id], { guildId, user, now, fields }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    const text = await services.wholeShelf.get(guildId, prompt.reading);
    if (!text) throw new UserError('reading-gone', 'The reading of this prompt is no longer in the library.');
    const edited = await changePrompt(services, await withdraw(services, prompt), {
      kind: 'edit',
      by: user.id,
      at: now,
      question: parseQuestion(fields.question),
      paragraphs: parseReadingParagraphs(fields.paragraphs, text),
      stances: parseStances(fields.stances),
    });
    return updatedCard(services, edited);
  },
});

const reject = action(PROMPT.reject, {
  access: 'moderator',
  async run([id], { guildId }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    return form(
      submitReject.id(prompt.id),
      'Reject the prompt',
      textField('why', 'Reason', {
        description: 'The proposer is told, privately',
        max: MAX_REASON,
        paragraph: true,
      }),
      choiceField('team', 'Shown as decided by', [
        { label: 'The moderators', value: 'team', default: true },
        { label: 'Me', value: 'me' },
      ]),
    );
  },
});

const MAX_REASON = 500;

const submitReject = action(customId('p-reject-submit', promptId), {
  access: 'moderator',
  fields: ['why', 'team'],
  async run([id], { guildId, user, now, fields }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    const why = truncate(fields.why.trim(), MAX_REASON);
    if (why === '') throw new UserError('reason-missing', 'Give a reason: the proposer is told it.');
    const team = fields.team === 'team';
    const rejected = await changePrompt(services, await withdraw(services, prompt), {
      kind: 'reject',
      by: user.id,
      at: now,
      why,
      team,
    });
    await tellProposer(services, rejected, 'not taken');
    return updatedCard(services, rejected);
  },
});

const unschedule = action(PROMPT.unschedule, {
  access: 'moderator',
  async run([id], { guildId, user, now }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    const waiting = await changePrompt(services, await withdraw(services, prompt), {
      kind: 'unschedule',
      by: user.id,
      at: now,
    });
    return updatedCard(services, waiting);
  },
});

/** Goes on with a prompt that is held: what may have been posted is looked for first. */
const retry = action(PROMPT.retry, {
  access: 'moderator',
  async run([id], { guildId, now }, services: Needs): Promise<Reply> {
    const { discussions, director } = services;
    const prompt = await findPrompt(services, guildId, id);
    if (!prompt.hold) return updatedCard(services, prompt);
    const upTo = await discussions.assigned(guildId, prompt.reading);
    if (!isOpen(prompt.paragraphs, upTo))
      throw new UserError(
        'prompt-ahead',
        `The group is assigned up to ¶${upTo}. Move that on with /discuss progress first.`,
      );
    const free = freePrompt(prompt, now);
    if (!(await discussions.commit(guildId, { prompts: [free] })))
      throw new UserError('prompt-decided', 'Somebody was faster. /discuss queue shows how it stands.');
    const taken = { ...free, revision: free.revision + 1 };
    const done = await (prompt.state === 'posted' ? director.close(taken) : director.post(taken));
    if (done.hold) return messageReply(md`It still does not work; a new message says why.`);
    return updatedCard(services, done);
  },
});

/** The prompt without its hold: one that was missed is due now; any other counts as attempted before. */
function freePrompt(prompt: Prompt, now: Date): Prompt {
  const free = without(prompt, 'hold');
  if (prompt.hold?.kind !== 'missed') return { ...free, lease: { by: '', until: now, attempt: 1 } };
  return prompt.plan ? { ...free, plan: { ...prompt.plan, at: now } } : free;
}

/** A moderator has looked: it stands there, though the bot does not know where. */
const stands = action(PROMPT.stands, {
  access: 'moderator',
  async run([id], { guildId, user, now }, services: Needs): Promise<Reply> {
    const prompt = await findPrompt(services, guildId, id);
    const by = { by: user.id, at: now, why: 'a moderator found it posted' };
    const posted = await changePrompt(services, prompt, { kind: 'post', closesAt: now, ...by });
    return updatedCard(services, await changePrompt(services, posted, { kind: 'close', ...by }));
  },
});

export const reviewActions = [
  approve,
  approveAsTeam,
  edit,
  submitEdit,
  reject,
  submitReject,
  unschedule,
  retry,
  stands,
];

/** The prompt's card as it is now, in the place of the one that was pressed. */
async function updatedCard(services: Needs, prompt: Prompt): Promise<MessageReply> {
  return { ...(await reviewReply(services, prompt)), update: true };
}

/** The prompt's card, as an answer to one moderator. */
export async function reviewReply(
  { wholeShelf }: Pick<Needs, 'wholeShelf'>,
  prompt: Prompt,
): Promise<MessageReply> {
  const text = await wholeShelf.get(prompt.guildId, prompt.reading);
  return { kind: 'message', public: false, components: reviewCard(prompt, text) };
}
