import { Boxes, FileDiff, HeartPulse, ScrollText, SlidersHorizontal } from 'lucide';
import { type Host, translator } from '@live/ui';

const t = translator('admin');

/** The platform itself: its modules, settings, health and audit trail. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  host.add('settings', { id: 'modules', group: 'platform', title: () => t('modules'), icon: Boxes, order: 10, permission: 'module.read', element: () => import('./modules.ts').then((code) => code.tag) });
  host.add('settings', { id: 'settings', group: 'platform', title: () => t('settings'), icon: SlidersHorizontal, order: 20, permission: 'module.write', element: () => import('./settings.ts').then((code) => code.tag) });
  host.add('settings', { id: 'file', group: 'platform', title: () => t('file'), icon: FileDiff, order: 30, permission: 'module.read', element: () => import('./file.ts').then((code) => code.tag) });
  host.add('settings', { id: 'health', group: 'platform', title: () => t('health'), icon: HeartPulse, order: 40, permission: 'health.read', element: () => import('./health.ts').then((code) => code.tag) });
  host.add('settings', { id: 'audit', group: 'platform', title: () => t('audit'), icon: ScrollText, order: 50, permission: 'audit.read', element: () => import('./audit.ts').then((code) => code.tag) });
}
