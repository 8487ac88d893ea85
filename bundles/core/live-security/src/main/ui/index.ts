import { KeySquare, ShieldCheck } from 'lucide';
import { type Host, translator } from '@live/ui';

const t = translator('security');

/** Who may do what: roles, and tokens for programs. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  host.add('settings', { id: 'roles', group: 'people', title: () => t('roles'), icon: ShieldCheck, order: 40, permission: 'role.write', element: () => import('./roles.ts').then((code) => code.tag) });
  host.add('settings', { id: 'tokens', group: 'platform', title: () => t('tokens'), icon: KeySquare, order: 30, permission: 'token.write', element: () => import('./tokens.ts').then((code) => code.tag) });
}
