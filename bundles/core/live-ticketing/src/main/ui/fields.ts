import { css, html, nothing, property, state } from 'lit';
import { Plus, UserPlus, X } from 'lucide';
import { base, dateTime, define, icon, LiveElement, may, me, type Ticket, translator, Watching } from '@live/ui';
import { colleagues, nameOf, namesChanged, pick, priorities, priorityName, queues, status, statuses, statusName } from '@live/work';

const t = translator('ticketing');

/** What a ticket is and who has it. Tells `change-ticket` with the changes that the person wants. */
export class Fields extends LiveElement {
  @property({ attribute: false }) ticket: Ticket | undefined;
  @state() private tagging = false;

  static override styles = [base, css`
    :host { display: block; padding: 8px 16px 16px; }
    dl { display: grid; grid-template-columns: 96px 1fr; gap: 6px 8px; align-items: center; }
    dt { color: var(--muted); font-size: 13px; } dd { min-width: 0; min-height: 32px; display: flex; align-items: center; gap: 8px; }
    dd > button, dd select { width: 100%; justify-content: flex-start; border-color: transparent; background-color: transparent; padding-inline-start: 8px; margin-inline-start: -8px; font-weight: 400; }
    dd > button:hover, dd select:hover { border-color: var(--edge); background-color: var(--hover); }
    .tags { display: flex; flex-wrap: wrap; gap: 4px; padding-block: 4px; }
    .tags button { min-height: 24px; width: auto; padding: 0; border: 0; background: none; color: inherit; }
    .tags .chip { padding-inline-end: 3px; } .tags { gap: 6px; } .tags .chip { height: 24px; padding-inline-end: 0; } .tags .chip button { min-height: 24px; width: 26px; }
    live-menu { margin-inline-start: -10px; }
    .tags input { width: 110px; min-height: 24px !important; padding: 0 6px !important; }
    .add { color: var(--muted) !important; min-width: 24px; }
  `];

  constructor() {
    super();
    new Watching(this, [queues, statuses, namesChanged]);
    void queues.need().catch(() => undefined);
  }

  /** Opens the choice of who gets it. */
  assign(): void {
    pick(t('assign'), async (text, signal) => {
      const others = await colleagues(text, signal);
      const own = me.value && me.value.name.toLowerCase().includes(text.toLowerCase()) ? [{ id: me.value.id, title: me.value.name, detail: t('assignee.me') }] : [];
      return [...own, ...others.filter((user) => user.id !== me.value?.id), ...(text ? [] : [{ id: '', title: t('assignee.none') }])];
    }, (choice) => this.want({ type: 'assign', ...(choice.id ? { assignee: choice.id } : {}) }));
  }

  override render(): unknown {
    const { ticket } = this;
    if (!ticket) return nothing;
    const writes = may('ticket.write');
    const select = (label: string, value: string, options: readonly (readonly [string, string])[], change: (value: string) => object): unknown => html`<select aria-label=${label} ?disabled=${!writes}
      @change=${(event: Event) => this.want(change((event.target as HTMLSelectElement).value))}>${options.some(([id]) => id === value) ? nothing : html`<option value="" selected disabled>–</option>`}
      ${options.map(([id, title]) => html`<option value=${id} ?selected=${id === value}>${title}</option>`)}</select>`;
    return html`<dl>
      <dt>${t('status')}</dt><dd>${writes ? html`<live-menu label=${t('status')} .items=${statuses.value.map((each) => ({ title: statusName(each.code, statuses.value), checked: each.code === ticket.status, run: () => this.want({ type: 'status', status: each.code }) }))}>
        <button slot="button" class="quiet small" title=${t('status')}>${status(ticket.status, ticket.category, statuses.value)}</button></live-menu>` : status(ticket.status, ticket.category, statuses.value)}</dd>
      <dt>${t('priority')}</dt><dd>${select(t('priority'), String(priorities.find((each) => each.name === priorityName(ticket.priority))!.value), priorities.map((each) => [String(each.value), t(`priority.${each.name}`)]), (value) => ({ type: 'prioritise', priority: Number(value) }))}</dd>
      <dt>${t('assignee')}</dt><dd><button ?disabled=${!writes} @click=${this.assign}>${ticket.assignee ? html`<live-avatar .name=${nameOf(ticket.assignee)} style="--size: 20px"></live-avatar><span class="cut">${nameOf(ticket.assignee)}</span>` : html`<span class="line muted">${icon(UserPlus, 16)}${t('assignee.none')}</span>`}</button></dd>
      <dt>${t('queue')}</dt><dd>${select(t('queue'), ticket.queue ?? '', queues.value.map((queue) => [queue.id, queue.name]), (value) => ({ type: 'move', queue: value }))}</dd>
      <dt>${t('tags')}</dt><dd class="tags">${(ticket.tags ?? []).map((tag) => html`<span class="chip">${tag}${writes ? html`<button aria-label=${t('tag.remove', { tag })} @click=${() => this.want({ type: 'tag', tag, present: false })}>${icon(X, 12)}</button>` : nothing}</span>`)}
        ${!writes ? nothing : this.tagging ? html`<input aria-label=${t('tag.add')} maxlength="50" @keydown=${this.typed} @blur=${() => (this.tagging = false)}>` : html`<button class="add" aria-label=${t('tag.add')} title=${t('tag.add')} @click=${this.tagIt}>${icon(Plus, 16)}</button>`}</dd>
      <dt>${t('created')}</dt><dd class="number">${dateTime(ticket.createdAt)}</dd><dt>${t('updated')}</dt><dd class="number">${dateTime(ticket.updatedAt)}</dd></dl>`;
  }

  private async tagIt(): Promise<void> {
    this.tagging = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.tags input')?.focus();
  }

  private typed(event: KeyboardEvent): void {
    const input = event.target as HTMLInputElement;
    if (event.key === 'Escape') this.tagging = false;
    if (event.key !== 'Enter' || !input.value.trim()) return;
    this.want({ type: 'tag', tag: input.value.trim(), present: true });
    this.tagging = false;
  }

  private want(change: object): void {
    this.tell('change-ticket', [change]);
  }
}

define('live-ticket-fields', Fields);

declare global {
  interface HTMLElementTagNameMap {
    'live-ticket-fields': Fields;
  }
}
