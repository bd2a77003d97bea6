/** What the page may ask to be done, each as one person. What is wrong with a request is refused by the acts. */
import { z } from 'zod';
import { complete, dismissModal, submitModal, useCommand, useComponent } from './acts/interactions.ts';
import { deleteMessage, react, sendMessage } from './acts/messages.ts';
import { dismiss } from './acts/people.ts';
import { vote } from './acts/polls.ts';
import { changeChannel, joinThread, leaveThread, threadAlone, threadOnMessage } from './acts/threads.ts';
import { channelFor, messageSeenBy, publicMessage } from './find.ts';
import type { Here } from './here.ts';
import type { PageAction, PageActions } from './page-api.ts';
import { Refusal } from './refusal.ts';
import { conform } from './rules/form.ts';

const id = z.string();
const ids = z.array(id);
const option = z.looseObject({ name: z.string(), type: z.number() });

const forms = {
  command: z.object({
    channelId: id,
    commandId: id,
    options: z.array(option).optional(),
    targetId: id.optional(),
  }),
  autocomplete: z.object({ channelId: id, commandId: id, options: z.array(option) }),
  component: z.object({
    channelId: id,
    messageId: id,
    customId: z.string(),
    values: z.array(z.string()).optional(),
  }),
  'submit-modal': z.object({
    interactionId: id,
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
  }),
  'dismiss-modal': z.object({ interactionId: id }),
  vote: z.object({ channelId: id, messageId: id, answerIds: z.array(z.number()) }),
  message: z.object({ channelId: id, content: z.string(), files: ids.optional(), replyTo: id.optional() }),
  'delete-message': z.object({ channelId: id, messageId: id }),
  dismiss: z.object({ channelId: id, messageId: id }),
  thread: z.object({
    channelId: id,
    name: z.string(),
    messageId: id.optional(),
    content: z.string().optional(),
    files: ids.optional(),
    tags: ids.optional(),
  }),
  'change-thread': z.object({
    channelId: id,
    archived: z.boolean().optional(),
    locked: z.boolean().optional(),
  }),
  join: z.object({ channelId: id }),
  leave: z.object({ channelId: id }),
  react: z.object({ channelId: id, messageId: id, emoji: z.string(), on: z.boolean() }),
} satisfies Record<PageAction, z.ZodType>;

type Forms = typeof forms;
type Acts = {
  [A in PageAction]: (
    here: Here,
    userId: string,
    body: z.output<Forms[A]>,
  ) => PageActions[A]['answer'] | Promise<PageActions[A]['answer']>;
};

const acts: Acts = {
  command: (here, me, body) => ({ interactionId: useCommand(here, me, body as never).id }),
  autocomplete: async (here, me, body) => ({ choices: await complete(here, me, body as never) }),
  component: (here, me, body) => ({ interactionId: useComponent(here, me, body as never).id }),
  'submit-modal': (here, me, body) => ({
    interactionId: submitModal(here, me, body.interactionId, body.fields).id,
  }),
  'dismiss-modal': (here, me, body) => done(dismissModal(here, me, body.interactionId)),
  vote: (here, me, body) => done(vote(here, me, seen(here, me, body), body.answerIds)),
  message: (here, me, { channelId, content, files, replyTo }) => {
    const reference = replyTo ? { message_reference: { message_id: replyTo } } : {};
    const message = sendMessage(here, me, channelId, { content, ...reference }, uploads(here, files));
    return { messageId: message.id };
  },
  'delete-message': (here, me, body) => done(deleteMessage(here, me, seen(here, me, body))),
  dismiss: (here, me, body) => done(dismiss(here, me, body.channelId, body.messageId)),
  thread: (here, me, { channelId, name, messageId, content, files, tags }) => {
    if (messageId) return { channelId: threadOnMessage(here, me, channelId, messageId, { name }).id };
    const isPost = content !== undefined || files?.length;
    const body = isPost
      ? { name, message: { content: content ?? '' }, applied_tags: tags }
      : { name, type: 11 };
    return { channelId: threadAlone(here, me, channelId, body, uploads(here, files)).thread.id };
  },
  'change-thread': (here, me, { channelId, ...change }) => done(changeChannel(here, me, channelId, change)),
  join: (here, me, { channelId }) => done(joinThread(here, me, channelId, me)),
  leave: (here, me, { channelId }) => done(leaveThread(here, me, channelId, me)),
  react: (here, me, { channelId, messageId, emoji, on }) =>
    done(react(here, me, publicMessage(here, channelFor(here, me, channelId), messageId), emoji, on)),
};

export function isAction(name: string): name is PageAction {
  return Object.hasOwn(forms, name);
}

/** Does it, and answers what the page expects. @throws Refusal */
export async function act(here: Here, userId: string, action: PageAction, body: unknown): Promise<unknown> {
  const form: z.ZodType = forms[action];
  const checked = conform(form, body);
  return (acts[action] as (here: Here, userId: string, body: unknown) => unknown)(here, userId, checked);
}

function done(_nothing: unknown): Record<string, never> {
  return {};
}

function seen(here: Here, me: string, { channelId, messageId }: { channelId: string; messageId: string }) {
  return messageSeenBy(here, me, channelFor(here, me, channelId), messageId);
}

/** Files that were brought up before, to be sent now. */
function uploads(here: Here, fileIds: readonly string[] = []) {
  return fileIds.map((fileId, at) => {
    const file = here.world.files.get(fileId);
    if (!file) throw new Refusal(404, 0, 'This file is no longer here. Choose it again.');
    return { key: String(at), name: file.name, contentType: file.contentType, bytes: file.bytes };
  });
}
