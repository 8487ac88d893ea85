import { css, html, nothing, property, state } from 'lit';
import { Copy, KeySquare, Plus, Trash2 } from 'lucide';
import { api, ask, base, dateTime, define, empty, explain, failedLine, Fetch, icon, LiveElement, me, now, perform, problem, type Problem, toast, translator, uuid, Watching } from '@live/ui';
import { list, nameOf, namesChanged } from '@live/work';
import { checks, type Permission } from './permissions.ts';

const t = translator('security');
const DAYS = [30, 90, 365] as const;
const USUAL_DAYS = 90;
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

interface Token {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly permissions: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt?: string;
}

/** Tokens by which programs act for a person. */
export class Tokens extends LiveElement {
  @property() rest = '';
  @state() private adding = false;
  @state() private chosen: string[] = [];
  @state() private plain = '';
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  readonly #fetch = new Fetch<{ tokens: readonly Token[]; permissions: readonly Permission[] }>(this, async (signal) => {
    const [tokens, permissions] = await Promise.all([api.get<readonly Token[]>('/security/tokens', { signal }), api.get<readonly Permission[]>('/security/permissions', { signal })]);
    return { tokens: list(tokens), permissions: list(permissions) };
  });

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; } header div { flex: 1; }
    .card { overflow: auto; } form { display: grid; gap: 16px; } td:last-child { width: 48px; }
    .permissions { display: grid; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); gap: 8px 16px; }
    .plain { display: flex; gap: 8px; margin-top: 12px; } .plain code { flex: 1; padding: 8px 12px; border-radius: 8px; background: var(--sunken); overflow-wrap: anywhere; user-select: all; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } }
  `];

  constructor() {
    super();
    new Watching(this, [namesChanged]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  override render(): unknown {
    return html`<header><div><h1>${t('tokens')}</h1><p class="muted">${t('tokens.text')}</p></div><button class="primary" @click=${this.add}>${icon(Plus, 16)}${t('token.add')}</button></header>
      ${this.#fetch.show(({ tokens, permissions }) => html`<div class="card">${tokens.length ? this.table(tokens) : empty(KeySquare, t('tokens.none'), t('tokens.none.text'))}</div>${this.adding ? this.form(permissions) : nothing}`)}
      ${this.plain ? html`<live-dialog size="medium" heading=${t('token.made')} @closed=${() => (this.plain = '')}><p>${t('token.made.text')}</p><div class="plain"><code>${this.plain}</code><button @click=${this.copy}>${icon(Copy, 16)}${t('copy')}</button></div></live-dialog>` : nothing}`;
  }

  private table(tokens: readonly Token[]): unknown {
    return html`<table><thead><tr><th>${t('name')}</th><th>${t('token.user')}</th><th class="optional">${t('token.used')}</th><th>${t('token.expires')}</th><td></td></tr></thead><tbody>${tokens.map((token) => html`<tr>
      <td><div class="strong">${token.name}</div><div class="meta">${token.permissions.join(', ')}</div></td><td>${nameOf(token.user)}</td><td class="optional number">${token.lastUsedAt ? dateTime(token.lastUsedAt) : t('never')}</td>
      <td class="number">${this.end(token)}</td>
      <td><button class="icon quiet small" aria-label=${t('token.revoke', { name: token.name })} title=${t('token.revoke', { name: token.name })} @click=${() => this.revoke(token)}>${icon(Trash2, 16)}</button></td></tr>`)}</tbody></table>`;
  }

  private end(token: Token): unknown {
    const days = Math.floor((Date.parse(token.expiresAt) - now()) / DAY_MS);
    if (days < 0) return html`<span class="chip bad">${t('expired')}</span>`;
    return html`${dateTime(token.expiresAt)}${days < SOON_DAYS ? html` <span class="chip warn">${t('days', { count: days + 1 })}</span>` : nothing}`;
  }

  private form(permissions: readonly Permission[]): unknown {
    const own = permissions.filter((each) => me.value?.permissions.includes(each.permission));
    return html`<live-dialog size="large" heading=${t('token.add')} @closed=${() => (this.adding = false)}><form @submit=${this.save}>
      <div class="pair"><div class="field"><label for="name">${t('name')}</label><input id="name" name="name" required maxlength="100" autocomplete="off" autofocus></div>
      <div class="field"><label for="days">${t('token.lasts')}</label><select id="days" name="days">${DAYS.map((days) => html`<option value=${days} ?selected=${days === USUAL_DAYS}>${t('days', { count: days })}</option>`)}</select></div></div>
      <fieldset><legend>${t('permissions')}</legend>${checks(own, this.chosen, (chosen) => (this.chosen = chosen))}</fieldset>${failedLine(this.problem)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy || !this.chosen.length} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('token.make')}</button></live-dialog>`;
  }

  /** Of the token that is being made: asking again for want of an answer makes no second one. */
  #id = '';

  private add = (): void => {
    this.chosen = [];
    this.#id = uuid();
    this.problem = undefined;
    this.adding = true;
  };

  private save = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const days = Number(form.get('days'));
    this.busy = true;
    try {
      const made = await api.post<Token & { token?: string }>('/security/tokens', { id: this.#id, name: String(form.get('name')).trim(), permissions: this.chosen, expiresAt: new Date(now() + days * DAY_MS).toISOString() });
      this.adding = false;
      this.plain = made.token ?? '';
      if (!made.token) toast(t('token.lost'), 'bad');
      await this.#fetch.run();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  };

  private copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.plain);
    toast(t('copied'), 'ok');
  };

  private async revoke(token: Token): Promise<void> {
    if (!(await ask({ title: t('token.revoke', { name: token.name }), text: t('token.revoke.text'), confirm: t('revoke'), danger: true }))) return;
    await perform(async () => {
      await api.delete(`/security/tokens/${token.id}`);
      await this.#fetch.run();
    }, (thrown) => explain(problem(thrown)));
  }
}

export const tag = define('live-tokens', Tokens);
