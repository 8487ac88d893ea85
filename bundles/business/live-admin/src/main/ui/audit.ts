import { css, html, nothing, property, state } from 'lit';
import { BadgeCheck, ScrollText, ShieldAlert } from 'lucide';
import { api, base, define, empty, exactTime, failedLine, here, icon, Fetch, LiveElement, number, type Page, problem, type Problem, remember, translator, Watching } from '@live/ui';
import { nameOf, namesChanged } from '@live/work';

const t = translator('admin');
const TYPED_AFTER_MS = 300;
/** Where that which an entry is about can be seen. */
const PLACES: Readonly<Record<string, string>> = { ticket: '/tickets', user: '/admin/users', queue: '/admin/queues', role: '/admin/roles', team: '/admin/teams', skill: '/admin/skills' };

interface Entry {
  readonly id?: string;
  readonly sequence?: number;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name?: string } | string;
  readonly action: string;
  readonly subject?: string;
  readonly data?: unknown;
  readonly details?: unknown;
  readonly sealed?: boolean;
}

interface Verdict {
  readonly sealedHead: number | string;
  readonly entries: number;
  readonly unsealedTail: number;
  readonly ok: boolean;
  readonly firstBroken?: number | string;
}

/** What was done by whom, and the proof that nobody changed it afterwards. */
export class Audit extends LiveElement {
  @property() rest = '';
  @state() private items: readonly Entry[] = [];
  @state() private next: string | undefined;
  @state() private verdict: Verdict | undefined;
  @state() private verifying = false;
  @state() private problem: Problem | undefined;
  #asked = '\n';
  #timer = 0;
  #typed: Record<string, string> = {};
  readonly #fetch = new Fetch<true>(this, async (signal) => {
    const page = await api.get<Page<Entry>>('/admin/audit', { query: this.filter(), signal });
    this.items = page.items;
    this.next = page.next;
    return true;
  });

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header div { flex: 1; min-width: 240px; }
    .filters { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-bottom: 16px; }
    .card { overflow: auto; } .banner { margin-bottom: 16px; align-items: center; } .banner svg { margin: 0; }
    td.at { white-space: nowrap; } td:last-child { text-align: end; } summary { cursor: pointer; color: var(--accent-fg); } details pre { text-align: start; } td .code { overflow-wrap: anywhere; } .more { display: grid; justify-content: center; padding: 12px; } details pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: 4px 0 0; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } td.at { white-space: normal; } }
  `];

  constructor() {
    super();
    new Watching(this, [here, namesChanged]);
  }

  private value(name: string): string {
    return here.value.query.get(name) ?? '';
  }

  private filter(): Record<string, string> {
    const from = this.value('from');
    const to = this.value('to');
    return { actor: this.value('actor'), action: this.value('action'), subject: this.value('subject'), limit: '100',
      ...(from ? { from: new Date(`${from}T00:00`).toISOString() } : {}), ...(to ? { to: new Date(new Date(`${to}T00:00`).getTime() + 86_400_000).toISOString() } : {}) };
  }

  override willUpdate(): void {
    const asked = JSON.stringify(this.filter());
    if (asked === this.#asked) return;
    this.#asked = asked;
    void this.#fetch.run();
  }

  override render(): unknown {
    const field = (name: string, type: string, hint = ''): unknown => html`<div class="field"><label for=${name}>${t(`audit.${name}`)}</label><input id=${name} type=${type} placeholder=${hint ? t(hint) : nothing} autocomplete="off" spellcheck="false" .value=${this.value(name)} @input=${(event: Event) => this.typed(name, (event.target as HTMLInputElement).value)}></div>`;
    return html`<header><div><h1>${t('audit')}</h1><p class="muted">${t('audit.text')}</p></div><button ?disabled=${this.verifying} @click=${this.verify}>${icon(BadgeCheck, 16)}${t(this.verifying ? 'verifying' : 'verify')}</button></header>
      ${failedLine(this.problem)}${this.verdict ? this.result(this.verdict) : nothing}
      <div class="filters">${field('from', 'date')}${field('to', 'date')}${field('actor', 'text')}${field('action', 'text', 'audit.action.hint')}${field('subject', 'text', 'audit.subject.hint')}</div>
      ${this.#fetch.show(() => html`<div class="card">${this.items.length ? html`<table><thead><tr><th>${t('audit.at')}</th><th>${t('audit.actor')}</th><th>${t('audit.what')}</th><th class="optional"><span class="only-heard">${t('audit.details')}</span></th></tr></thead>
        <tbody>${this.items.map((entry) => this.row(entry))}</tbody></table>` : empty(ScrollText, t('audit.none'))}</div>${this.next ? html`<div class="more"><button @click=${this.fetchMore}>${t('more')}</button></div>` : nothing}`)}`;
  }

  private row(entry: Entry): unknown {
    const actor = typeof entry.actor === 'string' ? nameOf(/^[0-9a-f-]{36}$/.test(entry.actor) ? entry.actor : undefined) || entry.actor : entry.actor?.name || nameOf(entry.actor?.id) || t('system');
    const details = entry.data ?? entry.details;
    const some = details && typeof details === 'object' && Object.keys(details).length > 0;
    return html`<tr><td class="at number"><time datetime=${entry.at}>${exactTime(entry.at)}</time></td><td>${actor}</td><td><div class="code">${entry.action}</div><div class="meta code subject">${linked(entry.subject ?? '')}</div></td>
      <td class="optional">${some ? html`<details><summary>${t('audit.details')}</summary><pre class="code">${JSON.stringify(details, null, 2)}</pre></details>` : nothing}</td></tr>`;
  }

  private result(verdict: Verdict): unknown {
    return verdict.ok ? html`<div class="banner ok" role="status">${icon(BadgeCheck, 18)}<span>${t('audit.ok', { count: verdict.entries })} ${verdict.unsealedTail ? t('audit.tail', { count: verdict.unsealedTail }) : ''}</span></div>`
      : html`<div class="banner bad" role="alert">${icon(ShieldAlert, 18)}<span>${t('audit.broken', { at: typeof verdict.firstBroken === 'number' ? number(verdict.firstBroken) : verdict.firstBroken ?? '?' })}</span></div>`;
  }

  private typed(name: string, value: string): void {
    clearTimeout(this.#timer);
    this.#typed[name] = value.trim();
    this.#timer = setTimeout(() => {
      remember(this.#typed);
      this.#typed = {};
    }, TYPED_AFTER_MS);
  }

  private fetchMore = async (): Promise<void> => {
    try {
      const page = await api.get<Page<Entry>>('/admin/audit', { query: { ...this.filter(), cursor: this.next } });
      this.items = [...this.items, ...page.items];
      this.next = page.next;
    } catch (thrown) {
      this.problem = problem(thrown);
    }
  };

  private verify = async (): Promise<void> => {
    this.verifying = true;
    this.problem = undefined;
    this.verdict = undefined;
    try {
      this.verdict = await api.post<Verdict>('/admin/audit/verify', {});
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.verifying = false;
    }
  };
}

function linked(subject: string): unknown {
  const [kind = '', id] = subject.split(':');
  const place = PLACES[kind];
  return place && id ? html`<a href="${place}/${id}">${subject}</a>` : subject;
}

export const tag = define('live-audit', Audit);
