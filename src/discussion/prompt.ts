/*
 * The life of a discussion prompt.
 *
 *                 ┌─ edit ─┐      ┌─ edit ─┐      ┌─ edit, schedule ─┐
 *   proposed ──────────────── approve → approved ──── schedule → scheduled ── post → posted ── close → closed
 *        └── reject ──┐              │     ↑──────── unschedule ──┘ │
 *                     ↓              ↓                              ↓
 *                  rejected ←──── reject ────────────────────── reject
 */

export const STATES = ['proposed', 'approved', 'scheduled', 'posted', 'closed', 'rejected'] as const;
export type PromptState = (typeof STATES)[number];

/** A question for discussion, with the paragraphs it is about. Plain data. */
export interface Prompt {
  readonly id: string;
  readonly guildId: string;
  /** Raised by the store at each change, so that of two who change it at once one is refused. */
  readonly revision: number;
  readonly state: PromptState;
  /** Id of the reading it is about. */
  readonly reading: string;
  readonly question: string;
  readonly paragraphs: readonly number[];
  /** Answers of the poll before and after; empty where there is none. */
  readonly stances: readonly string[];
  /** Id of the user who proposed it; null where they had their data deleted, or it was drafted from the reading. */
  readonly proposer: string | null;
  /** What its proposer was told; it stays so whatever a server sets later. */
  readonly proposerSeenBy: ProposerSeenBy;
  readonly proposedAt: Date;
  readonly plan?: Plan;
  /** What of it stands on Discord so far. */
  readonly trace: Trace;
  /** Who is at work on it, and until when nobody else may be. */
  readonly lease?: Lease;
  /** Why it waits for a moderator. */
  readonly hold?: Hold;
  readonly history: readonly Step[];
}

/** Who may see who proposed a prompt: everybody, moderators alone, or nobody. */
export type ProposerSeenBy = 'members' | 'moderators' | 'nobody';

/** When, where and how a prompt is to be posted. */
export interface Plan {
  readonly at: Date;
  readonly channelId: string;
  /** The weekly or single slot that picked the prompt, if one did. */
  readonly slot?: string;
  readonly poll: boolean;
  /** What its post is tagged with, in a forum that requires a tag. */
  readonly tag?: string;
  /** How long the discussion is open. */
  readonly openHours: number;
  /** Seconds between two messages of one member; 0 for none. */
  readonly slowSeconds: number;
}

/** Ids of what was posted, each recorded as soon as Discord has answered. */
export interface Trace {
  /** The message in a text channel that the thread hangs on; a forum has none. */
  readonly starterId?: string;
  readonly threadId?: string;
  /** The message in the thread with the prompt, its paragraphs and the ground rules. */
  readonly openingId?: string;
  readonly pollId?: string;
  readonly postedAt?: Date;
  readonly closesAt?: Date;
  /** How often its parts were taken away, to be posted anew. */
  readonly anew?: number;
  /** Somebody ended the first poll before its time. */
  readonly endedEarly?: true;
  /** When the moderators were told that its thread had been archived. */
  readonly archivedAt?: Date;
  /** The same, that it had been locked. */
  readonly lockedAt?: Date;
  /** The same poll, asked again at closing. */
  readonly afterPollId?: string;
  /** When the second poll ends. */
  readonly afterUntil?: Date;
  readonly summaryId?: string;
}

export interface Lease {
  /** The process. */
  readonly by: string;
  readonly until: Date;
  /** How often somebody has begun. */
  readonly attempt: number;
}

export type HoldKind =
  /** Its time passed by more than an hour while nobody was there to post it. */
  | 'missed'
  /** It may or may not stand on Discord already, and looking did not tell. */
  | 'uncertain'
  | 'channel-gone'
  | 'permission'
  /** Its reading is no longer in the library, or no longer has the paragraphs. */
  | 'reading-gone'
  /** It is about paragraphs that the group has not been assigned yet. */
  | 'ahead'
  /** Discord has refused it several times. */
  | 'failing';

export interface Hold {
  readonly kind: HoldKind;
  readonly since: Date;
  /** What Discord said, or which permissions are missing. */
  readonly detail: string;
  /** Whether the moderators have been told. */
  readonly told: boolean;
}

