import { preference } from './preferences.ts';
import { Signal } from './signal.ts';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'compact' | 'comfortable';

export const theme = preference<Theme>('theme', 'system', (value) => value === 'light' || value === 'dark');
/** How close rows stand. */
export const density = preference<Density>('density', 'compact', (value) => value === 'comfortable');

export function wear(chosen: Theme): void {
  theme.choose(chosen);
}

/** Whether the page is dark now, by choice or by the system. */
export function dark(): boolean {
  return theme.value === 'dark' || (theme.value === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
}

/** Changes whenever the page becomes dark or light, whoever wanted it. */
export const darkness = new Signal(dark());

export function dress(): void {
  Object.assign(document.documentElement.dataset, { theme: dark() ? 'dark' : 'light', density: density.value });
  darkness.value = dark();
}
