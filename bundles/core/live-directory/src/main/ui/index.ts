import { Clock, GraduationCap, Network, Users as UsersSign, UsersRound, type IconNode } from 'lucide';
import { api, type Host, type Page, translator } from '@live/ui';

const t = translator('directory');

/** People: users, units, teams, skills, and when they are there. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  page('users', UsersSign, 10, () => import('./users.ts').then((code) => code.tag));
  page('units', Network, 15, () => import('./units.ts').then((code) => code.tag));
  page('teams', UsersRound, 20, () => import('./named.ts').then((code) => code.teams));
  page('skills', GraduationCap, 30, () => import('./named.ts').then((code) => code.skills));
  page('hours', Clock, 40, () => import('./hours.ts').then((code) => code.tag));
  host.add('finder', { id: 'users', title: () => t('users'), permission: 'user.write', find: async (text, signal) => {
    const { items } = await api.get<Page<{ id: string; name: string; login: string }>>('/directory/users', { query: { q: text, limit: 5 }, signal });
    return items.map((user) => ({ title: user.name, detail: user.login, path: `/admin/users/${user.id}` }));
  } });

  function page(id: string, icon: IconNode, order: number, element: () => Promise<string>): void {
    host.add('settings', { id, group: 'people', title: () => t(id), icon, order, permission: 'user.write', element });
  }
}
