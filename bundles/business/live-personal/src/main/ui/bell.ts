import { css, html, nothing, repeat, state } from 'lit';
import { Bell as BellIcon, BellDot } from 'lucide';
import { api, base, contributions, define, empty, Fetch, go, icon, LiveElement, type Notice, shortTime, socket, translator, waits, Watching } from '@live/ui';

const t = translator('personal');
const MOST = 50;

interface Told {
  readonly items: readonly Notice[];
  readonly unread: number;
}

/** What happened while one looked elsewhere. */
export class Bell extends LiveElement {
  @state() private open = false;
  readonly #told = new Fetch<Told>(this, (signal) => api.get<Told>('/personal/notifications', { query: { limit: MOST }, signal }));
  #end = (): void => undefined;

  static override styles = [base, css`
    :host { display: inline-flex; position: relative; } button.bell { position: relative; } .unread { color: var(--accent-fg); }
    .count { position: absolute; top: 0; inset-inline-end: -2px; min-width: 16px; height: 16px; padding: 0 4px; border-radius: 8px; background: var(--bad); color: var(--on-bad); font: 650 11px/16px var(--family); text-align: center; }
    .list { position: fixed; inset: auto; top: 52px; inset-inline-end: 8px; margin: 0; width: min(380px, calc(100vw - 16px)); max-height: 70dvh; overflow: auto; padding: 0; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); color: var(--fg); box-shadow: var(--shadow); }
    .head { display: flex; align-items: center; gap: 8px; padding: 10px 16px; border-bottom: 1px solid var(--line); position: sticky; top: 0; background: var(--surface); } .head h2 { flex: 1; }
    li a { display: grid; grid-template-columns: 20px minmax(0, 1fr) auto; gap: 2px 12px; padding: 10px 16px; color: var(--fg); border-bottom: 1px solid var(--line); border-radius: 0; } li:last-child a { border: 0; }
    li a:hover { background: var(--hover); text-decoration: none; } li a:focus-visible { outline-offset: -2px; } li svg { color: var(--muted); margin-top: 2px; } .new svg { color: var(--accent); } .new .say { font-weight: 600; }
  `];

  constructor() {
    super();
    new Watching(this, [contributions.changed]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#end = socket.subscribe('notifications', '', { data: (data) => this.heard(data as { added?: Notice }), again: () => void this.#told.run() });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
    waits('notices', 0);
  }

  private heard(news: { readonly added?: Notice }): void {
    const { added } = news;
    const now = this.#told.value;
    if (!added || !now) return void this.#told.run();
    if (now.items.some((each) => each.id === added.id)) return;
    this.#told.set({ items: [added, ...now.items].slice(0, MOST), unread: now.unread + 1 });
  }

  override render(): unknown {
    const unread = this.#told.value?.unread ?? 0;
    waits('notices', unread);
    return html`<button class="bell icon quiet ${unread ? 'unread' : ''}" aria-label=${unread ? t('bell.unread', { count: unread }) : t('bell')} title=${t('bell')} aria-haspopup="dialog" aria-expanded=${this.open} @click=${this.toggle}>
        ${icon(unread ? BellDot : BellIcon)}${unread ? html`<span class="count" aria-hidden="true">${unread > 99 ? '99+' : unread}</span>` : nothing}</button>
      <div class="list" role="dialog" aria-label=${t('bell')} popover="auto" @toggle=${this.toggled}>${this.open ? this.list() : nothing}</div>`;
  }

  private list(): unknown {
    return this.#told.show((value) => html`<div class="head"><h2>${t('bell')}</h2>${value.unread ? html`<button class="link small" @click=${this.readAll}>${t('bell.read')}</button>` : nothing}</div>
      ${value.items.length ? html`<ul>${repeat(value.items, (each) => each.id, (each) => this.row(each))}</ul>` : empty(BellIcon, t('bell.none'), t('bell.none.text'))}`);
  }

  private row(notice: Notice): unknown {
    const face = contributions.of('notice').find((each) => each.kind === notice.kind);
    return html`<li class=${notice.read ? '' : 'new'}><a href=${notice.path} @click=${(event: Event) => this.follow(event, notice)}>${icon(face?.icon ?? BellIcon, 16)}<span class="say">${face?.say(notice) ?? t('bell.unknown')}${notice.read ? nothing : html`<span class="only-heard"> ${t('bell.new')}</span>`}</span><time class="meta">${shortTime(notice.at)}</time></a></li>`;
  }

  private follow(event: Event, notice: Notice): void {
    event.preventDefault();
    this.panel.hidePopover();
    void this.read(notice.id);
    void go(notice.path);
  }

  private readAll(): void {
    const newest = this.#told.value?.items[0];
    if (newest) void this.read(newest.id);
  }

  private async read(upTo: string): Promise<void> {
    const told = await api.post<Told>('/personal/notifications/read', { upTo }).catch(() => undefined);
    if (told) this.#told.set(told);
  }

  private get panel(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.list')!;
  }

  private toggle(): void {
    this.panel.togglePopover();
  }

  private toggled(event: ToggleEvent): void {
    this.open = event.newState === 'open';
  }
}

export const tag = define('live-bell', Bell);
