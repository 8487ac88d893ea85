import { MessageCircleMore } from 'lucide';
import { type Host, translator } from '@live/ui';

const t = translator('channel-chat');

/** How chats present themselves. */
export async function activate(host: Host): Promise<void> {
  await host.i18n((language) => import(`./i18n/${language}.json`));
  host.add('channel', { kind: 'chat', title: () => t('chat'), icon: MessageCircleMore });
}
