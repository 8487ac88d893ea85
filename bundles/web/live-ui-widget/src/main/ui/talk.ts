/** What was said, in order, each once; and what is still to be said. */
export interface Item {
  /** Of the page's own making, for what the visitor says. */
  readonly id?: string;
  readonly message?: string;
  readonly position?: number;
  readonly ours: boolean;
  readonly text: string;
  readonly at: string;
  readonly read?: boolean;
  readonly refused?: string;
}

/** How many places a page looks back when it comes again: what two pages say at once may reach one of them late. */
const OVERLAP = 20;

export class Talk {
  #items: Item[] = [];
  #unsaid: Item[] = [];

  constructor(unsaid: readonly Item[] = []) {
    this.#unsaid = [...unsaid];
  }

  get items(): readonly Item[] {
    return [...this.#items, ...this.#unsaid];
  }

  get unsaid(): readonly Item[] {
    return this.#unsaid;
  }

  get next(): Item | undefined {
    return this.#unsaid.find((each) => !each.refused);
  }

  /** From where on to ask again; undefined = the newest. */
  get after(): number | undefined {
    const known = this.#items.at(-OVERLAP) ?? this.#items[0];
    return known ? known.position! - 1 : undefined;
  }

  get first(): number | undefined {
    return this.#items[0]?.position;
  }

  get last(): number | undefined {
    return this.#items.at(-1)?.position;
  }

  write(item: Item): void {
    this.#unsaid.push(item);
  }

  /** Messages as the ledger has them. Answers those that are new here. */
  take(some: readonly Item[]): readonly Item[] {
    const known = new Map(this.#items.map((each) => [each.message, each]));
    const fresh = some.filter((each) => !known.has(each.message));
    for (const item of some) known.set(item.message, { ...known.get(item.message), ...item });
    this.#items = [...known.values()].sort((a, b) => a.position! - b.position!);
    this.#unsaid = this.#unsaid.filter((each) => !some.some((item) => item.id !== undefined && item.id === each.id));
    return fresh;
  }

  /** It is stored. */
  took(id: string, message: string, position: number, at: string): void {
    const item = this.#unsaid.find((each) => each.id === id);
    if (item) this.take([{ ...item, message, position, at }]);
  }

  refused(id: string, code: string): void {
    this.#unsaid = this.#unsaid.map((each) => (each.id === id ? { ...each, refused: code } : each));
  }

  drop(id: string): Item | undefined {
    const item = this.#unsaid.find((each) => each.id === id);
    this.#unsaid = this.#unsaid.filter((each) => each !== item);
    return item;
  }

  /** The other side has seen all that was said until now. */
  seen(): boolean {
    const some = this.#items.some((each) => !each.ours && !each.read);
    if (some) this.#items = this.#items.map((each) => (each.ours ? each : { ...each, read: true }));
    return some;
  }
}
