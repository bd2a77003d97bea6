import { ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { action } from '../../src/discord/action.ts';
import { messageReply } from '../../src/discord/render.ts';
import { isOpen } from '../../src/discussion/gate.ts';
import { PROMPT_LIMITS, type Prompt, without } from '../../src/discussion/prompt.ts';
import { UserError } from '../../src/errors.ts';
import { truncate } from '../../src/text/cut.ts';
import {
  change,
  field,
  type Needs,
  paragraphsIn,
  promptAction,
  promptId,
  promptOf,
  questionIn,
  stancesIn,
  tellProposer,
  updatedCard,
} from './shared.ts';

/* What moderators decide about a prompt, on its card. */

const approve = approving('p-approve', false);
const approveAsTeam = approving('p-approve-team', true);

function approving(name: string, team: boolean) {
  return promptAction(name, 'moderator', async (prompt, { user, now }, services) => {
    const approved = await change(services, prompt, { event: 'approve', by: user.id, at: now, team });
    await tellProposer(services, approved, 'approved');
    return updatedCard(services, approved);
  });
}

const edit = promptAction('p-edit', 'moderator', async (prompt) => ({
  kind: 'modal',
  modal: {
    custom_id: submitEdit.id(prompt.id),
    title: 'Edit the prompt',
    components: [
      field('question', 'The question', {
        value: prompt.question,
        description: 'The words as they were proposed are kept',
        max: PROMPT_LIMITS.question,
        paragraph: true,
      }),
      field('paragraphs', 'Paragraphs', {
        value: prompt.paragraphs.join(', '),
        description: 'Numbers, such as 6, 8',
        required: false,
        max: 60,
      }),
      field('stances', 'Answers of a poll before and after', {
        value: prompt.stances.join('\n'),
        description: 'One a line; none for no poll',
        required: false,
        max: 600,
        paragraph: true,
      }),
    ],
  },
}));

const submitEdit = action<Needs, [string]>({
  name: 'p-edit-submit',
  access: 'moderator',
  state: z.tuple([promptId]),
  async run([id], request, services) {
    const prompt = await promptOf(services, request, id);
    const text = await services.wholeShelf.get(prompt.guildId, prompt.reading);
    if (!text) throw new UserError('reading-gone', 'The reading of this prompt is no longer in the library.');
    const edited = await change(services, prompt, {
      event: 'edit',
      by: request.user.id,
      at: request.now,
      question: questionIn(request.fields['question'] ?? ''),
      paragraphs: paragraphsIn(request.fields['paragraphs'] ?? '', text),
      stances: stancesIn(request.fields['stances'] ?? ''),
    });
    return updatedCard(services, edited);
  },
});

const reject = promptAction('p-reject', 'moderator', async (prompt) => ({
  kind: 'modal',
  modal: {
    custom_id: submitReject.id(prompt.id),
    title: 'Reject the prompt',
    components: [
      field('why', 'Reason', { description: 'The proposer is told, privately', max: 500, paragraph: true }),
      {
        type: ComponentType.Label,
        label: 'Shown as decided by',
        component: {
          type: ComponentType.StringSelect,
          custom_id: 'team',
          options: [
            { label: 'The moderators', value: 'team', default: true },
            { label: 'Me', value: 'me' },
          ],
        },
      },
    ],
  },
}));

const submitReject = action<Needs, [string]>({
  name: 'p-reject-submit',
  access: 'moderator',
  state: z.tuple([promptId]),
  async run([id], request, services) {
    const prompt = await promptOf(services, request, id);
    const why = (request.fields['why'] ?? '').trim();
    if (why === '') throw new UserError('reason-missing', 'Give a reason: the proposer is told it.');
    const rejected = await change(services, prompt, {
      event: 'reject',
      by: request.user.id,
      at: request.now,
      why: truncate(why, 500),
      team: request.fields['team'] === 'team',
    });
    await tellProposer(services, rejected, 'not taken');
    return updatedCard(services, rejected);
  },
});

const unschedule = promptAction('p-unschedule', 'moderator', async (prompt, { user, now }, services) => {
  if (prompt.trace.threadId ?? prompt.trace.starterId)
    throw new UserError(
      'prompt-begun',
      'A part of this prompt is posted already. “Try again” posts the rest; or delete its message and reject it.',
    );
  return updatedCard(services, await change(services, prompt, { event: 'unschedule', by: user.id, at: now }));
});

/** Goes on with a prompt that is held: what may have been posted is looked for first. */
const retry = promptAction('p-retry', 'moderator', async (prompt, { now }, services) => {
  const { discussions, director } = services;
  if (!prompt.hold) return updatedCard(services, prompt);
  const upTo = await discussions.assigned(prompt.guildId, prompt.reading);
  if (!isOpen(prompt.paragraphs, upTo))
    throw new UserError(
      'prompt-ahead',
      `The group is assigned up to ¶${upTo}. Move that on with /discuss progress first.`,
    );
  const late = prompt.hold.kind === 'missed' && prompt.plan ? { plan: { ...prompt.plan, at: now } } : {};
  const free: Prompt = {
    ...without(prompt, 'hold'),
    ...late,
    ...(prompt.hold.kind === 'missed' ? {} : { claim: { by: '', until: now, attempt: 1 } }),
  };
  if (!(await discussions.commit(prompt.guildId, { prompts: [free] })))
    throw new UserError('prompt-decided', 'Somebody was faster. /discuss queue shows how it stands.');
  const taken = { ...free, revision: free.revision + 1 };
  const done = await (prompt.state === 'posted' ? director.close(taken) : director.post(taken));
  if (done.hold) return messageReply('It still does not work; a new message says why.');
  return updatedCard(services, done);
});

/** A moderator has looked: it stands there, though the bot does not know where. */
const stands = promptAction('p-stands', 'moderator', async (prompt, { user, now }, services) => {
  const by = { by: user.id, at: now, why: 'a moderator found it posted' };
  const posted = await change(services, prompt, { event: 'post', closesAt: now, ...by });
  return updatedCard(services, await change(services, posted, { event: 'close', ...by }));
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
