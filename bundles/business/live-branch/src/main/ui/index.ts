import { MessageCircleMore } from 'lucide';
import { type Host, translator } from '@live/ui';

const t = translator('branch');

/** The administration of branches on web sites. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  host.add('settings', { id: 'branches', group: 'channels', title: () => t('branches'), icon: MessageCircleMore, order: 15, permission: 'channel.read', element: () => import('./branches.ts').then((code) => code.tag) });
}
