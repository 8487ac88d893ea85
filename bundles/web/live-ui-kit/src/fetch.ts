import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { type Problem, problem } from './api.ts';
import { failed, skeleton } from './states.ts';

/** Shorter waits show nothing: a skeleton that only flashes looks slower than none. */
const SKELETON_AFTER_MS = 200;

/** Something that an element fetches, with its waiting and its failing. A newer run makes older answers void. */
export class Fetch<T> implements ReactiveController {
  value: T | undefined;
  problem: Problem | undefined;
  running = false;
  #slow = false;
  #run = 0;
  #abort: AbortController | undefined;

  constructor(
    private readonly element: ReactiveControllerHost,
    private readonly get: (signal: AbortSignal) => Promise<T>,
  ) {
    element.addController(this);
  }

  hostDisconnected(): void {
    this.#abort?.abort();
    this.#run++;
    this.running = false;
  }

  /** Fetches; what was there stays until the answer comes, unless `fresh` says that it belongs to something else. */
  async run(fresh = false): Promise<T | undefined> {
    const run = ++this.#run;
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.running = true;
    if (fresh) {
      this.value = undefined;
      this.problem = undefined;
    }
    this.#slow = false;
    const timer = setTimeout(() => {
      this.#slow = true;
      this.element.requestUpdate();
    }, SKELETON_AFTER_MS);
    this.element.requestUpdate();
    try {
      const value = await this.get(this.#abort.signal);
      if (run !== this.#run) return undefined;
      this.value = value;
      this.problem = undefined;
      return value;
    } catch (thrown) {
      if (run === this.#run) this.problem = problem(thrown);
      return undefined;
    } finally {
      clearTimeout(timer);
      if (run === this.#run) {
        this.running = false;
        this.element.requestUpdate();
      }
    }
  }

  /** Takes a value that came another way: a push, the answer to a change. */
  set(value: T): void {
    this.#run++;
    this.running = false;
    this.value = value;
    this.problem = undefined;
    this.element.requestUpdate();
  }

  /** Shows what there is: the value, a skeleton, or what went wrong with a way to try again. */
  show(ready: (value: T) => unknown, waiting: () => TemplateResult = skeleton): unknown {
    if (this.value !== undefined) return ready(this.value);
    if (this.problem && !this.running) return failed(this.problem, () => void this.run());
    return this.#slow ? waiting() : html``;
  }
}
