import { PhoneMissed, Settings } from 'lucide';
import { type Commands, type Contributions, dark, go, languages, may, signOut, translator, useLanguage, wear } from '@live/ui';

const t = translator('desktop');

/** What the desktop brings itself: palette, keys, looks, and the frame of the administration. */
export function builtIn(contributions: Contributions, commands: Commands): void {
  const general = (): string => t('group.general');
  commands.add({ id: 'desktop.palette', title: () => t('palette'), group: general, keys: '$mod+k', hidden: true, opens: true, run: () => import('./palette.ts').then((code) => code.open()) });
  commands.add({ id: 'desktop.keys', title: () => t('keys'), group: general, keys: '[Shift]+?', opens: true, run: () => import('./sheet.ts').then((code) => code.open()) });
  commands.add({ id: 'desktop.theme', title: () => t('theme.toggle'), group: general, run: () => wear(dark() ? 'light' : 'dark') });
  for (const [tag, name] of Object.entries(languages)) {
    commands.add({ id: `desktop.language.${tag}`, title: () => t('language.use', { name }), group: general, run: () => useLanguage(tag) });
  }
  commands.add({ id: 'desktop.sign-out', title: () => t('sign-out'), group: general, run: () => signOut() });

  const pages = (own: boolean): boolean => contributions.of('settings').some((page) => (page.group === 'personal') === own && may(page.permission));
  const administers = (): boolean => pages(false);
  const element = (): Promise<string> => import('./admin.ts').then((code) => code.tag);
  contributions.add('view', { path: '/admin/*', title: () => t('admin'), element });
  contributions.add('view', { path: '/me/*', title: () => t('me'), element });
  contributions.add('notice', { kind: 'desktop.missed', icon: PhoneMissed, say: () => t('offer.missed') });
  commands.add({ id: 'desktop.me', title: () => t('go.to', { name: t('me') }), group: () => t('group.go'), keys: 'g m', when: () => pages(true), run: () => void go('/me') });
  commands.add({ id: 'desktop.admin', title: () => t('go.to', { name: t('admin') }), group: () => t('group.go'), keys: 'g a', when: administers, run: () => void go('/admin') });
  let shown = false;
  let remove = (): void => undefined;
  const follow = (): void => {
    if (administers() === shown) return;
    shown = !shown;
    if (shown) remove = contributions.add('nav', { id: 'admin', path: '/admin', title: () => t('admin'), icon: Settings, order: 90 });
    else remove();
  };
  contributions.changed.watch(follow);
  follow();
}
