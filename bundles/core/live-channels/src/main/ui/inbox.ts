import { css, html, nothing, property, state } from 'lit';
import { Inbox as InboxSign, PanelRight } from 'lucide';
import { base, commands, contributions, define, empty, icon, type Interaction, LiveElement, may, type Ticket, translator, Watching } from '@live/ui';
import { desk, interactions, look, setPresence } from '@live/work';
import './conversation.ts';
import './list.ts';
import type { InboxList } from './list.ts';

const t = translator('channels');

/** Contacts at work: the list, the conversation, and what is known beside it. */
export class Inbox extends LiveElement {
  @property({ attribute: false }) parameters: Readonly<Record<string, string>> = {};
  @property({ attribute: false }) query = new URLSearchParams();
  @state() private ticket: Ticket | undefined;
  @state() private interaction: Interaction | undefined;
  @state() private beside = false;
  @state() private cards: readonly { readonly id: string; readonly tag: string }[] = [];
  #ends: (() => void)[] = [];

  static override styles = [base, css`
    :host { display: grid; grid-template-columns: 300px minmax(320px, 1fr) 340px; height: 100%; position: relative; }
    :host(:not([open])) aside { display: none; }
    :host(:not([open])) { grid-template-columns: 300px 1fr; }
    live-inbox-list { border-inline-end: 1px solid var(--line); background: var(--surface); min-height: 0; }
    .middle { min-width: 0; min-height: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); }
    aside { border-inline-start: 1px solid var(--line); background: var(--surface); overflow: auto; min-height: 0; }
    aside section + section { border-top: 1px solid var(--line); }
    aside h2 { font: 550 12px/16px var(--family); color: var(--muted); padding: 16px 16px 0; }
    .toggle { display: none; }
    @media (max-width: 1279px) {
      :host, :host(:not([open])) { grid-template-columns: 280px minmax(320px, 1fr); }
      aside { display: none; } :host([beside]) aside { display: block; position: absolute; inset-block: 0; inset-inline-end: 0; width: 340px; box-shadow: var(--shadow); z-index: 2; }
      .toggle { display: inline-flex; position: absolute; inset-inline-end: 12px; top: 28px; transform: translateY(-50%); z-index: 3; }
    }
    @media (max-width: 767px) {
      :host, :host(:not([open])) { grid-template-columns: minmax(0, 1fr); } :host([open]) live-inbox-list { display: none; } :host(:not([open])) .middle { display: none; }
      :host([beside]) aside { inset: 0; width: auto; } :host(:not([open])) .toggle { display: none; }
    }
  `];

  constructor() {
    super();
    new Watching(this, [desk, interactions, contributions.changed]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const list = (): InboxList => this.renderRoot.querySelector<InboxList>('live-inbox-list')!;
    const group = (): string => t('inbox');
    const add = (id: string, keys: string, run: () => void): void => {
      this.#ends.push(commands.add({ id: `inbox.${id}`, title: () => t(`key.${id}`), group, keys, hidden: true, when: () => this.isConnected, run }));
    };
    add('next', 'j', () => list().step(1));
    add('previous', 'k', () => list().step(-1));
    void this.bring();
    this.#ends.push(contributions.changed.watch(() => void this.bring()));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
  }

  private get id_(): string {
    return this.parameters['rest'] ?? '';
  }

  private async bring(): Promise<void> {
    const cards = contributions.of('context').filter((card) => may(card.permission));
    const tags = await Promise.all(cards.map(async (card) => ({ id: card.id, tag: await card.element().catch(() => '') })));
    this.cards = tags.filter((card) => card.tag);
  }

  override willUpdate(): void {
    const id = this.id_;
    this.toggleAttribute('open', id !== '');
    this.toggleAttribute('beside', this.beside && id !== '');
    if (this.interaction?.id !== id) {
      this.interaction = interactions.value.get(id);
      this.ticket = undefined;
      if (id && !this.interaction) void look([id], false).catch(() => undefined);
    } else {
      this.interaction = interactions.value.get(id) ?? this.interaction;
    }
  }

  override render(): unknown {
    const id = this.id_;
    return html`<live-inbox-list .selected=${id}></live-inbox-list>
      <div class="middle">${id ? html`<live-conversation .interactionId=${id} @ticket=${(event: CustomEvent<Ticket>) => (this.ticket = event.detail)}></live-conversation>` : this.nothingOpen()}</div>
      ${id ? html`<button class="icon quiet toggle" aria-pressed=${this.beside} aria-label=${t('beside')} title=${t('beside')} @click=${() => (this.beside = !this.beside)}>${icon(PanelRight)}</button>` : nothing}
      <aside aria-label=${t('beside')}>${id && this.interaction ? contributions.of('context').map((card) => {
        const tag = this.cards.find((each) => each.id === card.id)?.tag;
        return tag ? html`<section><h2>${card.title()}</h2>${this.card(tag)}</section>` : nothing;
      }) : nothing}</aside>`;
  }

  private readonly made = new Map<string, HTMLElement>();

  private card(tag: string): HTMLElement {
    let element = this.made.get(tag);
    if (!element) this.made.set(tag, (element = document.createElement(tag)));
    return Object.assign(element, { interaction: this.interaction, ticket: this.ticket });
  }

  private nothingOpen(): unknown {
    const presence = desk.value?.presence.state;
    if (!desk.value) return empty(InboxSign, t('routing.away'), t('routing.away.text'));
    if (presence !== 'READY') return empty(InboxSign, t('empty.not-ready'), t('empty.not-ready.text'), html`<button class="primary" @click=${() => setPresence('READY')}>${t('ready')}</button>`);
    return empty(InboxSign, t('empty.open'), t('empty.open.text'));
  }
}

export const tag = define('live-inbox', Inbox);
