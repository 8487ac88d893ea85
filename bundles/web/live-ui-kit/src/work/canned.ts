import { api, type Page } from '@live/ui';
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

export interface CannedText {
  readonly language?: string;
  readonly html: string;
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

/** Languages that replies are written in, as the recogniser calls them. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'eng', de: 'deu', hr: 'hrv', bs: 'bos', cs: 'ces', es: 'spa', fr: 'fra', hu: 'hun', it: 'ita', nl: 'nld', pl: 'pol', pt: 'por', ro: 'ron', ru: 'rus', sr: 'srp', sv: 'swe', tr: 'tur', uk: 'ukr',
};
/** Less says nothing. */
const ENOUGH = 20;

/** The text of a reply for whoever wrote `said`: in his language if that can be told, else in `own`, else the first. */
export async function textFor({ texts }: CannedReply, said: string, own: string): Promise<CannedText> {
  const spoken = texts.flatMap((each) => (each.language && LANGUAGES[each.language] ? [each.language] : []));
  const theirs = spoken.length > 1 && said.length >= ENOUGH ? await recognised(said, spoken) : undefined;
  const among = (language: string | undefined): CannedText | undefined => texts.find((each) => each.language === language);
  return (theirs ? among(theirs) : undefined) ?? among(undefined) ?? among(own) ?? texts[0]!;
}

async function recognised(said: string, among: readonly string[]): Promise<string | undefined> {
  const { franc } = await import('franc-min');
  const found = franc(said, { only: among.map((language) => LANGUAGES[language]!), minLength: ENOUGH });
  return among.find((language) => LANGUAGES[language] === found);
}
