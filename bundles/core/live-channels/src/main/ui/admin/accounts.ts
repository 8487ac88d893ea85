import { css, html, nothing, property, state } from 'lit';
import { Ellipsis, Pause, Pencil, Play, Plus, Power, Radio, RotateCw, Trash2 } from 'lucide';
import { api, ask, base, contributions, define, empty, explain, failedLine, Fetch, go, icon, LiveElement, may, type MenuItem, number, perform, problem, type Problem, socket, toast, translator } from '@live/ui';
import type { Form } from '@live/settings';
import { list, named, queues } from '@live/work';
import './account-editor.ts';
import { trouble } from './trouble.ts';

const t = translator('channels');

export interface Account {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly pid: string;
  readonly status: { readonly state: 'UNKNOWN' | 'UP' | 'DEGRADED' | 'DOWN'; readonly code: string; readonly reason: string; readonly since?: string };
  readonly draining: boolean;
  readonly stopped?: boolean;
  /** Where its contacts wait that no rule fits; the built-in queue if absent. */
  readonly defaultQueue?: string;
  readonly counts: { readonly in: number; readonly out: number; readonly failed: number };
}

/** What of an account is pushed. */
type News = Pick<Account, 'id' | 'status' | 'draining' | 'stopped' | 'counts'>;

interface Everything {
  readonly accounts: readonly Account[];
  readonly forms: readonly Form[];
}

const TONES = { UNKNOWN: '', UP: 'ok', DEGRADED: 'warn', DOWN: 'bad' } as const;

