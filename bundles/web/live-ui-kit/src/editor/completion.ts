import type { Editor } from '@tiptap/core';

/** What is offered for a word that begins with a sign, as `/` does for canned replies. */
export interface Completion {
  readonly sign: string;
  /** What the list holds, for those who hear it. */
  readonly label: string;
  /** What stands there when there is nothing to choose from at all. */
  readonly none: string;
  readonly find: (text: string, signal: AbortSignal) => Promise<readonly Suggestion[]>;
}

export interface Suggestion {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly group?: string;
  /** The HTML that takes the word's place. */
  readonly content: () => string | Promise<string>;
}

/** A word at the cursor that is to be completed. */
export interface Begun {
  readonly completion: Completion;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const LONGEST = 40;
/** Stands for what is no text: a line break, a picture. */
const NO_TEXT = '\uFFFC';

/** The word at the cursor, if it begins with one of the signs; not within code. */
export function begun(editor: Editor, completions: readonly Completion[]): Begun | undefined {
  const { empty, $from } = editor.state.selection;
  if (!empty || !$from.parent.isTextblock || editor.isActive('codeBlock') || editor.isActive('code')) return undefined;
  const before = $from.parent.textBetween(0, $from.parentOffset, NO_TEXT, NO_TEXT);
  for (const completion of completions) {
    const text = wordAfter(completion.sign, before);
    if (text !== undefined) return { completion, text, from: $from.pos - text.length - completion.sign.length, to: $from.pos };
  }
  return undefined;
}

/** What was typed after a sign at the beginning of a word, up to the end of `before`. Names hold blanks, but begin with none. */
export function wordAfter(sign: string, before: string): string | undefined {
  for (let at = before.lastIndexOf(sign); at >= 0; at = at ? before.lastIndexOf(sign, at - 1) : -1) {
    if (at > 0 && !/[\s(]/.test(before[at - 1]!) && before[at - 1] !== NO_TEXT) continue;
    const text = before.slice(at + sign.length);
    return text.length <= LONGEST && !/^\s|\s\s/.test(text) && !text.includes(NO_TEXT) ? text : undefined;
  }
  return undefined;
}
