import { Keyboard, Palette, Volume2 } from 'lucide';
import { type Host, may, translator } from '@live/ui';
import { keepInStep } from './sync.ts';

const t = translator('personal');

/** What everybody sets for himself, and the bell. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  host.onDispose(keepInStep());
  host.add('settings', { id: 'looks', group: 'personal', title: () => t('looks'), icon: Palette, order: 10, element: () => import('./looks.ts').then((code) => code.tag) });
  if (may('agent.work')) host.add('settings', { id: 'attention', group: 'personal', title: () => t('attention'), icon: Volume2, order: 20, element: () => import('./attention.ts').then((code) => code.tag) });
  host.add('settings', { id: 'keys', group: 'personal', title: () => t('keys'), icon: Keyboard, order: 30, element: () => import('./keys.ts').then((code) => code.tag) });
  host.add('header', { id: 'bell', order: 10, element: () => import('./bell.ts').then((code) => code.tag) });
}
