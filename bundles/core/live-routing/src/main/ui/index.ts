import { ChartNoAxesColumn, FlaskConical, GitCompareArrows, Headset, ListChecks, ListOrdered, Radar, Route } from 'lucide';
import { go, type Host, may, translator } from '@live/ui';

const t = translator('routing');

/** Queues and agents: what waits where, who gets it, and how much at once; and all of it live for supervisors. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  host.add('nav', { id: 'supervisor', path: '/supervisor', title: () => t('supervisor'), icon: Radar, order: 40, permission: 'agent.supervise' });
  host.add('view', { path: '/supervisor/*', title: () => t('supervisor'), permission: 'agent.supervise', element: () => import('./supervisor/supervisor.ts').then((code) => code.tag) });
  host.add('command', { id: 'supervisor.go', title: () => t('supervisor.go'), group: () => t('group.go'), keys: 'g s', when: () => may('agent.supervise'), run: () => void go('/supervisor') });
  host.add('view', { path: '/put-aside', title: () => t('aside'), permission: 'agent.supervise', element: () => import('./supervisor/put-aside.ts').then((code) => code.tag) });
  host.add('command', { id: 'aside.go', title: () => t('aside.go'), group: () => t('group.go'), when: () => may('agent.supervise'), run: () => void go('/put-aside') });
  host.add('nav', { id: 'what-if', path: '/what-if', title: () => t('what-if'), icon: FlaskConical, order: 45, permission: 'agent.supervise unit.every' });
  host.add('view', { path: '/what-if', title: () => t('what-if.title'), permission: 'agent.supervise unit.every', element: () => import('./what-if/what-if.ts').then((code) => code.tag) });
  host.add('nav', { id: 'statistics', path: '/statistics', title: () => t('statistics'), icon: ChartNoAxesColumn, order: 42, permission: 'agent.supervise' });
  host.add('view', { path: '/statistics/*', title: () => t('statistics'), permission: 'agent.supervise', element: () => import('./statistics/statistics.ts').then((code) => code.tag) });
  host.add('settings', { id: 'queues', group: 'routing', title: () => t('queues'), icon: ListOrdered, order: 10, permission: 'queue.read', element: () => import('./queues.ts').then((code) => code.tag) });
  host.add('settings', { id: 'shadow', group: 'routing', title: () => t('shadow'), icon: GitCompareArrows, order: 12, permission: 'agent.supervise unit.every', element: () => import('./shadow/shadows.ts').then((code) => code.tag) });
  host.add('settings', { id: 'agents', group: 'routing', title: () => t('agents'), icon: Headset, order: 15, permission: 'agent.supervise', element: () => import('./agents.ts').then((code) => code.tag) });
  host.add('settings', { id: 'wrap-up', group: 'routing', title: () => t('wrap-up'), icon: ListChecks, order: 20, permission: 'queue.read', element: () => import('./wrap-up-codes.ts').then((code) => code.tag) });
  host.add('context', { id: 'routing', title: () => t('routing'), icon: Route, order: 90, permission: 'agent.supervise', element: () => import('./routing-card.ts').then((code) => code.tag) });
}
