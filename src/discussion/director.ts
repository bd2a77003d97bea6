import type { AnnotatedReading } from '../reading/annotations.ts';
import { wholeParagraph } from '../reading/quote.ts';
import type { Agenda, DiscussionStore } from './discussion-store.ts';
import { due, hasBegun, LATE_MS, lateness } from './due.ts';
import { isOpen } from './gate.ts';
import { MOST_ATTEMPTS, withLease, withRenewedLease } from './lease.ts';
import { type Hold, type Plan, type Prompt, type Trace, transition, withHold, without } from './prompt.ts';
import { dueOccurrence } from './slot.ts';
import { type DiscussionPart, type News, type Scene, type Stage, StageError } from './stage.ts';
import { type Count, type Session, summarise, type ThreadMessages } from './summary.ts';

/** Does what is due: takes prompts for slots, posts, closes, and tells moderators what needs them. */
export interface Director {
  /** Does everything that is due. Safe to run in several processes at once. */
  readonly tick: () => Promise<void>;
  /** Posts a scheduled prompt whose time has come. Returns it as it then is. */
  readonly post: (prompt: Prompt) => Promise<Prompt>;
  /**
   * Goes on with closing: asks the poll again first, if there was one, and closes when that has ended.
   *
   * @param options.skipPoll closes without asking the poll again
   * @param options.skipRefused closes though Discord refuses a part of it
   */
  readonly close: (prompt: Prompt, options?: CloseOptions) => Promise<Prompt>;
  /**
   * Takes away what stands of a prompt that is not open yet. Returns it without.
   *
   * @throws StageError where Discord refuses; then the prompt is as it was
   */
  readonly withdraw: (prompt: Prompt) => Promise<Prompt>;
  /** Keeps a prompt for a moderator to decide about, and tells them. */
  readonly hold: (prompt: Prompt, kind: Hold['kind'], detail: string) => Promise<Prompt>;
  /** What happened in a discussion so far; polls that still run are counted as they stand. */
  readonly session: (prompt: Prompt) => Promise<Session>;
  /** Approved prompts about a reading that may be posted next, in order. */
  readonly waiting: (guildId: string, reading: string) => Promise<readonly Prompt[]>;
  readonly nameOf: Stage['nameOf'];
  /**
   * Tells moderators; what can't be delivered is kept for the next of them who uses the bot.
   *
   * @returns whether it was delivered
   */
  readonly tellModerators: (guildId: string, news: News) => Promise<boolean>;
  /** Tells one person privately; what can't be delivered is kept until they use the bot. */
  readonly tellUser: (guildId: string, userId: string, notice: Notice) => Promise<void>;
}

/** The same in two wordings: to tell now, and to keep for later, which names nobody. */
export interface Notice {
  readonly now: string;
  readonly later: string;
}

export interface CloseOptions {
  readonly by?: string | null;
  readonly why?: string;
  readonly skipPoll?: boolean;
  /** Closes whatever Discord refuses of it, and says what was left out. */
  readonly skipRefused?: boolean;
}

export interface DirectorParts {
  readonly store: DiscussionStore;
  readonly agenda: Agenda;
  readonly stage: Stage;
  readonly reading: (guildId: string, id: string) => Promise<AnnotatedReading | undefined>;
  /** The id of the reading that a channel is on. */
  readonly readingIn: (guildId: string, channelId: string) => Promise<string>;
  readonly now: () => Date;
  /** Names this process among all that share the store. */
  readonly process: string;
  /** News in words, for those who can't be reached now. */
  readonly inWords: (news: News) => string;
  /** What a proposer is told when their prompt is posted. */
  readonly postedNotice: (prompt: Prompt) => Notice;
  /** Told of faults that are nobody's but the program's. */
  readonly onError?: (error: unknown) => void;
}

/** How many discussions are worked on at once: Discord allows 50 requests a second in all. */
const AT_ONCE = 4;
/** How long the poll at closing runs. Discord's shortest is an hour. */
export const AFTER_POLL_HOURS = 24;
/** Discord's longest. */
export const LONGEST_POLL_HOURS = 768;

