import { css, html, nothing, property, state } from 'lit';
import { ArrowDown, ArrowUp, ListChecks, Pencil, Plus, Trash2 } from 'lucide';
import { api, base, define, empty, failedLine, Fetch, go, icon, languages, LiveElement, may, type Page, problem, Problem, toast, translator, Watching } from '@live/ui';
import { named, queues, type WrapUpCode, wrapUpCodes, wrapUpName } from '@live/work';

const t = translator('routing');

interface CodeList extends Page<WrapUpCode> {
  readonly version: number;
}

/** How contacts may end: the ordered list that agents choose from. */
export class WrapUpCodes extends LiveElement {
  @property() rest = '';
  /** The place in the list of what is edited; -1 for a new one. */
  @state() private place: number | undefined;
  @state() private edited: WrapUpCode = { code: '', names: {} };
  #opened = '';
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  readonly #fetch = new Fetch<CodeList>(this, (signal) => api.get<CodeList>('/routing/wrap-up-codes', { signal }));

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; flex-wrap: wrap; } header div { flex: 1; min-width: 240px; }
    .card { overflow: auto; } form, fieldset { display: grid; gap: 16px; } fieldset { gap: 4px; } legend { margin-bottom: 4px; }
    .order { width: 24px; color: var(--muted); } .buttons { display: flex; justify-content: flex-end; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } }
  `];

  constructor() {
    super();
    new Watching(this, [queues]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
    void queues.need().catch(() => undefined);
  }

  /** What the address names is what is edited. */
  override willUpdate(): void {
    const items = this.#fetch.value?.items;
    if (!items || this.rest === this.#opened) return;
    this.#opened = this.rest;
    this.problem = undefined;
    const place = items.findIndex((each) => each.code === this.rest);
    this.place = this.rest === 'new' ? -1 : place < 0 ? undefined : place;
    this.edited = items[place] ?? { code: '', names: {} };
  }

  override render(): unknown {
    const writes = may('queue.write');
    return html`<header><div><h1>${t('wrap-up')}</h1><p class="muted">${t('wrap-up.text')}</p></div>${writes ? html`<button class="primary" @click=${() => go('/admin/wrap-up/new')}>${icon(Plus, 16)}${t('code.add')}</button>` : nothing}</header>
      ${this.place === undefined ? failedLine(this.problem) : nothing}
      ${this.#fetch.show(({ items }) => html`<div class="card">${items.length ? this.table(items, writes) : empty(ListChecks, t('wrap-up.none'), t('wrap-up.none.text'))}</div>`)}
      ${this.place === undefined ? nothing : this.editor()}`;
  }

  private table(items: readonly WrapUpCode[], writes: boolean): unknown {
    const button = (label: string, sign: typeof Pencil, act: () => void, off = false): unknown => html`<button class="icon quiet small" aria-label=${label} title=${label} ?disabled=${off} @click=${act}>${icon(sign, 16)}</button>`;
    return html`<table><thead><tr><th><span class="only-heard">${t('order')}</span></th><th>${t('code.names')}</th><th class="optional">${t('code')}</th><th class="optional">${t('code.queues')}</th><th><span class="only-heard">${t('actions')}</span></th></tr></thead>
      <tbody>${items.map((each, index) => html`<tr><td class="order number">${index + 1}</td><td class="strong">${wrapUpName(each)}</td><td class="code optional">${each.code}</td>
        <td class="optional">${each.queues?.length ? html`<div class="line wrap">${each.queues.map((id) => html`<span class="chip outline">${named(queues.value, id) || id}</span>`)}</div>` : html`<span class="muted">${t('code.queues.all')}</span>`}</td>
        <td><div class="buttons">${writes ? [button(t('code.up', { name: wrapUpName(each) }), ArrowUp, () => this.move(index, -1), index === 0), button(t('code.down', { name: wrapUpName(each) }), ArrowDown, () => this.move(index, 1), index === items.length - 1),
          button(t('code.edit', { name: wrapUpName(each) }), Pencil, () => void go(`/admin/wrap-up/${each.code}`)), button(t('code.delete', { name: wrapUpName(each) }), Trash2, () => void this.drop(index))] : nothing}</div></td></tr>`)}</tbody></table>`;
  }

  private editor(): unknown {
    const { edited } = this;
    const change = (next: Partial<WrapUpCode>): void => {
      this.edited = { ...this.edited, ...next };
    };
    const text = (event: Event): string => (event.target as HTMLInputElement).value;
    const wrong = (name: string): unknown => {
      const found = this.problem?.fields[name];
      return found ? html`<span class="error" role="alert">${found}</span>` : nothing;
    };
    const chosen = edited.queues ?? [];
    const fresh = this.place === -1;
    return html`<live-dialog heading=${fresh ? t('code.add') : wrapUpName(edited)} @closed=${() => go('/admin/wrap-up')}><form @submit=${(event: Event) => { event.preventDefault(); void this.keep(); }}>
      ${Object.entries(languages).map(([language, name], index) => html`<div class="field"><label for=${language}>${t('code.names')} (${name})</label><input id=${language} lang=${language} maxlength="60" autocomplete="off" ?autofocus=${index === 0} .value=${edited.names[language] ?? ''} @input=${(event: Event) => change({ names: { ...edited.names, [language]: text(event) } })}>${wrong(`names.${language}`)}</div>`)}${wrong('names')}
      <div class="field"><label for="code">${t('code')}</label><input id="code" required pattern="[a-z0-9][a-z0-9\\-]*" maxlength="50" autocomplete="off" spellcheck="false" ?disabled=${!fresh} .value=${edited.code} @input=${(event: Event) => change({ code: text(event) })}><span class="hint">${t('code.text')}</span>${wrong('code')}</div>
      <fieldset><legend>${t('code.queues')}</legend>${queues.value.map((queue) => html`<label class="check"><input type="checkbox" .checked=${chosen.includes(queue.id)} @change=${() => change({ queues: chosen.includes(queue.id) ? chosen.filter((id) => id !== queue.id) : [...chosen, queue.id] })}><span>${queue.name}</span></label>`)}<p class="meta">${t('code.queues.text')}</p></fieldset>
      ${failedLine(this.problem && !Object.keys(this.problem.fields).length ? this.problem : undefined)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('save')}</button></live-dialog>`;
  }

  private async keep(): Promise<void> {
    const items = [...this.#fetch.value!.items];
    const names = Object.fromEntries(Object.entries(this.edited.names).filter(([, name]) => name.trim()));
    const place = this.place === -1 ? items.length : this.place!;
    items[place] = { ...this.edited, names };
    if (await this.put(items, place)) {
      this.renderRoot.querySelector('live-dialog')?.close();
      toast(t('saved'), 'ok');
    }
  }

  private move(place: number, by: number): void {
    const items = [...this.#fetch.value!.items];
    const [moved] = items.splice(place, 1);
    items.splice(place + by, 0, moved!);
    void this.put(items);
  }

  private async drop(place: number): Promise<void> {
    const before = this.#fetch.value!.items;
    if (await this.put(before.filter((_, at) => at !== place))) toast(t('deleted', { name: wrapUpName(before[place]!) }), 'ok', { title: t('undo'), run: () => void this.put(before) });
  }

  /** The whole list at once, since its order is what agents learn by heart. */
  private async put(items: readonly WrapUpCode[], place?: number): Promise<boolean> {
    this.busy = true;
    this.problem = undefined;
    try {
      this.#fetch.set(await api.put<CodeList>('/routing/wrap-up-codes', { version: this.#fetch.value!.version, items }));
      void wrapUpCodes.renew().catch(() => undefined);
      return true;
    } catch (thrown) {
      const what = problem(thrown);
      const current = what.more['current'] as CodeList | undefined;
      if (what.status === 409 && current) {
        this.#fetch.set(current);
        this.problem = new Problem(409, what.code, t('conflict'));
      } else {
        this.problem = own(what, place);
      }
      return false;
    } finally {
      this.busy = false;
    }
  }
}

/** The server names fields with their place in the list; the form shows one code. */
function own(what: Problem, place: number | undefined): Problem {
  const start = `items[${place}].`;
  const fields = Object.fromEntries(Object.entries(what.fields).filter(([name]) => name.startsWith(start)).map(([name, text]) => [name.slice(start.length), text]));
  return new Problem(what.status, what.code, what.detail, fields, what.trace, what.more);
}

export const tag = define('live-wrap-up-codes', WrapUpCodes);
