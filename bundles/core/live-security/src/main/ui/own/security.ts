import { css, html, nothing, property, state } from 'lit';
import { BadgeCheck, CircleAlert, CircleCheck, Laptop, LogOut, RefreshCw, ShieldCheck, ShieldOff, Smartphone, Trash2 } from 'lucide';
import { api, ask, base, dateTime, define, explain, Fetch, icon, LiveElement, me, perform, problem, recognise, toast, translator, Watching } from '@live/ui';
import { list, nameOf, namesChanged } from '@live/work';
import { browserOf } from './browser.ts';
import './setup.ts';

const t = translator('security');
const PAGE = 20;

interface Factor {
  readonly since?: string;
  readonly recoveryCodes: number;
  readonly demanded: boolean;
  readonly trustDays: number;
}

interface Place {
  readonly id: string;
  readonly address: string;
  readonly agent: string;
}

interface Session extends Place {
  readonly createdAt: string;
  readonly usedAt: string;
  readonly method: string;
  readonly current: boolean;
}

interface Browser extends Place {
  readonly trustedUntil: string;
  readonly current: boolean;
}

interface Attempt extends Place {
  readonly at: string;
  readonly outcome: string;
  readonly method: string;
  readonly newBrowser: boolean;
}

interface Shown {
  readonly factor: Factor;
  readonly browsers: readonly Browser[];
  readonly sessions: readonly Session[];
}

