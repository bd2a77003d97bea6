/** A place that screen readers read aloud as it grows. */
export class LiveRegion {
  private readonly region = document.createElement('div');

  constructor() {
    this.region.className = 'visually-hidden';
    this.region.setAttribute('role', 'log');
    this.region.setAttribute('aria-live', 'polite');
    this.region.setAttribute('aria-label', 'News');
    document.body.append(this.region);
  }

  say(text: string): void {
    if (this.region.lastElementChild?.textContent === text) return;
    const line = document.createElement('p');
    line.textContent = text;
    this.region.append(line);
    while (this.region.childElementCount > 8) this.region.firstElementChild?.remove();
  }

  /** Another person listens from now on. */
  clear(): void {
    this.region.replaceChildren();
  }
}
