import { setImmediate as breathe } from 'node:timers/promises';
import type { Prompt } from '../../src/discussion/prompt.ts';
import {
  type DiscussionPart,
  type Lookup,
  type News,
  type Scene,
  type Stage,
  StageError,
} from '../../src/discussion/stage.ts';
import type { Count, ThreadMessages } from '../../src/discussion/summary.ts';

/** A stage on paper: what was posted outlives the process that posted it. */
export class PaperStage implements Stage {
  readonly posted: { readonly promptId: string; readonly part: DiscussionPart; readonly id: string }[] = [];
  readonly news: News[] = [];
  readonly direct: { readonly userId: string; readonly words: string }[] = [];
  readonly locked = new Set<string>();
  readonly states = new Map<string, 'open' | 'archived' | 'locked' | 'gone'>();
  written: ThreadMessages = { messages: [], extent: 'whole' };
  votes: Count = { kind: 'counted', early: false, final: true, answers: [] };
  kind: 'text' | 'forum' = 'text';
  /** What comes of posting a part, or of something else, instead of its being done. */
  refuses: Partial<Record<DiscussionPart | 'kind' | 'look' | 'end' | 'lock' | 'take away' | 'tell', Error>> =
    {};
  blind = false;
  /** Whether there is a moderators' channel that can be written in. */
  heard = true;
  /** Whether people take direct messages. */
  takesDirect = true;
  /** Ids of the polls that were ended. */
  readonly ended: string[] = [];
  atOnce = 0;
  mostAtOnce = 0;

  async channelKind() {
    this.refuse('kind');
    return this.kind;
  }

  async post(part: DiscussionPart, { prompt }: Scene) {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    await breathe();
    this.atOnce--;
    this.refuse(part);
    const id = `${prompt.id}-${part}-${this.posted.length}`;
    this.posted.push({ promptId: prompt.id, part, id });
    return id;
  }

  async takeAway({ id }: Prompt) {
    this.refuse('take away');
    for (let i = this.posted.length - 1; i >= 0; i--)
      if (this.posted[i]?.promptId === id) this.posted.splice(i, 1);
  }

  async find(part: DiscussionPart, { prompt }: Scene): Promise<Lookup> {
    if (this.blind) return { kind: 'unknown', why: 'its history can’t be read' };
    const found = this.posted.find((one) => one.promptId === prompt.id && one.part === part);
    return found ? { kind: 'found', id: found.id } : { kind: 'none' };
  }

  async threadState(threadId: string) {
    this.refuse('look');
    return this.states.get(threadId) ?? 'open';
  }
  readonly count = async () => this.votes;
  async endPoll(_threadId: string, pollId: string) {
    this.refuse('end');
    this.ended.push(pollId);
    return this.votes;
  }
  async messages() {
    return this.written;
  }
  async lock(threadId: string) {
    this.refuse('lock');
    this.locked.add(threadId);
  }
  async tellModerators(_guildId: string, news: News) {
    this.refuse('tell');
    if (!this.heard) return false;
    this.news.push(news);
    return true;
  }
  async nameOf(_guildId: string, userId: string) {
    return `Name of ${userId}`;
  }
  async tellUser(userId: string, words: string) {
    if (this.takesDirect) this.direct.push({ userId, words });
    return this.takesDirect;
  }

  private refuse(what: keyof PaperStage['refuses']): void {
    const refusal = this.refuses[what];
    if (refusal) throw refusal;
  }

  partsOf(promptId: string): DiscussionPart[] {
    return this.posted.filter((one) => one.promptId === promptId).map(({ part }) => part);
  }
}

export const refusal = (kind: StageError['kind'], message = 'said so') => new StageError(kind, message);
