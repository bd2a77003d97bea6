/** Waits for what becomes of an interaction: its id comes with the request, its outcome with an event. */
import type { PageEvent, PageInteraction } from '../server/page-api.ts';

/** The server says after 3 seconds that no answer came; this is for a server that says nothing at all. */
const TIMEOUT_MS = 8000;
const MOST_EARLY = 50;

/** Why it failed, in plain words; undefined if it didn't. */
type Outcome = string | undefined;

export class Interactions {
  private readonly waiting = new Map<string, (outcome: Outcome) => void>();
  /** Outcomes that came before the request's own answer. */
  private readonly early = new Map<string, Outcome>();

  /** Resolves when the bot has answered; rejects with the reason, in plain words, when it has not. */
  async waitFor(started: Promise<PageInteraction>): Promise<void> {
    const { interactionId } = await started;
    const fault = await this.outcome(interactionId);
    if (fault !== undefined) throw new Error(fault);
  }

  /** Takes every event; those that end an interaction settle who waits for it. */
  handleEvent(event: PageEvent): void {
    if (event.type === 'interaction-failed') this.settle(event.interactionId, event.reason);
    else if (event.type === 'interaction-answered') this.settle(event.interactionId, undefined);
  }

  private settle(id: string, outcome: Outcome): void {
    const resolve = this.waiting.get(id);
    if (resolve) resolve(outcome);
    else this.early.set(id, outcome);
    const [oldest] = this.early.keys();
    if (oldest && this.early.size > MOST_EARLY) this.early.delete(oldest);
  }

  private outcome(id: string): Promise<Outcome> {
    if (this.early.has(id)) {
      const outcome = this.early.get(id);
      this.early.delete(id);
      return Promise.resolve(outcome);
    }
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        this.waiting.delete(id);
        resolve(outcome);
      };
      const timer = setTimeout(() => settle('The sandbox did not say what became of this.'), TIMEOUT_MS);
      this.waiting.set(id, settle);
    });
  }
}
