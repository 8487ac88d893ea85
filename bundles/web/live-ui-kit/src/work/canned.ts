import { api, type Page } from '@live/ui';
import type { CannedText } from './languages.ts';
import { Shared } from './lookups.ts';

/** A text that agents put into their answers. */
export interface CannedReply {
  readonly id: string;
  readonly name: string;
  readonly scope: 'mine' | 'team' | 'all';
  readonly team?: string;
  /** One for each language; the one without language fits all. */
  readonly texts: readonly CannedText[];
  readonly version?: number;
}

/** What stands for what is only known when a reply is used. */
export const PLACEHOLDERS = ['customer', 'ticket', 'agent'] as const;
export type Values = Readonly<Partial<Record<(typeof PLACEHOLDERS)[number], string>>>;

/** Those that one may use. */
export const cannedReplies = new Shared<readonly CannedReply[]>([], async () => (await api.get<Page<CannedReply>>('/channels/canned-replies')).items);

const MARK = new RegExp(`\\{(${PLACEHOLDERS.join('|')})\\}`, 'g');

/** A text with what its placeholders stand for; one that nothing is known for stays, and is seen. */
export function filled(html: string, values: Values): string {
  return html.replace(MARK, (mark, name: keyof Values) => (values[name] ? escaped(values[name]) : mark));
}

/** The placeholders that nobody has filled. */
export function unfilled(html: string): readonly string[] {
  return [...new Set(html.match(MARK) ?? [])];
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
}

/** Whether a reply is found by what was typed: all words of it occur in the name. */
export function fits(reply: CannedReply, text: string): boolean {
  const name = plain(reply.name);
  return plain(text).split(/\s+/).every((word) => name.includes(word));
}

/** Without case and accents: who looks for `gruss` finds `Grüße`. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
}
