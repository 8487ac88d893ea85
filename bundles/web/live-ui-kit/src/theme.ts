import { Signal } from './signal.ts';

export type Theme = 'system' | 'light' | 'dark';

const KEY = 'live.theme';

export const theme = new Signal<Theme>((localStorage.getItem(KEY) as Theme | null) ?? 'system');

export function wear(chosen: Theme): void {
  localStorage.setItem(KEY, chosen);
  theme.value = chosen;
  dress();
}

/** Whether the page is dark now, by choice or by the system. */
export function dark(): boolean {
  return theme.value === 'dark' || (theme.value === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
}

/** Changes whenever the page becomes dark or light, whoever wanted it. */
export const darkness = new Signal(dark());

export function dress(): void {
  document.documentElement.dataset['theme'] = dark() ? 'dark' : 'light';
  darkness.value = dark();
}
