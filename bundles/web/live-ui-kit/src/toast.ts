import { Signal } from './signal.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly kind: 'info' | 'ok' | 'bad';
  readonly action?: { readonly title: string; readonly run: () => void };
}

const SHOWN_MS = 6000;
/** What failed stays longer: there is more to read, and more to be done. */
const BAD_SHOWN_MS = 20_000;
const AT_MOST = 4;
let next = 1;

export const toasts = new Signal<readonly Toast[]>([]);

export function dismiss(toast: Toast): void {
  toasts.value = toasts.value.filter((each) => each.id !== toast.id);
}

/** Says something in passing. Never the only place of an error. */
export function toast(text: string, kind: Toast['kind'] = 'info', action?: Toast['action']): () => void {
  const said = { id: next++, text, kind, ...(action ? { action } : {}) };
  toasts.value = [...toasts.value, said].slice(-AT_MOST);
  const end = (): void => dismiss(said);
  setTimeout(end, kind === 'bad' ? BAD_SHOWN_MS : SHOWN_MS);
  return end;
}
