import { KeySquare, ShieldCheck } from 'lucide';
import { explain, go, type Host, me, perform, problem, recognise, socket, toast, translator } from '@live/ui';

const t = translator('security');

/** Everybody's own security; and who may do what: roles, and tokens for programs. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  host.add('settings', { id: 'roles', group: 'people', title: () => t('roles'), icon: ShieldCheck, order: 40, permission: 'role.write', element: () => import('./roles.ts').then((code) => code.tag) });
  host.add('settings', { id: 'tokens', group: 'platform', title: () => t('tokens'), icon: KeySquare, order: 30, permission: 'token.write', element: () => import('./tokens.ts').then((code) => code.tag) });
  host.add('settings', { id: 'security', group: 'personal', title: () => t('own'), icon: ShieldCheck, order: 40, element: () => import('./own/security.ts').then((code) => code.tag) });
  host.add('view', { path: '/people/:id/security', title: () => t('own'), permission: 'user.write', element: () => import('./own/security.ts').then((code) => code.tag) });
  host.add('command', { id: 'security.own', title: () => t('own.go'), group: () => t('group.go'), run: () => void go('/me/security') });

  let told = 0;
  const tell = (): void => {
    const strange = me.value?.newBrowsers ?? 0;
    if (strange > told) toast(t('browsers.new', { count: strange }), 'bad', { title: t('browsers.new.look'), run: () => void go('/me/security') });
    told = strange;
  };
  host.onDispose(me.watch(tell));
  const known = (): Promise<void> => perform(() => recognise().then(() => undefined), (thrown) => explain(problem(thrown)));
  host.onDispose(socket.subscribe('account', '', { data: () => void known() }));
  tell();
}
