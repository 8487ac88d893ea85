import type { ReactiveController, ReactiveControllerHost } from 'lit';

const EVERY_MS = 10_000;

/** What goes on by itself is asked for again and again, as long as it is shown and it matters. */
export class Renewed implements ReactiveController {
  readonly #run: () => void;
  readonly #matters: () => boolean;
  readonly #everyMs: number;
  #timer = 0;

  constructor(host: ReactiveControllerHost, run: () => void, matters: () => boolean = () => true, everyMs = EVERY_MS) {
    this.#run = run;
    this.#matters = matters;
    this.#everyMs = everyMs;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#matters() && this.#run(), this.#everyMs);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
