import { Signal } from './signal.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'info' | 'ok' | 'bad';
  readonly action?: { readonly title: string; readonly run: () => void };
}

const SHOWN_MS = 6000;
const AT_MOST = 4;
let next = 1;

export const toasts = new Signal<readonly Toast[]>([]);

/** Says something in passing. Never the only place of an error. */
export function toast(text: string, kind: Toast['kind'] = 'info', action?: Toast['action']): () => void {
  const id = next++;
  const dismiss = (): void => {
    toasts.value = toasts.value.filter((each) => each.id !== id);
  };
  toasts.value = [...toasts.value, { id, text, kind, ...(action ? { action } : {}) }].slice(-AT_MOST);
  setTimeout(dismiss, SHOWN_MS);
  return dismiss;
}
