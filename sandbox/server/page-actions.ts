/** What the page may ask to be done, each as one person. What is wrong with a request is refused by the acts. */
import { z } from 'zod';
import { complete, dismissModal, submitModal, useCommand, useComponent } from './actions/interactions.ts';
import { deleteMessage, react, sendMessage } from './actions/messages.ts';
import { dismiss } from './actions/people.ts';
import { vote } from './actions/polls.ts';
import { changeChannel, joinThread, leaveThread, threadAlone, threadOnMessage } from './actions/threads.ts';
import type { Context } from './context.ts';
import { channelFor, messageSeenBy, publicMessage } from './find.ts';
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
    context: Context,
    userId: string,
    body: z.output<Forms[A]>,
  ) => PageActions[A]['answer'] | Promise<PageActions[A]['answer']>;
};

const acts: Acts = {
  command: (context, me, body) => ({ interactionId: useCommand(context, me, body as never).id }),
  autocomplete: async (context, me, body) => ({ choices: await complete(context, me, body as never) }),
  component: (context, me, body) => ({ interactionId: useComponent(context, me, body as never).id }),
  'submit-modal': (context, me, body) => ({
    interactionId: submitModal(context, me, body.interactionId, body.fields).id,
  }),
  'dismiss-modal': (context, me, body) => done(dismissModal(context, me, body.interactionId)),
  vote: (context, me, body) => done(vote(context, me, seen(context, me, body), body.answerIds)),
  message: (context, me, { channelId, content, files, replyTo }) => {
    const reference = replyTo ? { message_reference: { message_id: replyTo } } : {};
    const message = sendMessage(context, me, channelId, { content, ...reference }, uploads(context, files));
    return { messageId: message.id };
  },
  'delete-message': (context, me, body) => done(deleteMessage(context, me, seen(context, me, body))),
  dismiss: (context, me, body) => done(dismiss(context, me, body.channelId, body.messageId)),
  thread: (context, me, { channelId, name, messageId, content, files, tags }) => {
    if (messageId) return { channelId: threadOnMessage(context, me, channelId, messageId, { name }).id };
    const isPost = content !== undefined || files?.length;
    const body = isPost
      ? { name, message: { content: content ?? '' }, applied_tags: tags }
      : { name, type: 11 };
    return { channelId: threadAlone(context, me, channelId, body, uploads(context, files)).thread.id };
  },
  'change-thread': (context, me, { channelId, ...change }) =>
    done(changeChannel(context, me, channelId, change)),
  join: (context, me, { channelId }) => done(joinThread(context, me, channelId, me)),
  leave: (context, me, { channelId }) => done(leaveThread(context, me, channelId, me)),
  react: (context, me, { channelId, messageId, emoji, on }) =>
    done(
      react(context, me, publicMessage(context, channelFor(context, me, channelId), messageId), emoji, on),
    ),
};

export function isAction(name: string): name is PageAction {
  return Object.hasOwn(forms, name);
}

/** Does it, and answers what the page expects. @throws Refusal */
export async function act(
  context: Context,
  userId: string,
  action: PageAction,
  body: unknown,
): Promise<unknown> {
  const form: z.ZodType = forms[action];
  const checked = conform(form, body);
  return (acts[action] as (context: Context, userId: string, body: unknown) => unknown)(
    context,
    userId,
    checked,
  );
}

function done(_nothing: unknown): Record<string, never> {
  return {};
}

function seen(
  context: Context,
  me: string,
  { channelId, messageId }: { channelId: string; messageId: string },
) {
  return messageSeenBy(context, me, channelFor(context, me, channelId), messageId);
}

/** Files that were brought up before, to be sent now. */
function uploads(context: Context, fileIds: readonly string[] = []) {
  return fileIds.map((fileId, at) => {
    const file = context.world.files.get(fileId);
    if (!file) throw new Refusal(404, 0, 'This file is no longer here. Choose it again.');
    return { key: String(at), name: file.name, contentType: file.contentType, bytes: file.bytes };
  });
}
