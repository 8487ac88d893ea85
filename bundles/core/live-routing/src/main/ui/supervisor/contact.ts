import { html, type TemplateResult } from 'lit';
import { type Interaction, may, translator } from '@live/ui';
import { interactions, look } from '@live/work';

const t = translator('routing');
/** So many in one request: an address has a length. */
const TOGETHER = 50;
const wanted = new Set<string>();
const asked = new Set<string>();

/** What is known of a contact; it is fetched, with others, when it is not. */
export function about(interaction: string): Interaction | undefined {
  const known = interactions.value.get(interaction);
  if (!known && may('interaction.read') && !asked.has(interaction)) {
    if (!wanted.size) queueMicrotask(fetchWanted);
    wanted.add(interaction);
    asked.add(interaction);
  }
  return known;
}

function fetchWanted(): void {
  const ids = [...wanted];
  wanted.clear();
  for (let at = 0; at < ids.length; at += TOGETHER) {
    const some = ids.slice(at, at + TOGETHER);
    // What did not come may be asked for again, by whoever looks then.
    void look(some, false).catch(() => undefined).finally(() => some.forEach((id) => asked.delete(id)));
  }
}

/** Who it is, and what about, as far as the person may know. */
export function called(interaction: string): { readonly name: string; readonly subject: string } {
  const known = about(interaction);
  if (!may('interaction.read')) return { name: t('contact'), subject: t('contact.hidden') };
  return { name: known?.party?.name || known?.party?.value || (known ? t('contact') : ' '), subject: known?.subject || (known ? t('contact.no-subject') : ' ') };
}

export function contactLines(interaction: string): TemplateResult {
  const { name, subject } = called(interaction);
  return html`<span class="who cut" title=${name}>${name}</span><span class="what cut" title=${subject}>${subject}</span>`;
}
