import { Keyboard, KeyRound, Languages, LogOut, Monitor, Moon, ShieldCheck, Sun, Type } from 'lucide';
import { commands, explain, go, language, languages, me, type MenuItem, perform, problem, signOut, singleKeysOn, switchSingleKeys, theme, type Theme, translator, useLanguage, wear } from '@live/ui';

const t = translator('desktop');

/** What one sets for oneself; `changed` is called when something is that no signal tells of. */
export function accountItems(changed: () => void): MenuItem[] {
  const wearing = (name: Theme, node: MenuItem['icon']): MenuItem => ({ title: t(`theme.${name}`), icon: node!, checked: theme.value === name, run: () => wear(name) });
  return [
    { ...wearing('system', Monitor), heading: me.value?.name ?? '' }, wearing('light', Sun), wearing('dark', Moon),
    ...Object.entries(languages).map(([tag, name], index) => ({
      title: name, icon: Languages, checked: language.value === tag, run: () => attempt(() => useLanguage(tag)), ...(index === 0 ? { heading: t('language') } : {}),
    })),
    { title: t('keys.single'), icon: Type, checked: singleKeysOn(), heading: t('keyboard'), run: () => { switchSingleKeys(!singleKeysOn()); changed(); } },
    { title: t('keys'), icon: Keyboard, run: () => attempt(async () => commands.get('desktop.keys')?.run()) },
    { title: t('security'), icon: ShieldCheck, heading: ' ', run: () => void go('/me/security') },
    { title: t('password.change'), icon: KeyRound, run: () => void import('./password.ts').then((code) => code.changePassword()) },
    { title: t('sign-out'), icon: LogOut, run: () => attempt(signOut) },
  ];
}

function attempt(run: () => Promise<void>): void {
  void perform(run, (thrown) => explain(problem(thrown)));
}
