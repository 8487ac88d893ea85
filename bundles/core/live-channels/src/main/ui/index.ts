import { Inbox, Mail, MailX, MessageSquareQuote, Radio, Route, type IconNode } from 'lucide';
import { go, type Host, may, translator } from '@live/ui';
import { unread } from '@live/work';

const t = translator('channels');

/** Contacts: the agent's inbox, and the administration of channels and of the rules that sort what comes in. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  host.add('nav', { id: 'inbox', path: '/inbox', title: () => t('inbox'), icon: Inbox, order: 10, permission: 'agent.work', badge: unread });
  host.add('view', { path: '/inbox/*', title: () => t('inbox'), permission: 'agent.work', element: () => import('./inbox.ts').then((code) => code.tag) });
  host.add('command', { id: 'inbox.go', title: () => t('go', { name: t('inbox') }), group: () => t('group.go'), keys: 'g i', run: () => void go('/inbox') });
  host.add('notice', { kind: 'channels.unsent', icon: MailX, say: (notice) => t(`notice.${notice.values['state']}`) });
  host.add('channel', { kind: 'email', title: () => t('email'), icon: Mail });
  host.add('view', { path: '/canned/*', title: () => t('canned'), permission: 'interaction.reply', element: () => import('./canned/canned-replies.ts').then((code) => code.tag) });
  host.add('command', { id: 'canned.go', title: () => t('canned'), group: () => t('group.go'), when: () => may('interaction.reply'), run: () => void go('/canned') });
  host.add('settings', { id: 'canned', group: 'channels', title: () => t('canned'), icon: MessageSquareQuote, order: 30, permission: 'reply.write', element: () => import('./canned/canned-replies.ts').then((code) => code.tag) });
  page('channels', Radio, 10, () => import('./admin/accounts.ts').then((code) => code.tag));
  page('rules', Route, 20, () => import('./admin/rules.ts').then((code) => code.tag));

  function page(id: string, icon: IconNode, order: number, element: () => Promise<string>): void {
    host.add('settings', { id, group: 'channels', title: () => t(id), icon, order, permission: 'channel.read', element });
  }
}