/** The accounts over which contacts come and go. */
export class Accounts extends LiveElement {
  /** What follows the page's address: an account's id, or `new`. */
  @property() rest = '';
  @state() private problem: Problem | undefined;
  readonly #fetch = new Fetch<Everything>(this, async (signal) => {
    const [accounts, forms] = await Promise.all([api.get<readonly Account[]>('/channels/accounts', { signal }), api.get<readonly Form[]>('/admin/forms', { signal })]);
    return { accounts: list(accounts), forms: list(forms).filter((form) => form.factory && form.pid.startsWith('live.channel.')) };
  });
  #ends: (() => void)[] = [];

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: center; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header h1 { flex: 1; }
    .card { overflow: auto; }
    .reason { max-width: 420px; white-space: normal; }
    td:last-child { width: 48px; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
    void queues.need().then(() => this.requestUpdate(), () => undefined);
    const again = (): void => void this.#fetch.run();
    this.#ends = [
      socket.subscribe('accounts', '', { data: (data) => this.heard((data as { accounts: readonly News[] }).accounts) }),
      socket.subscribe('admin', '', { data: again, again }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#ends.splice(0)) end();
  }

  /** Takes how the accounts do; which there are, and their settings, is fetched. */
  private heard(news: readonly News[]): void {
    const value = this.#fetch.value;
    if (!value) return;
    const states = new Map(news.map((each) => [each.id, each]));
    if (value.accounts.length === states.size && value.accounts.every((each) => states.has(each.id))) {
      this.#fetch.set({ ...value, accounts: value.accounts.map((each) => ({ ...each, ...states.get(each.id) })) });
    } else {
      void this.#fetch.run();
    }
  }

  override render(): unknown {
    const value = this.#fetch.value;
    const writes = may('channel.write');
    const kinds: MenuItem[] = (value?.forms ?? []).map((form) => ({ title: form.title, run: () => void go(`/admin/channels/new/${kind(form)}`) }));
    return html`<header><h1>${t('channels')}</h1>${writes && value ? html`<live-menu label=${t('channel.add')} .items=${kinds}><button slot="button" class="primary" ?disabled=${!kinds.length}>${icon(Plus, 16)}${t('channel.add')}</button></live-menu>` : nothing}</header>
      ${failedLine(this.problem)}${this.#fetch.show(({ accounts }) => (accounts.length ? this.table(accounts) : html`<div class="card">${empty(Radio, t('channels.empty'), kinds.length ? t('channels.empty.text') : t('channels.none'), kinds.length || !may('module.read') ? undefined : html`<a class="button" href="/admin/modules">${t('go', { name: t('modules') })}</a>`)}</div>`))}
      ${this.editor()}`;
  }

  private editor(): unknown {
    const { accounts, forms } = this.#fetch.value ?? { accounts: [], forms: [] };
    if (!this.rest || !this.#fetch.value) return nothing;
    const fresh = /^new\/(.+)/.exec(this.rest)?.[1];
    const account = accounts.find((each) => each.id === this.rest);
    const form = forms.find((each) => kind(each) === (fresh ?? account?.kind));
    if (!form || (!fresh && !account)) return nothing;
    return html`<live-account-editor .form=${form} .account=${account} @closed=${this.close} @saved=${() => void this.#fetch.run()}></live-account-editor>`;
  }

  private close = (): void => void go('/admin/channels');

  private table(accounts: readonly Account[]): unknown {
    return html`<div class="card"><table><thead><tr><th>${t('channel')}</th><th>${t('channel.state')}</th><th class="optional">${t('default-queue')}</th><th class="right optional">${t('count.in')}</th><th class="right optional">${t('count.out')}</th><th class="right optional">${t('count.failed')}</th><th><span class="only-heard">${t('actions')}</span></th></tr></thead>
      <tbody>${accounts.map((account) => html`<tr tabindex="0" @click=${() => go(`/admin/channels/${account.id}`)} @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && event.target === event.currentTarget && go(`/admin/channels/${account.id}`)}>
        <td><div class="strong line">${account.label}</div><div class="meta">${this.kind(account)} · ${account.id}</div></td>
        <td><div class="line"><span class="chip ${account.stopped ? '' : account.draining ? 'warn' : TONES[account.status.state]}">${account.stopped ? t('stopped') : account.draining ? t('draining') : t(`state.${account.status.state}`)}</span></div>
          ${account.status.reason && account.status.state !== 'UP' ? html`<div class="meta reason">${trouble(account.status.code, account.status.reason)}</div>` : nothing}</td>
        <td class="optional">${named(queues.value, account.defaultQueue) || html`<span class="muted">${t('default-queue.none')}</span>`}</td><td class="right number optional">${number(account.counts.in)}</td><td class="right number optional">${number(account.counts.out)}</td>
        <td class="right number optional">${account.counts.failed ? html`<span class="error-text">${number(account.counts.failed)}</span>` : '0'}</td>
        <td @click=${(event: Event) => event.stopPropagation()}>${may('channel.write') ? html`<live-menu label=${t('actions')} .items=${this.actions(account)}><button slot="button" class="icon quiet small" aria-label=${t('actions.of', { name: account.label })}>${icon(Ellipsis)}</button></live-menu>` : nothing}</td></tr>`)}</tbody></table></div>`;
  }

  private kind(account: Account): string {
    return contributions.of('channel').find((each) => each.kind === account.kind)?.title() ?? account.kind;
  }

  private actions(account: Account): MenuItem[] {
    const does = (verb: string): (() => void) => () => this.act(account, verb);
    return [
      { title: t('edit'), icon: Pencil, run: () => void go(`/admin/channels/${account.id}`) },
      account.draining ? { title: t('resume'), icon: Play, run: does('resume') } : { title: t('drain'), detail: t('drain.text'), icon: Pause, run: does('drain') },
      ...(account.stopped ? [{ title: t('start'), icon: Play, run: does('start') }] : [{ title: t('restart'), icon: RotateCw, run: () => this.act(account, 'stop', 'start') }, { title: t('stop'), icon: Power, run: does('stop') }]),
      { title: t('delete'), icon: Trash2, danger: true, heading: ' ', run: () => void this.delete(account) },
    ];
  }

  private act(account: Account, ...verbs: string[]): void {
    void perform(async () => {
      for (const verb of verbs) await api.post(`/channels/accounts/${account.id}/${verb}`, {});
      await this.#fetch.run();
    }, (thrown) => explain(problem(thrown)));
  }

  private async delete(account: Account): Promise<void> {
    if (!(await ask({ title: t('delete.title', { name: account.label }), text: t('delete.text'), confirm: t('delete'), danger: true }))) return;
    await perform(async () => {
      await api.delete(`/admin/configurations/${encodeURIComponent(account.pid)}`);
      toast(t('deleted', { name: account.label }), 'ok');
      await this.#fetch.run();
    }, (thrown) => explain(problem(thrown)));
  }
}

export function kind(form: Form): string {
  return form.pid.replace('live.channel.', '');
}

export const tag = define('live-accounts', Accounts);
