/**
 * Keeps the newest message in view, as long as a person has not scrolled away from it: when messages come,
 * when pictures get their height, when the composer grows.
 */
const NEAR = 90;

export class StickToEnd {
  private scroll: HTMLElement | null = null;
  private sticks = true;
  private readonly sizes = new ResizeObserver(() => this.settle());

  /** After each drawing: the element may be another, for another channel. */
  attach(scroll: HTMLElement | null): void {
    if (scroll === this.scroll) return;
    this.sizes.disconnect();
    this.scroll = scroll;
    this.sticks = true;
    if (!scroll) return;
    this.sizes.observe(scroll);
    if (scroll.firstElementChild) this.sizes.observe(scroll.firstElementChild);
    scroll.addEventListener(
      'scroll',
      () => {
        this.sticks = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
      },
      { passive: true },
    );
  }

  /** Goes to the end, wherever one was: after an own message, say. */
  toEnd(): void {
    this.sticks = true;
    this.settle();
  }

  private settle(): void {
    if (this.scroll && this.sticks) this.scroll.scrollTop = this.scroll.scrollHeight;
  }
}