/** One transition: who, when and why. */
export interface Step {
  readonly event: EventName;
  readonly from: PromptState;
  readonly to: PromptState;
  /** Id of the user; null for the bot itself and for users who had their data deleted. */
  readonly by: string | null;
  readonly at: Date;
  readonly why: string;
  /** Whether the decision is shown as the team's. */
  readonly team: boolean;
  /** The question before an edit. */
  readonly before?: string;
}

export const EVENTS = ['approve', 'edit', 'reject', 'schedule', 'unschedule', 'post', 'close'] as const;
export type EventName = (typeof EVENTS)[number];

/** What happens to a prompt. */
export type PromptEvent = {
  readonly by: string | null;
  readonly at: Date;
  readonly why?: string;
  readonly team?: boolean;
} & (
  | { readonly kind: 'approve' | 'reject' | 'unschedule' | 'close' }
  | {
      readonly kind: 'edit';
      readonly question: string;
      readonly paragraphs?: readonly number[];
      readonly stances?: readonly string[];
    }
  | { readonly kind: 'schedule'; readonly plan: Plan }
  | { readonly kind: 'post'; readonly closesAt: Date }
);

const TRANSITIONS: Readonly<Record<EventName, Partial<Record<PromptState, PromptState>>>> = {
  approve: { proposed: 'approved' },
  edit: { proposed: 'proposed', approved: 'approved', scheduled: 'scheduled' },
  reject: { proposed: 'rejected', approved: 'rejected', scheduled: 'rejected' },
  schedule: { approved: 'scheduled', scheduled: 'scheduled' },
  unschedule: { scheduled: 'approved' },
  post: { scheduled: 'posted' },
  close: { posted: 'closed' },
};

/** The state that an event leads to, or undefined where it can't happen in this one. */
function next(state: PromptState, kind: EventName): PromptState | undefined {
  return TRANSITIONS[kind][state];
}

/** The prompt after the event, or undefined where it can't happen in the prompt's state. */
export function transition(prompt: Prompt, event: PromptEvent): Prompt | undefined {
  const to = next(prompt.state, event.kind);
  if (!to) return undefined;
  const step: Step = {
    event: event.kind,
    from: prompt.state,
    to,
    by: event.by,
    at: event.at,
    why: event.why ?? '',
    team: event.team ?? false,
    ...(event.kind === 'edit' && { before: prompt.question }),
  };
  return { ...applyEvent(prompt, event), state: to, history: [...prompt.history, step] };
}

function applyEvent(prompt: Prompt, event: PromptEvent): Prompt {
  switch (event.kind) {
    case 'edit': {
      const { question, paragraphs = prompt.paragraphs, stances = prompt.stances } = event;
      return { ...prompt, question, paragraphs, stances };
    }
    case 'schedule':
      return { ...without(prompt, 'hold', 'lease'), plan: event.plan };
    case 'unschedule':
    case 'reject':
      return without(prompt, 'plan', 'hold', 'lease');
    case 'post':
      return {
        ...without(prompt, 'hold', 'lease'),
        trace: { ...prompt.trace, postedAt: event.at, closesAt: event.closesAt },
      };
    case 'close':
      return without(prompt, 'hold', 'lease');
    case 'approve':
      return prompt;
  }
}

/** The prompt without some of its optional parts. */
export function without<K extends 'plan' | 'hold' | 'lease'>(prompt: Prompt, ...parts: K[]): Prompt {
  const copy: { -readonly [P in keyof Prompt]: Prompt[P] } = { ...prompt };
  for (const part of parts) delete copy[part];
  return copy;
}

/** The prompt as it waits for a moderator; nobody is at work on it. */
export function withHold(prompt: Prompt, hold: Omit<Hold, 'told'>): Prompt {
  return { ...without(prompt, 'lease'), hold: { ...hold, told: false } };
}

/** The question as it was proposed, before anybody edited it. */
export function originalQuestion({ question, history }: Prompt): string {
  return history.find(({ event }) => event === 'edit')?.before ?? question;
}

/** Limits of a prompt, in characters and counts: it has to fit a poll's question and a thread. */
export const PROMPT_LIMITS = { question: 300, paragraphs: 8, stances: 10, stance: 55 } as const;