/** A person's second factor, browsers, sessions and sign-ins: one's own, or for administrators somebody else's. */
export class Security extends LiveElement {
  @property({ attribute: false }) parameters: Readonly<Record<string, string>> = {};
  @state() private setup: 'enrol' | 'renew' | undefined;
  @state() private history: readonly Attempt[] = [];
  #next: string | undefined;
  #shown = '';
  /** Also when it failed: it is not tried again and again. */
  #looking = false;
  readonly #fetch = new Fetch<Shown>(this, async (signal) => {
    const [factor, browsers, sessions] = await Promise.all([
      api.get<Factor>(this.foreign ? `/security/users/${this.user}/second-factor` : '/security/me/second-factor', { signal }),
      this.foreign ? [] : api.get<readonly Browser[]>('/security/me/browsers', { signal }),
      api.get<readonly Session[]>(`/security/users/${this.user}/sessions`, { signal }),
      this.older(true, signal),
    ]);
    return { factor, browsers: list(browsers), sessions: list(sessions) };
  });

  static override styles = [base, css`
    :host { display: block; height: 100%; overflow: auto; }
    .page { max-width: 860px; padding: 24px; display: grid; gap: 24px; }
    section { display: grid; gap: 8px; }
    .card { overflow: hidden; }
    .row { display: flex; align-items: center; gap: 12px; padding: 12px 16px; border-top: 1px solid var(--line); min-width: 0; }
    .row:first-child { border-top: 0; }
    .row > svg { color: var(--muted); } .row.ok > svg { color: var(--ok); } .row.bad > svg { color: var(--bad); }
    .what { flex: 1; min-width: 0; overflow-wrap: anywhere; }
    .actions { display: flex; flex-wrap: wrap; gap: 8px; padding: 0 16px 16px; }
    .more { padding: 8px 16px; border-top: 1px solid var(--line); }
    @media (max-width: 767px) { .page { padding: 12px; gap: 16px; } .row { flex-wrap: wrap; } .what { flex-basis: 60%; } }
  `];

  constructor() {
    super();
    new Watching(this, [me, namesChanged]);
  }

  private get user(): string {
    return this.parameters['id'] ?? me.value?.id ?? '';
  }

  private get foreign(): boolean {
    return this.user !== me.value?.id;
  }

  override willUpdate(): void {
    const other = this.#shown !== this.user;
    const strange = !this.foreign && !!me.value?.newBrowsers && !this.#looking;
    if (!this.user || !other && !strange) return;
    this.#shown = this.user;
    if (other) this.history = [];
    void this.#fetch.run(other);
    if (strange) void this.looked();
  }

  /** Whoever sees the list has been told. */
  private async looked(): Promise<void> {
    this.#looking = true;
    await perform(async () => {
      await api.post('/security/me/sign-ins/seen');
      me.value = { ...me.value!, newBrowsers: 0 };
      this.#looking = false;
    }, (thrown) => explain(problem(thrown)));
  }

  override render(): unknown {
    const must = !this.foreign && me.value?.mustEnrol;
    return html`<div class="page"><header><h1>${this.foreign ? t('own.of', { name: nameOf(this.user) }) : t('own')}</h1><p class="muted">${t(this.foreign ? 'own.of.text' : 'own.text')}</p></header>
      ${must ? html`<div class="banner warn" role="status">${icon(CircleAlert, 16)}<span>${t('factor.must')}</span></div>` : nothing}
      ${this.#fetch.show(({ factor, browsers, sessions }) => html`${this.factor(factor)}${must ? nothing : html`${browsers.length ? this.browsers(browsers) : nothing}${this.sessions(sessions)}${this.attempts()}`}`)}</div>
      ${this.setup ? html`<live-second-factor-setup .renew=${this.setup === 'renew'} @done=${this.enrolled} @closed=${() => (this.setup = undefined)}></live-second-factor-setup>` : nothing}`;
  }

  private factor(factor: Factor): unknown {
    const own = !this.foreign;
    return html`<section aria-labelledby="factor"><h2 id="factor">${t('factor')}</h2><div class="card">
      <div class="row ${factor.since ? 'ok' : ''}">${icon(factor.since ? ShieldCheck : ShieldOff, 20)}<div class="what"><div class="strong">${t(factor.since ? 'factor.on' : 'factor.off')}</div>
        <div class="meta">${factor.since ? t('factor.since', { at: dateTime(factor.since) }) : t(own ? 'factor.text' : 'factor.off.of')}${factor.demanded ? ` ${t('factor.demanded')}` : ''}</div>
        ${factor.since ? html`<div class="meta">${t('recovery.left', { count: factor.recoveryCodes })}</div>` : nothing}</div></div>
      <div class="actions">${own ? html`<button class=${factor.since ? '' : 'primary'} @click=${() => (this.setup = 'enrol')}>${icon(Smartphone, 16)}${t(factor.since ? 'factor.change' : 'factor.set-up')}</button>
        ${factor.since ? html`<button @click=${() => (this.setup = 'renew')}>${icon(RefreshCw, 16)}${t('recovery.renew')}</button>` : nothing}` : nothing}
        ${factor.since ? html`<button class="danger" @click=${this.switchOff}>${icon(ShieldOff, 16)}${t(own ? 'factor.remove' : 'factor.reset')}</button>` : nothing}</div></div></section>`;
  }

  private browsers(browsers: readonly Browser[]): unknown {
    return html`<section aria-labelledby="browsers"><h2 id="browsers">${t('browsers')}</h2><div class="card">${browsers.map((browser) => html`<div class="row">${icon(BadgeCheck, 20)}${this.place(browser, t('browser.until', { at: dateTime(browser.trustedUntil) }), browser.current ? t('browser.current') : '')}
      <button class="icon quiet" aria-label=${t('browser.distrust', { name: this.name(browser) })} title=${t('browser.distrust', { name: this.name(browser) })} @click=${() => this.act(() => api.delete(`/security/me/browsers/${browser.id}`))}>${icon(Trash2, 16)}</button></div>`)}</div></section>`;
  }

  private sessions(sessions: readonly Session[]): unknown {
    return html`<section aria-labelledby="sessions"><h2 id="sessions">${t('sessions')}</h2><div class="card">${sessions.length ? nothing : html`<div class="row muted">${t('sessions.none')}</div>`}${sessions.map((session) => html`<div class="row">${icon(Laptop, 20)}
      ${this.place(session, `${t('session.since', { at: dateTime(session.createdAt) })} · ${t('session.used', { at: dateTime(session.usedAt) })}`, session.current ? t('session.current') : '')}
      ${session.current ? nothing : html`<button class="small" @click=${() => this.end(session)}>${icon(LogOut, 14)}${t('session.end')}<span class="only-heard"> ${this.name(session)}, ${session.address}</span></button>`}</div>`)}</div></section>`;
  }

  private attempts(): unknown {
    return html`<section aria-labelledby="history"><h2 id="history">${t('history')}</h2><div class="card">${this.history.length ? nothing : html`<div class="row muted">${t('history.none')}</div>`}${this.history.map((attempt) => html`<div class="row ${attempt.outcome === 'ok' ? 'ok' : 'bad'}">${icon(attempt.outcome === 'ok' ? CircleCheck : CircleAlert, 18)}
      ${this.place(attempt, `${dateTime(attempt.at)} · ${t(`outcome.${attempt.outcome}`)}`, attempt.newBrowser ? t('browser.new') : '')}</div>`)}
      ${this.#next ? html`<div class="more"><button class="link" @click=${() => this.act(() => this.older(), false)}>${t('history.more')}</button></div>` : nothing}</div></section>`;
  }

  private place(place: Place, detail: string, mark: string): unknown {
    return html`<div class="what"><span class="line"><span class="strong">${this.name(place)}</span>${mark ? html`<span class="chip">${mark}</span>` : nothing}</span><div class="meta">${place.address} · ${detail}</div></div>`;
  }

  private name(place: Place): string {
    const known = browserOf(place.agent);
    if (!known) return place.agent.slice(0, 60) || t('browser.unknown');
    return known.system ? t('browser.on', known) : known.browser;
  }

  private async older(fresh = false, signal?: AbortSignal): Promise<void> {
    const page = await api.get<{ items: readonly Attempt[]; next?: string }>(`/security/users/${this.user}/sign-ins`, { query: { limit: PAGE, cursor: fresh ? undefined : this.#next }, ...(signal ? { signal } : {}) });
    this.#next = page.next;
    this.history = fresh ? page.items : [...this.history, ...page.items];
  }

  private async act(run: () => Promise<unknown>, again = true): Promise<void> {
    await perform(async () => {
      await run();
      if (again) await this.#fetch.run();
    }, (thrown) => explain(problem(thrown)));
  }

  private async end(session: Session): Promise<void> {
    if (!(await ask({ title: t('session.end.title', { name: this.name(session) }), text: t('session.end.text'), confirm: t('session.end'), danger: true }))) return;
    await this.act(() => api.delete(`/security/sessions/${session.id}`));
  }

  private switchOff = async (): Promise<void> => {
    const own = !this.foreign;
    if (!(await ask({ title: t(own ? 'factor.remove.title' : 'factor.reset.title', { name: nameOf(this.user) }), text: t(own ? 'factor.remove.text' : 'factor.reset.text'), confirm: t(own ? 'factor.remove' : 'factor.reset'), danger: true }))) return;
    await this.act(() => api.delete(own ? '/security/me/second-factor' : `/security/users/${this.user}/second-factor`));
    if (own) await this.known();
  };

  private enrolled = async (): Promise<void> => {
    toast(t('saved'), 'ok');
    await this.#fetch.run();
    await this.known();
  };

  /** Whether one has a second factor may change what one may do. */
  private async known(): Promise<void> {
    await perform(() => recognise().then(() => undefined), (thrown) => explain(problem(thrown)));
  }
}

export const tag = define('live-security', Security);
