/** Waits for what becomes of an interaction: its id comes with the request, its outcome with an event. */
import type { PageEvent, PageInteraction } from '../server/page-api.ts';

/** The server says after 3 seconds that no answer came; this is for a server that says nothing at all. */
const AT_MOST_MS = 8000;

export class Interactions {
  private readonly waiting = new Map<string, (fault: string | undefined) => void>();
  /** Outcomes that came before the request's own answer. */
  private readonly early = new Map<string, string | undefined>();

  /** Resolves when the bot has answered; rejects with the reason, in plain words, when it has not. */
  async outcome(asked: Promise<PageInteraction>): Promise<void> {
    const { interactionId } = await asked;
    const fault = await this.settled(interactionId);
    if (fault !== undefined) throw new Error(fault);
  }

  /** Hears every event; takes what is the end of an interaction. */
  hear(event: PageEvent): void {
    if (event.type === 'interaction-failed') this.settle(event.interactionId, event.reason);
    else if (event.type === 'interaction-answered' || event.type === 'modal')
      this.settle(event.interactionId, undefined);
  }

  private settle(id: string, fault: string | undefined): void {
    const waits = this.waiting.get(id);
    if (waits) waits(fault);
    else this.early.set(id, fault);
    if (this.early.size > 50) this.early.delete(this.early.keys().next().value!);
  }

  private settled(id: string): Promise<string | undefined> {
    if (this.early.has(id)) {
      const fault = this.early.get(id);
      this.early.delete(id);
      return Promise.resolve(fault);
    }
    return new Promise((resolve) => {
      const done = (fault: string | undefined) => {
        clearTimeout(timer);
        this.waiting.delete(id);
        resolve(fault);
      };
      const timer = setTimeout(() => done('The sandbox did not say what became of this.'), AT_MOST_MS);
      this.waiting.set(id, done);
    });
  }
}
