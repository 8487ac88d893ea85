import { api, ask, me, type Message, translator } from '@live/ui';
import { nameOf } from './lookups.ts';

const t = translator('desktop');

/** Messages with those that came in addition, each once, in the order in which they were said. */
export function joined(known: readonly Message[], some: readonly Message[]): readonly Message[] {
  const all = new Map(known.map((message) => [message.id, message]));
  for (const message of some) all.set(message.id, message);
  return [...all.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
}

/** The newest answer that a colleague gave. */
export function answeredBy(messages: readonly Message[]): { readonly id: string; readonly name: string; readonly at: string } | undefined {
  const answer = messages.findLast((each) => each.direction === 'OUT' && each.author && each.author !== me.value?.id && each.nature !== 'AUTOMATIC');
  return answer && { id: answer.id, name: nameOf(answer.author) || '…', at: answer.at };
}

/** Sends once more; what may have arrived is sent only if the person wants that. Answers whether it was asked to be sent. */
export async function resend(message: Message): Promise<boolean> {
  if (message.state === 'UNKNOWN' && !(await ask({ title: t('resend.title'), text: t('resend.text'), confirm: t('resend') }))) return false;
  await api.post(`/channels/messages/${message.id}/resend`);
  return true;
}
