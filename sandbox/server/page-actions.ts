/** Does what the page asks for, each time as one person. What that person may not do is refused by the actions. */
import { type PageAction, type PageAnswer, type PageBody, pageActions } from './page-api.ts';
import type { PersonActions } from './person.ts';
import { notFound } from './refusal.ts';
import { validate } from './rules/form.ts';

type Handlers = {
  [A in PageAction]: (me: PersonActions, body: PageBody<A>) => PageAnswer<A> | Promise<PageAnswer<A>>;
};

const handlers: Handlers = {
  command: (me, body) => started(me.useCommand(body)),
  autocomplete: async (me, body) => ({ choices: await me.autocomplete(body) }),
  component: (me, body) => started(me.useComponent(body)),
  'submit-modal': (me, { interactionId, fields }) => started(me.submitModal(interactionId, fields)),
  'dismiss-modal': (me, { interactionId }) => nothing(me.dismissModal(interactionId)),
  vote: (me, body) => nothing(me.vote(body, body.answerIds)),
  message: (me, { channelId, ...message }) => nothing(me.send(channelId, message)),
  'delete-message': (me, body) => nothing(me.deleteMessage(body)),
  dismiss: (me, body) => nothing(me.dismissMessage(body)),
  thread: (me, body) => ({ channelId: me.startThreadOnMessage(body, body.name).id }),
  post: (me, { channelId, ...post }) => ({ channelId: me.startPost(channelId, post).id }),
};

/** Checks the body and does it. @throws Refusal, also where there is no such action */
export async function runAction(me: PersonActions, name: string, body: unknown): Promise<unknown> {
  if (!Object.hasOwn(handlers, name)) throw notFound();
  const action = name as PageAction;
  const handle = handlers[action] as (me: PersonActions, body: unknown) => unknown;
  return handle(me, validate(pageActions[action], body));
}

function started({ id }: { id: string }) {
  return { interactionId: id };
}

function nothing(_result: unknown) {
  return {};
}
