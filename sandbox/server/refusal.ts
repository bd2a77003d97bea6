/**
 * How Discord refuses: a status, a code of its own and a message; for a body in the wrong form also where in
 * the body and which rule (https://docs.discord.com/developers/reference#error-messages).
 */
export class Refusal extends Error {
  override name = 'Refusal';
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors?: FormErrors,
  ) {
    super(message);
  }

  toJSON() {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

export interface FormErrors {
  [field: string]: FormErrors | FormError[];
}

export interface FormError {
  code: string;
  message: string;
}

export interface FormIssue extends FormError {
  path: readonly PropertyKey[];
}

/** 50035, with every issue at its place. */
export function invalidForm(issues: readonly FormIssue[]): Refusal {
  const errors: FormErrors = {};
  for (const { path, code, message } of issues) {
    let place = errors;
    for (const step of path) {
      place[String(step)] ??= {};
      place = place[String(step)] as FormErrors;
    }
    place._errors ??= [];
    (place._errors as FormError[]).push({ code, message });
  }
  return new Refusal(400, 50035, 'Invalid Form Body', errors);
}

/** 50035 for one place. */
export function invalidField(path: readonly PropertyKey[], code: string, message: string): Refusal {
  return invalidForm([{ path, code, message }]);
}

const refuse = (status: number, code: number, message: string) => () => new Refusal(status, code, message);

export const unauthorized = refuse(401, 0, '401: Unauthorized');
export const notFound = refuse(404, 0, '404: Not Found');
export const methodNotAllowed = refuse(405, 0, '405: Method Not Allowed');
export const unknownApplication = refuse(404, 10002, 'Unknown Application');
export const unknownChannel = refuse(404, 10003, 'Unknown Channel');
export const unknownGuild = refuse(404, 10004, 'Unknown Guild');
export const unknownMember = refuse(404, 10007, 'Unknown Member');
export const unknownMessage = refuse(404, 10008, 'Unknown Message');
export const unknownRole = refuse(404, 10011, 'Unknown Role');
export const unknownUser = refuse(404, 10013, 'Unknown User');
export const unknownWebhook = refuse(404, 10015, 'Unknown Webhook');
export const unknownInteraction = refuse(404, 10062, 'Unknown interaction');
export const unknownCommand = refuse(404, 10063, 'Unknown application command');
export const tooManyCommands = (most: number) =>
  new Refusal(400, 30032, `Maximum number of application commands reached (${most})`);
export const tooLarge = refuse(413, 40005, 'Request entity too large');
export const alreadyAcknowledged = refuse(400, 40060, 'Interaction has already been acknowledged.');
export const tagRequired = refuse(400, 40067, 'A tag is required to create a forum post in this channel');
export const tooManyFollowUps = refuse(
  400,
  40094,
  'This interaction has reached the maximum number of follow-up messages',
);
export const missingAccess = refuse(403, 50001, 'Missing Access');
export const notInDirectMessages = refuse(403, 50003, 'Cannot execute action on a DM channel');
export const notOwnMessage = refuse(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = refuse(400, 50006, 'Cannot send an empty message');
export const cannotMessageUser = refuse(403, 50007, 'Cannot send messages to this user');
export const notATextChannel = refuse(400, 50008, 'Cannot send messages in a non-text channel');
export const missingPermissions = refuse(403, 50013, 'Missing Permissions');
export const systemMessage = refuse(403, 50021, 'Cannot execute action on a system message');
export const wrongChannelType = refuse(400, 50024, 'Cannot execute action on this channel type');
export const invalidToken = refuse(401, 50027, 'Invalid Webhook Token');
export const threadArchived = refuse(400, 50083, 'Thread is archived');
export const invalidJson = refuse(400, 50109, 'The request body contains invalid JSON.');
export const threadExists = refuse(400, 160004, 'A thread has already been created for this message');
export const threadLocked = refuse(400, 160005, 'Thread is locked');
export const slowMode = refuse(429, 20016, 'This action cannot be performed due to slowmode rate limit');
export const pollExpired = refuse(400, 520001, 'Poll expired');
export const pollNotEditable = refuse(400, 520003, 'Cannot edit a poll message');
export const notAPoll = refuse(400, 520006, 'Cannot expire a non-poll message');
