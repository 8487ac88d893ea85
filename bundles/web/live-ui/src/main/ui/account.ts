import { Keyboard, KeyRound, Languages, LogOut, Monitor, Moon, Settings, Sun } from 'lucide';
import { commands, contributions, explain, go, language, may, languages, me, type MenuItem, perform, problem, signOut, theme, type Theme, translator, useLanguage, wear } from '@live/ui';

const t = translator('desktop');

/** What one sets for oneself. */
export function accountItems(): MenuItem[] {
  const wearing = (name: Theme, node: MenuItem['icon']): MenuItem => ({ title: t(`theme.${name}`), icon: node!, checked: theme.value === name, run: () => wear(name) });
  return [
    { ...wearing('system', Monitor), heading: me.value?.name ?? '' }, wearing('light', Sun), wearing('dark', Moon),
    ...Object.entries(languages).map(([tag, name], index) => ({
      title: name, icon: Languages, checked: language.value === tag, run: () => attempt(() => useLanguage(tag)), ...(index === 0 ? { heading: t('language') } : {}),
    })),
    ...(contributions.of('settings').some((page) => page.group === 'personal' && may(page.permission)) ? [{ title: t('me'), icon: Settings, heading: ' ', run: () => void go('/me') }] : []),
    { title: t('keys'), icon: Keyboard, run: () => attempt(async () => commands.get('desktop.keys')?.run()) },
    { title: t('password.change'), icon: KeyRound, run: () => void import('./password.ts').then((code) => code.changePassword()) },
    { title: t('sign-out'), icon: LogOut, run: () => attempt(signOut) },
  ];
}

function attempt(run: () => Promise<void>): void {
  void perform(run, (thrown) => explain(problem(thrown)));
}
