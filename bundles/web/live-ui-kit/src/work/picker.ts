import { html, property } from 'lit';
import { api, define, LiveElement } from '@live/ui';
import { type Choice, type Find } from './choices.ts';

/** Choosing one of many by typing: colleagues, queues, tickets. */
export class Picker extends LiveElement {
  @property() heading = '';
  @property({ attribute: false }) find: Find = () => Promise.resolve([]);
  @property({ attribute: false }) chosen: (choice: Choice) => void = () => undefined;

  override render(): unknown {
    return html`<live-dialog size="small" heading=${this.heading} @closed=${() => this.remove()}>
      <live-choices .heading=${this.heading} .find=${this.find} @chosen=${(event: CustomEvent<Choice>) => this.choose(event.detail)}></live-choices></live-dialog>`;
  }

  private choose(choice: Choice): void {
    this.renderRoot.querySelector('live-dialog')?.close();
    this.chosen(choice);
  }
}

const tag = define('live-picker', Picker);

/** Lets the person choose; nothing happens if they do not. */
export function pick(heading: string, find: Find, chosen: Picker['chosen']): void {
  document.body.append(Object.assign(document.createElement(tag) as Picker, { heading, find, chosen }));
}

/** Colleagues whose name or login fits, as choices. */
export async function colleagues(text: string, signal: AbortSignal): Promise<readonly Choice[]> {
  const { items } = await api.get<{ items: readonly { id: string; name: string; login: string; active?: boolean }[] }>('/directory/users', { query: { q: text, limit: 30 }, signal });
  return items.filter((user) => user.active !== false).map((user) => ({ id: user.id, title: user.name, detail: user.login }));
}
