/** Does what the page asks for, each time as one person. What that person may not do is refused by the actions. */
import { complete, dismissModal, submitModal, useCommand, useComponent } from './actions/interactions.ts';
import { deleteMessage, sendMessage } from './actions/messages.ts';
import { dismiss } from './actions/people.ts';
import { vote } from './actions/polls.ts';
import { threadAlone, threadOnMessage } from './actions/threads.ts';
import type { Context } from './context.ts';
import { channelFor, messageSeenBy } from './find.ts';
import { type PageAction, type PageAnswer, type PageBody, pageActions } from './page-api.ts';
import { notFound, Refusal } from './refusal.ts';
import { conform } from './rules/form.ts';

type Handlers = {
  [A in PageAction]: (
    context: Context,
    me: string,
    body: PageBody<A>,
  ) => PageAnswer<A> | Promise<PageAnswer<A>>;
};

const handlers: Handlers = {
  command: (context, me, body) => started(useCommand(context, me, body)),
  autocomplete: async (context, me, body) => ({ choices: await complete(context, me, body) }),
  component: (context, me, body) => started(useComponent(context, me, body)),
  'submit-modal': (context, me, { interactionId, fields }) =>
    started(submitModal(context, me, interactionId, fields)),
  'dismiss-modal': (context, me, { interactionId }) => nothing(dismissModal(context, me, interactionId)),
  vote: (context, me, body) => nothing(vote(context, me, findMessage(context, me, body), body.answerIds)),
  message(context, me, { channelId, content, files, replyTo }) {
    const body = { content, ...(replyTo && { message_reference: { message_id: replyTo } }) };
    return nothing(sendMessage(context, me, channelId, body, uploads(context, files)));
  },
  'delete-message': (context, me, body) =>
    nothing(deleteMessage(context, me, findMessage(context, me, body))),
  dismiss: (context, me, { channelId, messageId }) => nothing(dismiss(context, me, channelId, messageId)),
  thread: (context, me, { channelId, messageId, name }) => ({
    channelId: threadOnMessage(context, me, channelId, messageId, { name }).id,
  }),
  post: (context, me, { channelId, name, content, tags }) => ({
    channelId: threadAlone(context, me, channelId, { name, message: { content }, applied_tags: tags }).thread
      .id,
  }),
};

/** Checks the body and does it. @throws Refusal, also where there is no such action */
export async function runAction(
  context: Context,
  userId: string,
  name: string,
  body: unknown,
): Promise<unknown> {
  if (!Object.hasOwn(handlers, name)) throw notFound();
  const action = name as PageAction;
  const handle = handlers[action] as (context: Context, me: string, body: unknown) => unknown;
  return handle(context, userId, conform(pageActions[action], body));
}

function started({ id }: { id: string }) {
  return { interactionId: id };
}

function nothing(_result: unknown) {
  return {};
}

function findMessage(context: Context, me: string, address: { channelId: string; messageId: string }) {
  return messageSeenBy(context, me, channelFor(context, me, address.channelId), address.messageId);
}

/** Files that were uploaded before, to be sent now. */
function uploads(context: Context, fileIds: readonly string[] = []) {
  return fileIds.map((fileId, at) => {
    const file = context.world.files.get(fileId);
    if (!file) throw new Refusal(404, 0, 'This file is no longer here. Choose it again.');
    return { key: String(at), name: file.name, contentType: file.contentType, bytes: file.bytes };
  });
}