export function createDirector(parts: DirectorParts): Director {
  const { store, agenda, stage, now, onError = () => {} } = parts;

  async function tick(): Promise<void> {
    const jobs: Job[] = [];
    for (const guildId of await agenda.guildsDue(now())) {
      try {
        await fillSlots(guildId);
        jobs.push(...(await jobsOf(guildId)));
      } catch (error) {
        // One server's fault is not the others'.
        onError(error);
      }
    }
    await runBounded(jobs, AT_ONCE, onError);
  }

  async function jobsOf(guildId: string): Promise<Job[]> {
    const found = due(await store.list(guildId, ['proposed', 'approved', 'scheduled', 'posted']), now());
    return [
      ...found.missed.map((prompt) => () => hold(prompt, 'missed', '')),
      ...found.tell.map((prompt) => () => tellHeld(prompt)),
      ...found.post.map((prompt) => () => post(prompt)),
      ...found.close.map((prompt) => () => close(prompt)),
    ];
  }

  /** Gives each due slot the oldest approved prompt. */
  async function fillSlots(guildId: string): Promise<void> {
    for (const slot of await store.slots(guildId)) {
      const occurrence = dueOccurrence(slot, now());
      if (!occurrence) continue;
      const reading = slot.reading ?? (await parts.readingIn(guildId, slot.plan.channelId));
      const [prompt, another] = await waiting(guildId, reading);
      const plan: Plan = { ...slot.plan, at: occurrence.at, slot: slot.id };
      const why = slot.every === 'week' ? 'weekly slot' : 'slot';
      const taken = prompt && transition(prompt, { kind: 'schedule', by: null, at: now(), why, plan });
      const ours = await store.commit(guildId, { slots: [occurrence.slot], prompts: taken ? [taken] : [] });
      if (!ours) continue;
      const text = await parts.reading(guildId, reading);
      if (!taken) {
        const approved = await store.list(guildId, ['approved']);
        const ahead = approved.filter((one) => one.reading === reading).length;
        await tellModerators(guildId, { kind: 'dry', slot, text, ahead });
      } else if (!another && occurrence.slot.nextAt)
        await tellModerators(guildId, { kind: 'last', slot: occurrence.slot, text });
    }
  }

  /** Approved prompts that the group has read up to, in the order in which they were proposed. */
  async function waiting(guildId: string, reading: string): Promise<Prompt[]> {
    const upTo = await store.assigned(guildId, reading);
    return (await store.list(guildId, ['approved'])).filter(
      (prompt) => prompt.reading === reading && isOpen(prompt.paragraphs, upTo),
    );
  }

  async function post(asked: Prompt): Promise<Prompt> {
    const mine = await takeLease(asked);
    if (!mine?.plan) return asked;
    return attempt(mine, async (taken) => {
      const scene = await sceneOf(taken, mine.plan as Plan);
      if (!scene) return hold(taken, 'reading-gone', '');
      const upTo = await store.assigned(taken.guildId, taken.reading);
      if (!isOpen(taken.paragraphs, upTo)) return hold(taken, 'ahead', `¶${upTo}`);
      const done = await postParts(taken, scene, openingParts(scene));
      if (done.hold) return done;
      const at = now();
      const closesAt = new Date(at.getTime() + scene.plan.openHours * 3_600_000);
      const posted = await commit(transition(done, { kind: 'post', by: null, at, closesAt }) ?? done);
      if (posted.proposer !== null)
        await tellUser(posted.guildId, posted.proposer, parts.postedNotice(posted));
      return posted;
    });
  }

  async function close(asked: Prompt, options: CloseOptions = {}): Promise<Prompt> {
    const mine = asked.state === 'posted' ? await takeLease(asked) : undefined;
    if (!mine?.plan) return asked;
    const skipped: string[] = [];
    const unlessRefused = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await work();
      } catch (error) {
        if (!options.skipRefused || !(error instanceof StageError) || error.kind === 'unclear') throw error;
        skipped.push(`${what} (${error.message})`);
        return undefined;
      }
    };
    return attempt(mine, async (taken) => {
      const threadId = taken.trace.threadId as string;
      const state =
        (await unlessRefused('looking at the thread', () => stage.threadState(threadId))) ?? 'gone';
      const scene =
        state === 'gone'
          ? undefined
          : await unlessRefused('looking at its channel', () => sceneOf(taken, mine.plan as Plan));
      const asksAgain =
        taken.trace.pollId && !taken.trace.afterPollId && !options.skipPoll && state !== 'locked';
      if (asksAgain && scene) {
        const first = await stage.endPoll(threadId, taken.trace.pollId as string);
        // In a later attempt it may be this bot that has ended it.
        // Nor is it early where it has ended by itself, while the bot was away.
        const early =
          first.kind === 'counted' &&
          first.early &&
          taken.lease?.attempt === 1 &&
          now() < pollEnd(taken.trace, scene.plan);
        const asked = await postParts(
          early ? { ...taken, trace: { ...taken.trace, endedEarly: true } } : taken,
          scene,
          ['after-poll'],
        );
        if (asked.hold) return asked;
        const afterUntil = new Date(now().getTime() + AFTER_POLL_HOURS * 3_600_000);
        return commit(without({ ...asked, trace: { ...asked.trace, afterUntil } }, 'lease'));
      }
      return finish(taken, state, scene, options, { skipped, unlessRefused });
    });
  }

  async function finish(
    taken: Prompt,
    state: 'open' | 'archived' | 'locked' | 'gone',
    scene: Scene | undefined,
    options: CloseOptions,
    { skipped, unlessRefused }: Skipping,
  ): Promise<Prompt> {
    const { afterPollId, pollId, threadId } = taken.trace;
    const running = afterPollId ?? pollId;
    if (state !== 'gone' && running)
      await unlessRefused('ending its poll', () => stage.endPoll(threadId as string, running));
    let done = taken;
    // Counting a long thread may take longer than a lease lasts.
    const renew = async () => {
      done = await commit(withRenewedLease(done, now()));
    };
    const session = await countSession(taken, state === 'gone' ? undefined : stage.count, renew);
    const summary = summarise(session);
    if (scene) {
      const posted = () => postParts(done, { ...scene, summary }, ['summary']);
      done = (await unlessRefused('the summary in its thread', posted)) ?? done;
      if (done.hold) return done;
    }
    if (state !== 'gone')
      await unlessRefused('locking its thread', () => stage.lock(done.trace.threadId as string));
    const why = options.why ?? WHY_CLOSED[taken.trace.summaryId ? 'open' : state];
    const closed = transition(done, { kind: 'close', by: options.by ?? null, at: now(), why });
    if (!closed) return done;
    const kept = await commit(closed);
    const here = kept.trace.summaryId === undefined;
    await tellModerators(kept.guildId, { kind: 'closed', prompt: kept, summary, here, why, skipped });
    return kept;
  }

  /** @param count undefined where there is no thread to count in */
  async function countSession(
    prompt: Prompt,
    count: Stage['count'] | undefined,
    onPage?: () => Promise<void>,
  ): Promise<Session> {
    const { threadId, pollId, afterPollId, endedEarly } = prompt.trace;
    const votes = async (id: string): Promise<Count> => {
      const found: Count = threadId && count ? await count(threadId, id) : { kind: 'gone' };
      return found.kind === 'counted' && id === pollId ? { ...found, early: endedEarly === true } : found;
    };
    const written: ThreadMessages =
      threadId && count ? await stage.messages(threadId, onPage) : { messages: [], extent: 'unreadable' };
    return {
      prompt,
      ...written,
      citations: await store.citations(prompt.guildId, prompt.id),
      ...(pollId && { before: await votes(pollId) }),
      ...(afterPollId && { after: await votes(afterPollId) }),
    };
  }

  async function session(prompt: Prompt): Promise<Session> {
    const { threadId } = prompt.trace;
    const gone = !threadId || (await stage.threadState(threadId)) === 'gone';
    return countSession(prompt, gone ? undefined : stage.count);
  }

  /**
   * Posts the parts that are not recorded, each recorded before the next; may return the prompt held.
   *
   * @param again whether all parts were taken away just now, because one was gone
   */
  async function postParts(
    taken: Prompt,
    scene: Scene,
    wanted: readonly DiscussionPart[],
    again = false,
  ): Promise<Prompt> {
    let prompt = taken;
    // An attempt before this one may have posted a part without recording it.
    let unsure = !again && (prompt.lease?.attempt ?? 1) > 1;
    for (const part of wanted) {
      if (prompt.trace[TRACE[part]] !== undefined) continue;
      const here = { ...scene, prompt };
      let id: string | undefined;
      try {
        if (unsure) {
          const found = await stage.find(part, here);
          if (found.kind === 'unknown') return hold(prompt, 'uncertain', found.why);
          if (found.kind === 'found') id = found.id;
          else if (prompt.state === 'scheduled' && !hasBegun(prompt) && lateness(prompt, now()) > LATE_MS)
            return hold(prompt, 'missed', '');
          unsure = false;
        }
        id ??= await stage.post(part, here);
      } catch (error) {
        if (!isPartGone(error) || prompt.state !== 'scheduled' || again) throw error;
        return postParts(await startAnew(prompt), scene, wanted, true);
      }
      const trace = recordPart(prompt.trace, part, id, scene.kind);
      prompt = await commit(withRenewedLease({ ...prompt, trace }, now()));
    }
    return prompt;
  }

  /** Of a prompt that is ours, of which somebody has deleted a part: the rest is taken away too. */
  async function startAnew(prompt: Prompt): Promise<Prompt> {
    await stage.takeAway(prompt);
    return commit(withRenewedLease({ ...prompt, trace: { anew: (prompt.trace.anew ?? 0) + 1 } }, now()));
  }

  async function withdraw(asked: Prompt): Promise<Prompt> {
    if (asked.state !== 'scheduled' || !hasBegun(asked)) return asked;
    const mine = await takeLease(asked);
    if (!mine) return asked;
    try {
      return await commit(without(await startAnew(mine), 'lease'));
    } catch (error) {
      await store.commit(mine.guildId, { prompts: [without(mine, 'lease')] });
      throw error;
    }
  }

  /** Works on a prompt that is ours, and settles what went wrong. */
  async function attempt(mine: Prompt, work: (mine: Prompt) => Promise<Prompt>): Promise<Prompt> {
    try {
      return await work(mine).catch((error) => settle(mine, error));
    } catch (error) {
      if (error instanceof Lost) return (await store.get(mine.guildId, mine.id)) ?? mine;
      throw error;
    }
  }

  async function settle(mine: Prompt, error: unknown): Promise<Prompt> {
    if (error instanceof Lost) throw error;
    if (!(error instanceof StageError)) onError(error);
    const current = (await store.get(mine.guildId, mine.id)) ?? mine;
    if (current.lease?.by !== parts.process || current.lease.attempt !== mine.lease?.attempt) return current;
    const kind = error instanceof StageError ? error.kind : 'unclear';
    const detail = error instanceof StageError ? error.message : 'A fault in the bot, which is in its log.';
    if (kind === 'refused') return hold(current, 'failing', detail);
    if (kind === 'part-gone') return hold(current, 'channel-gone', detail);
    if (kind !== 'unclear') return hold(current, kind, detail);
    // The lease stays: when it ends, the next attempt looks before it posts.
    return current.lease.attempt >= MOST_ATTEMPTS ? hold(current, 'uncertain', detail) : current;
  }

  async function takeLease(asked: Prompt): Promise<Prompt | undefined> {
    const taken = withLease(asked, parts.process, now());
    return taken && (await store.commit(asked.guildId, { prompts: [taken] }))
      ? { ...taken, revision: taken.revision + 1 }
      : undefined;
  }

  async function hold(prompt: Prompt, kind: Hold['kind'], detail: string): Promise<Prompt> {
    const waiting = await commit(withHold(prompt, { kind, since: now(), detail }));
    // A slot in a channel that is gone would take one approved prompt after the other.
    if (kind === 'channel-gone' && prompt.plan?.slot)
      await store.removeSlot(prompt.guildId, prompt.plan.slot);
    return tellHeld(waiting);
  }

  async function tellHeld(prompt: Prompt): Promise<Prompt> {
    const mine = await takeLease(prompt);
    if (!mine?.hold) return prompt;
    await tellModerators(mine.guildId, { kind: 'held', prompt: mine });
    return commit(without({ ...mine, hold: { ...mine.hold, told: true } }, 'lease'));
  }

  /** @throws Lost where somebody else has changed the prompt */
  async function commit(prompt: Prompt): Promise<Prompt> {
    if (!(await store.commit(prompt.guildId, { prompts: [prompt] }))) throw new Lost();
    return { ...prompt, revision: prompt.revision + 1 };
  }

  async function tellModerators(guildId: string, news: News): Promise<boolean> {
    const told = (await stage.tellModerators(guildId, news).catch(onError)) === true;
    if (!told) await store.leaveNotice(guildId, null, parts.inWords(news), now());
    return told;
  }

  async function tellUser(guildId: string, userId: string, notice: Notice): Promise<void> {
    const told = await stage.tellUser(userId, notice.now).catch(onError);
    if (!told) await store.leaveNotice(guildId, userId, notice.later, now());
  }

  async function sceneOf(prompt: Prompt, plan: Plan): Promise<Scene | undefined> {
    const text = await parts.reading(prompt.guildId, prompt.reading);
    const quotes = text && prompt.paragraphs.map((n) => wholeParagraph(text.reading, n));
    if (!text || !quotes?.every((quote) => quote !== undefined)) return undefined;
    return { prompt, plan, kind: await stage.channelKind(prompt.guildId, plan.channelId), text, quotes };
  }

  return {
    tick,
    post,
    close,
    withdraw,
    hold,
    session,
    waiting,
    nameOf: stage.nameOf,
    tellModerators,
    tellUser,
  };
}

