import { type KeybindingPress, matchKeybindingPress, parseKeybinding } from 'tinykeys';
import type { Command, Commands } from './commands.ts';
import { modal } from './modal.ts';
import { preference } from './preferences.ts';

const PATIENCE_MS = 1000;

/** Single keys can be switched off (WCAG 2.1.4); combinations with Ctrl stay. */
export const singleKeys = preference('keys.single', true, (value) => value === false);

/** Runs commands by their keys. Single keys rest while somebody types. */
export function listenForKeys(commands: Commands, run: (command: Command) => Promise<void>): () => void {
  let typed: KeyboardEvent[] = [];
  let opening = 0;
  let forget = 0;

  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || event.isComposing || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
    const combination = event.ctrlKey || event.metaKey;
    if (!combination && (opening > 0 || !singleKeys.value || typing(event) || modal())) return;
    clearTimeout(forget);
    typed = [...typed, event];
    let candidates = waiting(commands, typed);
    if (candidates.length === 0 && typed.length > 1) candidates = waiting(commands, (typed = [event]));
    const complete = candidates.find(({ presses }) => presses.length === typed.length);
    if (complete) {
      typed = [];
      event.preventDefault();
      event.stopPropagation();
      const done = run(complete.command);
      if (!complete.command.opens) return;
      opening++;
      void done.finally(() => opening--);
    } else if (candidates.length === 0) {
      typed = [];
    } else {
      forget = setTimeout(() => (typed = []), PATIENCE_MS);
    }
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

/** Whether the key goes into a field, through any number of shadow roots. */
export function typing(event: Event): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement
    && (target.isContentEditable || (target.matches('input, textarea, select, [role=textbox], [role=combobox]')
      && !target.matches('input[type=checkbox], input[type=radio], input[type=button]')));
}

function waiting(commands: Commands, typed: readonly KeyboardEvent[]): { command: Command; presses: KeybindingPress[] }[] {
  return commands.possible()
    .filter((command) => commands.keys(command))
    .map((command) => ({ command, presses: parseKeybinding(commands.keys(command)) }))
    .filter(({ presses }) => presses.length >= typed.length && typed.every((event, index) => matchKeybindingPress(event, presses[index]!)));
}
