import { css, html, nothing, state } from 'lit';
import { CircleHelp, Search } from 'lucide';
import { base, commands, contributions, define, dialogs, icon, language, LiveElement, may, me, perform, printedKeys, socket, theme, translator, Watching } from '@live/ui';
import type { accountItems } from './account.ts';

const t = translator('desktop');
/** A line that breaks for a moment is nobody's business. */
const SAY_AFTER_MS = 1500;

/** Brand, search, the line to the server, presence, and the person. */
export class Header extends LiveElement {
  @state() private late = false;
  @state() private presence = false;
  @state() private parts: readonly string[] = [];
  private readonly made = new Map<string, HTMLElement>();
  /** What one sets for oneself comes after what is seen first. */
  @state() private items: typeof accountItems | undefined;
  #timer = 0;

  static override styles = [base, css`
    :host { display: flex; align-items: center; gap: 12px; height: 48px; padding-inline-end: 16px; background: var(--surface); border-bottom: 1px solid var(--line); min-width: 0; }
    .brand { width: 80px; display: grid; place-items: center; color: var(--fg); font: 750 15px/1 var(--family); letter-spacing: .06em; flex: none; height: 47px; }
    .brand:hover { text-decoration: none; }
    .search { width: min(420px, 40vw); justify-content: flex-start; gap: 8px; color: var(--muted); background: var(--field); font-weight: 400; padding-inline: 10px 6px; border-color: var(--edge); min-width: 0; }
    .search:hover { border-color: var(--control); background: var(--field); }
    .search span { flex: 1; text-align: start; }
    .skip { position: absolute; inset-inline-start: 8px; top: -100px; z-index: 10; padding: 8px 12px; background: var(--surface); border: 1px solid var(--edge); border-radius: 8px; }
    .skip:focus { top: 8px; }
    .gap { flex: 1; }
    .line-state { gap: 6px; height: 28px; padding: 0 10px; border-radius: 14px; }
    .line-state .dot { width: 8px; height: 8px; border-radius: 50%; background: var(--warn); animation: breathe 1.2s infinite; }
    .me { padding: 0; width: 32px; min-height: 32px; border: 0; background: none; border-radius: 50%; }
    .me:hover { background: none; filter: brightness(.96); }
    @media (max-width: 767px) {
      :host { gap: 8px; padding-inline-end: 8px; height: 52px; } .brand { width: 56px; }
      .search { width: 44px; border-color: transparent; background: none; padding: 0; justify-content: center; } .search kbd, .help { display: none; } .search span { position: absolute; clip-path: inset(50%); width: 1px; }
    }
  `];

  constructor() {
    super();
    new Watching(this, [socket.line, theme, me, language, contributions.changed]);
    contributions.changed.watch(() => void this.gather());
    socket.line.watch((line) => {
      if (line === 'open') {
        clearTimeout(this.#timer);
        this.#timer = 0;
        this.late = false;
      } else {
        this.#timer ||= setTimeout(() => (this.late = true), SAY_AFTER_MS);
      }
    });
  }

  override willUpdate(): void {
    if (!this.presence && may('agent.work')) void Promise.all([import('./presence.ts'), dialogs()]).then(() => (this.presence = true));
  }

  /** What modules bring; whoever comes first stands where its order says. */
  private async gather(): Promise<void> {
    const wanted = contributions.of('header').filter((part) => may(part.permission));
    const tags = await Promise.all(wanted.map((part) => part.element().catch(() => '')));
    this.parts = tags.filter((tag) => tag);
    for (const tag of this.made.keys()) if (!this.parts.includes(tag)) this.made.delete(tag);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.gather();
    this.role = 'banner';
    void Promise.all([import('./account.ts'), dialogs()]).then(([code]) => (this.items = code.accountItems));
  }

  override render(): unknown {
    return html`<button class="skip" @click=${() => this.tell('skip')}>${t('skip')}</button><a class="brand" href="/" aria-label=${t('home')}>LIVE</a>
      <button class="search" @click=${() => this.run('desktop.palette')} aria-keyshortcuts="Control+K">${icon(Search, 16)}<span class="cut">${t('search')}</span><kbd>${printedKeys('$mod+K').join(' ')}</kbd></button>
      <span class="gap"></span>
      <span role="status">${this.late ? html`<button class="chip warn line-state" @click=${() => socket.hurry()} title=${t('line.hurry')}><span class="dot"></span>${t(navigator.onLine ? 'line.broken' : 'line.offline')}</button>` : nothing}</span>
      ${this.parts.map((tag) => html`${this.made.get(tag) ?? (this.made.set(tag, document.createElement(tag)), this.made.get(tag))}`)}
      ${this.presence ? html`<live-presence></live-presence><live-offers></live-offers>` : nothing}
      <button class="icon quiet help" title=${t('keys')} aria-label=${t('keys')} @click=${() => this.run('desktop.keys')}>${icon(CircleHelp)}</button>
      ${this.items ? html`<live-menu label=${t('me')} .items=${this.items()}><button slot="button" class="me" title=${me.value?.name ?? ''} aria-label=${t('me.of', { name: me.value?.name ?? '' })}>
        <live-avatar .name=${me.value?.name ?? ''} style="--size: 32px"></live-avatar></button></live-menu>` : html`<span class="me"></span>`}`;
  }

  private run(id: string): void {
    const command = commands.get(id);
    if (command) void perform(command.run, String);
  }
}

define('live-header', Header);
