import { type Command, Commands } from './commands.ts';
import { Contributions, type Kinds } from './contributions.ts';
import { define } from './define.ts';
import { addWords, type Catalogue } from './i18n.ts';
import { Signal } from './signal.ts';

/** The version of this contract; modules that were built for another are refused with a message. */
export const API_VERSION = '1';

/** What a module gets to talk to the desktop; everything that it adds goes when it goes. */
export interface Host {
  readonly id: string;
  /** Registers an element under a name that is free, since a name can never be given twice; answers the name. */
  define(base: string, element: CustomElementConstructor): string;
  add<K extends keyof Kinds>(kind: K, contribution: Kinds[K]): void;
  /** Brings the module's words; resolves when they can be spoken. */
  i18n(catalogue: Catalogue): Promise<void>;
  /** Runs this when the module goes. */
  onDispose(what: () => void): void;
}

/** What `index.js` of a module exports. */
export interface ModuleCode {
  activate(host: Host): void | (() => void) | Promise<void | (() => void)>;
}

/** A module as the server names it. */
export interface ModuleInfo {
  readonly id: string;
  readonly entry: string;
  readonly rev: string;
  readonly api?: string;
}

export interface ModuleState extends ModuleInfo {
  readonly state: 'loading' | 'running' | 'failed' | 'gone';
  readonly error?: string;
}

/** The modules of the page: they come, are replaced and go while it stays open, and cannot break it. */
export class Modules {
  readonly changed = new Signal(0);
  readonly #states = new Map<string, ModuleState>();
  readonly #disposals = new Map<string, (() => void)[]>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly contributions: Contributions,
    private readonly commands: Commands,
    private readonly load: (address: string) => Promise<ModuleCode>,
    private readonly complain: (module: string, thrown: unknown) => void,
  ) {}

  states(): ModuleState[] {
    return [...this.#states.values()];
  }

  state(id: string): ModuleState | undefined {
    return this.#states.get(id);
  }

  /** Makes the page hold exactly these: whatever was missed while the line was down is made good. */
  reconcile(infos: readonly ModuleInfo[]): Promise<void> {
    return this.#next(async () => {
      const wanted = new Set(infos.map((info) => info.id));
      for (const state of this.states()) {
        if (!wanted.has(state.id) && state.state !== 'gone') this.#leave(state.id);
      }
      await Promise.all(infos.map((info) => this.#enter(info)));
    });
  }

  added(info: ModuleInfo): Promise<void> {
    return this.#next(() => this.#enter(info));
  }

  removed(id: string): Promise<void> {
    return this.#next(() => this.#leave(id));
  }

  /** One change after the other, or a fast swap could leave both versions in the page. */
  #next(change: () => Promise<void> | void): Promise<void> {
    const result = this.#queue.then(change);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  async #enter(info: ModuleInfo): Promise<void> {
    const known = this.#states.get(info.id);
    if (known && known.rev === info.rev && known.state === 'running') return;
    if (known && known.state !== 'gone') this.#leave(info.id);
    if (info.api !== undefined && info.api !== API_VERSION) {
      this.#set({ ...info, state: 'failed', error: `needs version ${info.api} of the desktop's contract; this desktop has ${API_VERSION}` });
      return;
    }
    this.#set({ ...info, state: 'loading' });
    const disposals: (() => void)[] = [];
    this.#disposals.set(info.id, disposals);
    try {
      const code = await this.load(`${info.entry}?v=${encodeURIComponent(info.rev)}`);
      const dispose = await code.activate(this.#host(info.id, disposals));
      if (dispose) disposals.push(dispose);
      this.#set({ ...info, state: 'running' });
    } catch (thrown) {
      this.#undo(info.id);
      this.#set({ ...info, state: 'failed', error: thrown instanceof Error ? thrown.message : String(thrown) });
      this.complain(info.id, thrown);
    }
  }

  #leave(id: string): void {
    const known = this.#states.get(id);
    if (!known) return;
    this.#undo(id);
    this.#set({ ...known, state: 'gone' });
  }

  #undo(id: string): void {
    for (const disposal of (this.#disposals.get(id) ?? []).reverse()) {
      try {
        disposal();
      } catch (thrown) {
        this.complain(id, thrown);
      }
    }
    this.#disposals.delete(id);
  }

  #set(state: ModuleState): void {
    this.#states.set(state.id, state);
    this.changed.value++;
  }

  #host(id: string, disposals: (() => void)[]): Host {
    return {
      id,
      define,
      add: (kind, contribution) => {
        const end = kind === 'command' ? this.commands.add(contribution as Command) : this.contributions.add(kind, contribution);
        disposals.push(end);
      },
      i18n: async (catalogue) => {
        disposals.push(await addWords(id, catalogue));
      },
      onDispose: (what) => {
        disposals.push(what);
      },
    };
  }
}
