import { Signal, socket } from '@live/ui';
import { Mirror, type News } from './mirror.ts';

/** What a topic tells, shared by all who look at it, and followed only while somebody does. */
export class Followed<T extends { readonly id: string }> extends Signal<ReadonlyMap<string, T>> {
  readonly state = new Signal<Mirror<T>['state']>('waiting');
  #mirror = new Mirror<T>();
  #end: () => void = () => undefined;
  #followers = 0;

  constructor(private readonly topic: string) {
    super(new Map());
  }

  /** Answers what ends the following. */
  follow(): () => void {
    if (this.#followers++ === 0) this.#begin();
    return () => {
      if (--this.#followers === 0) this.#leave();
    };
  }

  #begin(): void {
    this.#mirror = new Mirror<T>();
    this.#end = socket.subscribe(this.topic, '', {
      data: (data) => this.#hear(data as News<T>),
      // Every new subscription begins with everything.
      gone: () => this.#hear({ away: true }),
    });
  }

  #leave(): void {
    this.#end();
    this.state.value = 'waiting';
  }

  #hear(news: News<T>): void {
    if (!this.#mirror.hear(news)) {
      this.#end();
      this.#begin();
      return;
    }
    if (this.#mirror.state !== 'waiting') this.value = this.#mirror.items;
    this.state.value = this.#mirror.state;
  }
}
