/**
 * Keeps the newest message in view, as long as a person has not scrolled away from it: when messages come,
 * when pictures get their height, when the composer grows. One that is taller than the view is shown from
 * its beginning: it is there to be read.
 */
const NEAR = 90;
/** For so long a new message may still grow, as its elements are drawn. */
const GROWS_MS = 800;

export class StickToEnd {
  private scroll: HTMLElement | null = null;
  private sticks = true;
  private newest = '';
  private newUntil = 0;
  private readonly sizes = new ResizeObserver(() => this.settle());

  /** After each drawing: the element may be another, for another channel. */
  attach(scroll: HTMLElement | null): void {
    if (scroll === this.scroll) return;
    this.sizes.disconnect();
    this.scroll = scroll;
    this.sticks = true;
    this.newest = '';
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
    const { scroll } = this;
    if (!scroll || !this.sticks) return;
    const last = scroll.querySelector<HTMLElement>('.message:last-child');
    const key = `${last?.dataset.message} ${last?.querySelector('.thinking') !== null}`;
    if (key !== this.newest) {
      this.newest = key;
      this.newUntil = Date.now() + GROWS_MS;
    }
    const fromTop = last && Date.now() < this.newUntil && last.offsetHeight > scroll.clientHeight;
    if (fromTop) last.scrollIntoView({ block: 'start' });
    else scroll.scrollTop = scroll.scrollHeight;
  }
}
