import { parseKeybinding } from 'tinykeys';
import { Signal } from './signal.ts';

/** Something that a person can do: from the palette, by keys, from a button. */
export interface Command {
  /** Unique: `tickets.new`. */
  readonly id: string;
  /** What it does, in the agent's language at the moment of asking. */
  readonly title: () => string;
  /** Where the sheet and the palette list it. */
  readonly group: () => string;
  /** As tinykeys writes them: `g i`, `r`, `$mod+Enter`. Never Alt: it types letters on many keyboards. */
  readonly keys?: string;
  /** Whether it can be done now; always, if absent. */
  readonly when?: () => boolean;
  /** Not shown in the palette: it only makes sense by key, such as the next row. */
  readonly hidden?: boolean;
  /** It opens something to type into: until that is there, what is typed is no command. */
  readonly opens?: boolean;
  readonly run: () => void | Promise<void>;
}

export class CommandConflict extends Error {
  constructor(readonly command: string, readonly other: string, readonly keys: string) {
    super(`"${keys}" of ${command} is taken by ${other}`);
  }
}

/** All commands of the page, with their keys. */
export class Commands {
  readonly #all = new Map<string, Command>();
  readonly changed = new Signal(0);

  /** @param chosen keys that the person has given to commands, by id; none at all if empty */
  constructor(private readonly chosen: () => Readonly<Record<string, string>> = () => ({})) {}

  /** What calls this command: the person's own keys, else those that it came with; empty for none. */
  keys(command: Command): string {
    return this.chosen()[command.id] ?? command.keys ?? '';
  }

  /** Who has these keys already, or begins with them; undefined if they are free for this command. */
  taken(command: Command, keys: string): Command | undefined {
    return this.all().find((other) => other.id !== command.id && this.keys(other) && overlap(keys, this.keys(other)) && !(command.when && other.when));
  }

  /**
   * Adds a command and answers what takes it away.
   *
   * Two commands may share keys if both say `when`: then only one of them can be done at a time.
   *
   * @throws CommandConflict if id or keys are taken, or one's keys begin the other's
   */
  add(command: Command): () => void {
    if (this.#all.has(command.id)) throw new CommandConflict(command.id, command.id, command.keys ?? command.id);
    if (command.keys) {
      if (/\balt\b/i.test(command.keys)) throw new CommandConflict(command.id, 'the keyboard, where Alt types letters', command.keys);
      for (const other of this.#all.values()) {
        if (other.keys && overlap(command.keys, other.keys) && !(command.when && other.when)) {
          throw new CommandConflict(command.id, other.id, command.keys);
        }
      }
    }
    this.#all.set(command.id, command);
    this.changed.value++;
    return () => {
      if (this.#all.get(command.id) !== command) return;
      this.#all.delete(command.id);
      this.changed.value++;
    };
  }

  /** In order of arrival. */
  all(): Command[] {
    return [...this.#all.values()];
  }

  /** What the person has given keys to comes first: a module that arrives later does not take them. */
  possible(): Command[] {
    const own = this.chosen();
    return this.all().filter((command) => command.when?.() ?? true).sort((a, b) => Number(b.id in own) - Number(a.id in own));
  }

  get(id: string): Command | undefined {
    return this.#all.get(id);
  }
}

/** Whether typing one would also type the other, or start it. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  const common = Math.min(a.length, b.length);
  return a.slice(0, common).join(' ') === b.slice(0, common).join(' ');
}

function parse(keys: string): string[] {
  return parseKeybinding(keys).map(([modifiers, , key]) => [...modifiers, String(key).toLowerCase()].join('+'));
}

/** Keys as they are printed on the sheet: `Ctrl Enter`, `g i`. */
export function printedKeys(keys: string, apple = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? '')): string[] {
  return keys.split(' ').flatMap((press) => press.replace('[Shift]+', '').split(/(?<=\w)\+/).map((key) => {
    if (key === '$mod') return apple ? '⌘' : 'Ctrl';
    if (key === 'Escape') return 'Esc';
    if (key === 'ArrowUp') return '↑';
    if (key === 'ArrowDown') return '↓';
    return key;
  }));
}

/** How well a text answers what was typed: 0 is not at all; the beginning of the text or of a word counts most. */
export function score(query: string, text: string): number {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return 1;
  const within = text.toLowerCase();
  if (within.startsWith(wanted)) return 100;
  const terms = wanted.split(/\s+/);
  let total = 0;
  for (const term of terms) {
    const at = within.indexOf(term);
    if (at < 0) return 0;
    total += at === 0 || /[\s:(/-]/.test(within[at - 1]!) ? 50 : 10;
  }
  return total / terms.length;
}
