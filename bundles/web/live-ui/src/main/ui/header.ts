import { css, html, nothing, state } from 'lit';
import { CircleHelp, Keyboard, KeyRound, Languages, LogOut, Monitor, Moon, Search, Sun, Type } from 'lucide';
import {
  base, define, icon, language, languages, LiveElement, may, me, printedKeys, signOut, singleKeysOn, socket, switchSingleKeys, theme, translator, Watching, wear,
  type MenuItem, type Theme, commands, explain, perform, problem, useLanguage,
} from '@live/ui';

const t = translator('desktop');
/** A line that breaks for a moment is nobody's business. */
const SAY_AFTER_MS = 1500;

/** Brand, search, the line to the server, presence, and the person. */
export class Header extends LiveElement {
  @state() private late = false;
  @state() private presence = false;
  #timer = 0;

  static override styles = [base, css`
    :host { display: flex; align-items: center; gap: 12px; height: 48px; padding: 0 16px 0 0; background: var(--surface); border-bottom: 1px solid var(--line); min-width: 0; }
    .brand { width: 80px; display: grid; place-items: center; color: var(--fg); font: 750 15px/1 var(--family); letter-spacing: .06em; flex: none; height: 47px; }
    .brand:hover { text-decoration: none; }
    .search { width: min(420px, 40vw); justify-content: flex-start; gap: 8px; color: var(--muted); background: var(--field); font-weight: 400; padding: 0 6px 0 10px; border-color: var(--edge); min-width: 0; }
    .search:hover { border-color: var(--control); background: var(--field); }
    .search span { flex: 1; text-align: start; }
    .skip { position: absolute; left: 8px; top: -100px; z-index: 10; padding: 8px 12px; background: var(--surface); border: 1px solid var(--edge); border-radius: 8px; }
    .skip:focus { top: 8px; }
    .gap { flex: 1; }
    .line-state { gap: 6px; height: 28px; padding: 0 10px; border-radius: 14px; }
    .line-state .dot { width: 8px; height: 8px; border-radius: 50%; background: var(--warn); animation: breathe 1.2s infinite; }
    .me { padding: 0; width: 32px; min-height: 32px; border: 0; background: none; border-radius: 50%; }
    .me:hover { background: none; filter: brightness(.96); }
    @media (max-width: 767px) {
      :host { gap: 8px; padding: 0 8px 0 0; height: 52px; } .brand { width: 56px; }
      .search { width: 44px; border-color: transparent; background: none; padding: 0; justify-content: center; } .search kbd, .help { display: none; } .search span { position: absolute; clip-path: inset(50%); width: 1px; }
    }
  `];

  constructor() {
    super();
    new Watching(this, [socket.line, theme, me]);
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
    if (!this.presence && may('agent.work')) void import('./presence.ts').then(() => (this.presence = true));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.role = 'banner';
  }

  override render(): unknown {
    return html`<button class="skip" @click=${() => this.tell('skip')}>${t('skip')}</button><a class="brand" href="/" aria-label=${t('home')}>LIVE</a>
      <button class="search" @click=${() => this.run('desktop.palette')} aria-keyshortcuts="Control+K">${icon(Search, 16)}<span class="cut">${t('search')}</span><kbd>${printedKeys('$mod+K').join(' ')}</kbd></button>
      <span class="gap"></span>
      <span role="status">${this.late ? html`<button class="chip warn line-state" @click=${() => socket.hurry()} title=${t('line.hurry')}><span class="dot"></span>${t(navigator.onLine ? 'line.broken' : 'line.offline')}</button>` : nothing}</span>
      ${this.presence ? html`<live-presence></live-presence><live-offers></live-offers>` : nothing}
      <button class="icon quiet help" title=${t('keys')} aria-label=${t('keys')} @click=${() => this.run('desktop.keys')}>${icon(CircleHelp)}</button>
      <live-menu label=${t('me')} .items=${this.items()}><button slot="button" class="me" title=${me.value?.name ?? ''} aria-label=${t('me.of', { name: me.value?.name ?? '' })}>
        <live-avatar .name=${me.value?.name ?? ''} style="--size: 32px"></live-avatar></button></live-menu>`;
  }

  private run(id: string): void {
    const command = commands.get(id);
    if (command) void perform(command.run, String);
  }

  private try(run: () => Promise<void>): void {
    void perform(run, (thrown) => explain(problem(thrown)));
  }

  private items(): MenuItem[] {
    const wearing = (name: Theme, node: MenuItem['icon']): MenuItem => ({ title: t(`theme.${name}`), icon: node!, checked: theme.value === name, run: () => wear(name) });
    return [
      { ...wearing('system', Monitor), heading: me.value?.name ?? '' }, wearing('light', Sun), wearing('dark', Moon),
      ...Object.entries(languages).map(([tag, name], index) => ({
        title: name, icon: Languages, checked: language.value === tag, run: () => this.try(() => useLanguage(tag)), ...(index === 0 ? { heading: t('language') } : {}),
      })),
      { title: t('keys.single'), icon: Type, checked: singleKeysOn(), heading: t('keyboard'), run: () => { switchSingleKeys(!singleKeysOn()); this.requestUpdate(); } },
      { title: t('keys'), icon: Keyboard, run: () => this.run('desktop.keys') },
      { title: t('password.change'), icon: KeyRound, heading: ' ', run: () => void import('./password.ts').then((code) => code.changePassword()) },
      { title: t('sign-out'), icon: LogOut, run: () => this.try(signOut) },
    ];
  }
}

define('live-header', Header);
