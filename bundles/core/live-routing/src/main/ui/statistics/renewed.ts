import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Days } from './figures.ts';

const EVERY_MS = 10_000;

/** Today goes on while one looks at it: figures of today are asked for again and again, as long as they are shown. */
export class Renewed implements ReactiveController {
  readonly #host: { readonly days: Days };
  readonly #run: () => void;
  #timer = 0;

  constructor(host: ReactiveControllerHost & { readonly days: Days }, run: () => void) {
    this.#host = host;
    this.#run = run;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(() => this.#host.days === 'today' && this.#run(), EVERY_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
