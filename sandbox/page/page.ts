/** What every part of the running page shares: its state, and the ways to show and to say something. */
import type { SandboxComposer } from './composer.ts';
import { Interactions } from './interactions.ts';
import { LiveRegion } from './live.ts';
import { emptyState } from './state.ts';
import { StickToEnd } from './stick.ts';

export class Page {
  readonly state = emptyState();
  readonly live = new LiveRegion();
  readonly interactions = new Interactions();
  readonly stick = new StickToEnd();
  private drawing = false;
  private notices = 0;

  /** `paint` draws the whole state, at once. */
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
  showNotice(text: string): void {
    const { state } = this;
    if (!state.notices.some((notice) => notice.text === text)) {
      state.notices = [...state.notices, { id: ++this.notices, text }].slice(-3);
    }
    this.draw();
  }

  dismissNotice(which: number | string): void {
    this.state.notices = this.state.notices.filter(({ id, text }) => id !== which && text !== which);
    this.draw();
  }

  /** Runs it. An error is shown as a notice; then the result is undefined. */
  async attempt<T>(run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run();
    } catch (error) {
      this.showNotice((error as Error).message);
      return undefined;
    }
  }

  composer(): SandboxComposer | null {
    return document.querySelector<SandboxComposer>('sandbox-composer');
  }

  /** At the next frame: when it is drawn. */
  focusSoon(selector: string): void {
    requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
  }

  /** Too narrow for the list of channels to stand beside the open one. */
  isNarrow(): boolean {
    return matchMedia('(max-width: 760px)').matches;
  }
}
