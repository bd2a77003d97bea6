/** What every part of the running page shares: what is known, and the ways to show and to say something. */
import type { SandboxComposer } from './composer.ts';
import { Interactions } from './interactions.ts';
import { LiveRegion } from './live.ts';
import { nothingKnown } from './state.ts';
import { StickToEnd } from './stick.ts';

export class Page {
  readonly known = nothingKnown();
  readonly live = new LiveRegion();
  readonly interactions = new Interactions();
  readonly stick = new StickToEnd();
  private drawing = false;
  private notices = 0;

  /** `paint` draws all that is known, at once. */
  constructor(private readonly paint: () => void) {}

  /** Soon, and once for however many changes came together. */
  draw = (): void => {
    if (this.drawing) return;
    this.drawing = true;
    queueMicrotask(() => {
      this.drawing = false;
      this.paint();
    });
  };

  /** Shows a sentence above everything, until it is dismissed. */
  notice(text: string): void {
    const { known } = this;
    if (!known.notices.some((one) => one.text === text)) {
      known.notices = [...known.notices, { id: ++this.notices, text }].slice(-3);
    }
    this.draw();
  }

  forgetNotice(which: number | string): void {
    this.known.notices = this.known.notices.filter((one) => one.id !== which && one.text !== which);
    this.draw();
  }

  /** Does it; what goes wrong is shown, and thrown on for whoever must know that it did. */
  async told<T>(deed: () => Promise<T>): Promise<T> {
    try {
      return await deed();
    } catch (error) {
      this.notice((error as Error).message);
      throw error;
    }
  }

  /** Does it; what goes wrong is shown, and that is all. */
  async tried<T>(deed: () => Promise<T>): Promise<T | undefined> {
    return this.told(deed).catch(() => undefined);
  }

  composer(): SandboxComposer | null {
    return document.querySelector<SandboxComposer>('sandbox-composer');
  }

  /** At the next frame: when it is drawn. */
  focusSoon(selector: string): void {
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
  }
}
