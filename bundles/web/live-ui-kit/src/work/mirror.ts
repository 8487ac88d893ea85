/** What a topic tells: everything first, and then only what has changed, each message naming the one before it. */
export interface News<T> {
  readonly sequence?: number;
  /** Missing: this is everything. */
  readonly after?: number;
  readonly items?: readonly T[];
  readonly gone?: readonly string[];
  /** Nothing can be told at the moment. */
  readonly away?: boolean;
}

/** Keeps what a topic tells, and notices when a message was missed. */
export class Mirror<T extends { readonly id: string }> {
  items: ReadonlyMap<string, T> = new Map();
  /** `waiting` until the first word; `away` while the server itself does not know: what was known stays. */
  state: 'waiting' | 'live' | 'away' = 'waiting';
  #sequence = -1;

  /** Takes a message; false if one before it was missed, so that everything must be asked for again. */
  hear(news: News<T>): boolean {
    if (news.away) {
      this.state = 'away';
      return true;
    }
    const { sequence = 0, after, items = [], gone = [] } = news;
    if (after === undefined) {
      this.items = new Map(items.map((item) => [item.id, item]));
    } else if (this.state !== 'live' || after > this.#sequence) {
      return false;
    } else if (sequence <= this.#sequence) {
      return true;
    } else {
      const next = new Map(this.items);
      for (const item of items) next.set(item.id, item);
      for (const id of gone) next.delete(id);
      this.items = next;
    }
    this.#sequence = sequence;
    this.state = 'live';
    return true;
  }
}