/** What is left out where a moderator closes a discussion without what Discord refuses. */
interface Skipping {
  readonly skipped: string[];
  readonly unlessRefused: <T>(what: string, work: () => Promise<T>) => Promise<T | undefined>;
}

const WHY_CLOSED = {
  open: 'its time was over',
  archived: 'its time was over',
  locked: 'its time was over, and its thread was locked',
  gone: 'its thread was deleted',
} as const;

const isPartGone = (error: unknown) => error instanceof StageError && error.kind === 'part-gone';

/** Somebody else has changed the prompt since it was read; it is theirs now. */
class Lost extends Error {}

const TRACE = {
  starter: 'starterId',
  thread: 'threadId',
  opening: 'openingId',
  poll: 'pollId',
  'after-poll': 'afterPollId',
  summary: 'summaryId',
} as const satisfies Record<DiscussionPart, keyof Trace>;

/** When a poll ends by itself, or a minute before: Discord's clock is another. */
function pollEnd({ postedAt }: Trace, { openHours }: Plan): Date {
  const hours = Math.min(openHours + AFTER_POLL_HOURS, LONGEST_POLL_HOURS);
  return new Date((postedAt?.getTime() ?? 0) + hours * 3_600_000 - 60_000);
}

/** Whether stances are asked for before and after. */
export function hasPoll({ stances }: Prompt, { poll }: Plan): boolean {
  return poll && stances.length >= 2;
}

function openingParts({ kind, plan, prompt }: Scene): DiscussionPart[] {
  const asked: DiscussionPart[] = hasPoll(prompt, plan) ? ['poll'] : [];
  return kind === 'forum' ? ['thread', ...asked] : ['starter', 'thread', 'opening', ...asked];
}

function recordPart(trace: Trace, part: DiscussionPart, id: string, kind: Scene['kind']): Trace {
  const next = { ...trace, [TRACE[part]]: id };
  // In a forum the first message has its thread's id.
  return kind === 'forum' && part === 'thread' ? { ...next, openingId: id } : next;
}

type Job = () => Promise<unknown>;

async function runBounded(
  jobs: readonly Job[],
  atOnce: number,
  onError: (error: unknown) => void,
): Promise<void> {
  const waiting = [...jobs];
  const worker = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job().catch(onError);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
