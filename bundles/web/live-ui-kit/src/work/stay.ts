/** Nearer to the end than this counts as being there. */
const NEAR = 80;
const MARGIN = 12;

/** What is read from its end on. */
export interface Read extends HTMLElement {
  /** The last piece: what is higher than the place is shown from its beginning. */
  readonly newest?: HTMLElement | undefined;
}

/**
 * Keeps a scrolled place at its end while what it holds grows (frames of mails find their height late), unless the reader
 * has gone up.
 */
export class StayAtEnd {
  #scroller: HTMLElement | undefined;
  #content: Read | undefined;
  #atEnd = true;
  #top = 0;
  readonly #observer = new ResizeObserver(() => this.#settle());

  /** Begins with a scrolled element and what it holds; the same again changes nothing. */
  watch(scroller: HTMLElement, content: Read): void {
    if (this.#scroller === scroller) return;
    this.leave();
    this.#scroller = scroller;
    this.#content = content;
    this.#atEnd = true;
    scroller.addEventListener('scroll', this.#scrolled, { passive: true });
    this.#observer.observe(content);
    this.#observer.observe(scroller);
    this.#settle();
  }

  /** Goes to the end, wherever the reader was. */
  go(): void {
    this.#atEnd = true;
    this.#settle();
  }

  /** Lets go of the end: earlier messages come in above. */
  stay(): void {
    this.#atEnd = false;
  }

  leave(): void {
    this.#observer.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#scrolled);
    this.#scroller = undefined;
  }

  readonly #scrolled = (): void => {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller!;
    // What grows below also moves the end away; only who goes up leaves it.
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.#atEnd = true;
    else if (scrollTop < this.#top) this.#atEnd = false;
    this.#top = scrollTop;
  };

  #settle(): void {
    const scroller = this.#scroller;
    if (!this.#atEnd || !scroller) return;
    scroller.scrollTop = scroller.scrollHeight;
    const above = (this.#content?.newest?.getBoundingClientRect().top ?? Infinity) - scroller.getBoundingClientRect().top - MARGIN;
    if (above < 0) scroller.scrollTop += above;
  }
}
