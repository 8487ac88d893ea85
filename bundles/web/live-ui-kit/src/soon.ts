import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A burst of wishes is one. */
const BURST_MS = 50;

/**
 * Does something soon after it was wished for, but at most once in `pause` milliseconds however often it is wished for,
 * and not while nobody sees the page: then once when it is seen again. Ends with its element.
 */
export class Soon implements ReactiveController {
  #timer = 0;
  #last = 0;
  #waits = false;

  constructor(
    element: ReactiveControllerHost,
    private readonly run: () => void,
    private readonly pause: number,
  ) {
    element.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#seen);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#waits = false;
  }

  wish(): void {
    this.#timer ||= setTimeout(() => this.#now(), Math.max(BURST_MS, this.#last + this.pause - Date.now()));
  }

  #now(): void {
    this.#timer = 0;
    this.#waits = document.hidden;
    if (this.#waits) return;
    this.#last = Date.now();
    this.run();
  }

  readonly #seen = (): void => {
    if (this.#waits && !document.hidden) this.#now();
  };
}
