import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A value that others watch. Setting the same value again tells nobody. */
export class Signal<T> {
  #value: T;
  readonly #watchers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const watcher of [...this.#watchers]) watcher(value);
  }

  /** Answers what ends the watching. */
  watch(watcher: (value: T) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
}

/** Renders an element again whenever one of the signals changes, for as long as it is in the page. */
export class Watching implements ReactiveController {
  #ends: (() => void)[] = [];

  constructor(
    private readonly element: ReactiveControllerHost,
    private readonly signals: readonly Pick<Signal<unknown>, 'watch'>[],
  ) {
    element.addController(this);
  }

  hostConnected(): void {
    this.#ends = this.signals.map((signal) => signal.watch(() => this.element.requestUpdate()));
  }

  hostDisconnected(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
  }
}
