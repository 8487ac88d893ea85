/** One more key within this time makes a sequence: `g i`. */
const PATIENCE_MS = 1000;
const MOST = 2;
const MODIFIERS = ['Control', 'Shift', 'Meta'];

/** Listens to what is typed, as keys for a command; nothing else hears it meanwhile. */
export class Recording {
  #presses: string[] = [];
  #timer = 0;

  /**
   * @param heard is told each press, and with `done` that no more comes
   * @param refused `alt` because Alt types letters, `given-up` by Escape
   */
  constructor(private readonly heard: (keys: string, done: boolean) => void, private readonly refused: (why: 'alt' | 'given-up') => void) {
    addEventListener('keydown', this.#pressed, true);
  }

  end(): void {
    clearTimeout(this.#timer);
    removeEventListener('keydown', this.#pressed, true);
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.repeat || event.isComposing || MODIFIERS.includes(event.key)) return;
    if (event.key === 'Escape') return this.refused('given-up');
    if (event.altKey || event.key === 'Alt' || event.getModifierState('AltGraph')) return this.refused('alt');
    clearTimeout(this.#timer);
    const combination = event.ctrlKey || event.metaKey;
    if (combination || this.#presses.length === MOST) this.#presses = [];
    this.#presses.push(written(event));
    const whole = combination || this.#presses.length === MOST;
    this.heard(this.#presses.join(' '), whole);
    if (whole) this.#presses = [];
    else this.#timer = setTimeout(() => {
      this.heard(this.#presses.join(' '), true);
      this.#presses = [];
    }, PATIENCE_MS);
  };
}

/** As it is looked for again: `$mod+Enter`, `[Shift]+?`. */
function written({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  const letter = /^\p{L}$/u.test(key);
  const name = letter ? key.toLowerCase() : key === ' ' ? 'Space' : key;
  const shift = shiftKey ? (letter || key.length > 1 ? 'Shift+' : '[Shift]+') : '';
  return `${ctrlKey || metaKey ? '$mod+' : ''}${shift}${name}`;
}
