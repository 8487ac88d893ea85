import { go, language, translator } from '@live/ui';
import type { Completion } from '@live/editor';
import { type CannedReply, cannedReplies, filled, fits, textFor, type Values } from '@live/work';

const t = translator('desktop');
const SCOPES = ['mine', 'team', 'all'] as const;
let renewal: Promise<readonly CannedReply[]> | undefined;

/** Canned replies by `/`; `said` is what the customer wrote last, which tells his language. */
export function canned(values: () => Values, said: () => string): Completion {
  return {
    sign: '/',
    get label() { return t('canned'); },
    get none() { return t('canned.none'); },
    find: async (text) => {
      // What others have changed is fetched when somebody begins to look, and waited for only where it is missed.
      if (!text) renewal = cannedReplies.renew().catch(() => cannedReplies.value);
      const fitting = (all: readonly CannedReply[]): readonly CannedReply[] => SCOPES.flatMap((scope) => all.filter((each) => each.scope === scope && fits(each, text)));
      const known = fitting(cannedReplies.value);
      const found = known.length ? known : fitting(await (renewal ??= cannedReplies.need()));
      return [...found.map((each) => ({
        id: each.id, title: each.name, detail: each.texts.flatMap(({ language: tag }) => tag ?? []).join(' '), group: t(`canned.${each.scope}`),
        content: () => content(each, values(), said()),
      })), ...(text ? [] : [{ id: 'manage', title: t('canned.manage'), group: ' ', content: () => { void go('/canned'); return ''; } }])];
    },
  };
}

async function content(reply: CannedReply, values: Values, said: string): Promise<string> {
  const { html } = await textFor(reply, said, language.value);
  // A text of one paragraph goes on in the line in which the cursor is.
  const [, only] = /^<p>((?:(?!<p>).)*)<\/p>$/s.exec(html.trim()) ?? [];
  return filled(only ?? html, values);
}
