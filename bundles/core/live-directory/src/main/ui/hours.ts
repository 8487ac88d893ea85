import { css, html, nothing, property, state } from 'lit';
import { Clock, Pencil, Plus, Trash2 } from 'lucide';
import { api, ask, base, dateTime, define, empty, explain, failedLine, Fetch, go, icon, LiveElement, may, type Page, perform, problem, type Problem, toast, translator, uuid } from '@live/ui';
import { type DaySpan, type Exception, exceptionRows, ordered, weekRows, weekText } from './hours-week.ts';

const t = translator('directory');

interface Hours {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly week: readonly DaySpan[];
  readonly exceptions: readonly Exception[];
  readonly version: number;
}

interface Now {
  readonly open: boolean;
  /** When that changes; absent if it does not. */
  readonly until?: string;
}

interface Row extends Hours {
  readonly now: Now | undefined;
}

const ZONES = Intl.supportedValuesOf('timeZone');

/** When queues are open: the week, the days that are not like it, and the zone that both are meant in. */
export class OpeningHours extends LiveElement {
  @property() rest = '';
  @state() private edited: Hours | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  #opened = '';
  readonly #fetch = new Fetch<readonly Row[]>(this, async (signal) => {
    const { items } = await api.get<Page<Hours>>('/directory/hours', { query: { limit: 200 }, signal });
    return Promise.all(items.map(async (each) => ({ ...each, now: await api.get<Now>(`/directory/hours/${each.id}/state`, { signal }).catch(() => undefined) })));
  });

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; } header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; } header div { flex: 1; }
    .card { overflow: auto; } .buttons { display: flex; justify-content: flex-end; } form { display: grid; gap: 18px; } fieldset { display: grid; gap: 8px; } .hint { color: var(--muted); font-size: 12px; line-height: 16px; }
    .day { display: grid; grid-template-columns: 104px minmax(0, 1fr) auto; gap: 8px; align-items: center; min-height: 36px; } .day + .day { border-top: 1px solid var(--line); padding-top: 8px; } .spans { display: flex; flex-wrap: wrap; gap: 6px 12px; align-items: center; } .span { display: inline-flex; gap: 6px; align-items: center; } .span input { width: 104px !important; } .span input::-webkit-calendar-picker-indicator { display: none; }
    .exception { display: grid; gap: 8px; padding: 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--sunken); } .what { display: grid; grid-template-columns: 150px minmax(0, 1fr) auto; gap: 8px; align-items: center; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } .day { grid-template-columns: minmax(0, 1fr) auto; } .day .spans { grid-column: 1 / -1; grid-row: 2; } .what { grid-template-columns: minmax(0, 1fr) auto; } .what input:nth-child(2) { grid-column: 1 / -1; grid-row: 2; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  /** What the address names is what is edited. */
  override willUpdate(): void {
    const items = this.#fetch.value;
    if (!items || this.rest === this.#opened) return;
    this.#opened = this.rest;
    this.problem = undefined;
    this.edited = this.rest === 'new' ? { id: uuid(), name: '', zone: Intl.DateTimeFormat().resolvedOptions().timeZone, week: [], exceptions: [], version: 0 } : items.find((each) => each.id === this.rest);
  }

  override render(): unknown {
    const writes = may('user.write');
    return html`<header><div><h1>${t('hours')}</h1><p class="muted">${t('hours.text')}</p></div>${writes ? html`<button class="primary" @click=${() => go('/admin/hours/new')}>${icon(Plus, 16)}${t('hours.add')}</button>` : nothing}</header>
      ${this.#fetch.show((items) => html`<div class="card">${items.length ? this.table(items, writes) : empty(Clock, t('hours.none'), t('hours.none.text'))}</div>`)}
      ${this.edited ? this.editor(this.edited, !writes) : nothing}`;
  }

  private table(items: readonly Row[], writes: boolean): unknown {
    return html`<table><thead><tr><th>${t('name')}</th><th>${t('hours.now')}</th><th class="optional">${t('hours.week')}</th><th class="optional">${t('hours.zone')}</th><th><span class="only-heard">${t('actions')}</span></th></tr></thead>
      <tbody>${items.map((each) => html`<tr><td class="strong">${each.name}</td><td>${each.now ? html`<span class="line wrap"><span class="chip ${each.now.open ? 'ok' : ''}">${t(each.now.open ? 'hours.open' : 'hours.closed')}</span><span class="meta">${each.now.until ? t(each.now.open ? 'hours.closes' : 'hours.opens', { time: dateTime(each.now.until) }) : t('hours.always')}</span></span>` : '–'}</td>
        <td class="optional">${weekText(each.week) || t('hours.closed')}${each.exceptions.length ? html`<div class="meta">${t('hours.exceptions.count', { count: each.exceptions.length })}</div>` : nothing}</td><td class="optional">${each.zone}</td>
        <td><div class="buttons">${writes ? html`<button class="icon quiet small" aria-label=${t('edit.of', { name: each.name })} title=${t('edit')} @click=${() => go(`/admin/hours/${each.id}`)}>${icon(Pencil, 16)}</button><button class="icon quiet small" aria-label=${t('delete.of', { name: each.name })} title=${t('delete')} @click=${() => this.delete(each)}>${icon(Trash2, 16)}</button>` : nothing}</div></td></tr>`)}</tbody></table>`;
  }

  private editor(edited: Hours, locked: boolean): unknown {
    const fresh = !edited.version;
    const change = (next: Partial<Hours>): void => {
      this.edited = { ...edited, ...next };
    };
    const wrong = (field: string): readonly string[] => (this.problem?.fields[field] ? [this.problem.fields[field]!] : []);
    const told = (field: string): unknown => wrong(field).map((text) => html`<span class="error" role="alert">${text}</span>`);
    return html`<live-dialog size="large" heading=${fresh ? t('hours.add') : edited.name || t('hours')} @closed=${() => go('/admin/hours')}><form @submit=${this.save}>
        <div class="pair"><div class="field"><label for="name">${t('name')}</label><input id="name" required maxlength="100" autocomplete="off" ?autofocus=${fresh} ?disabled=${locked} aria-invalid=${!!wrong('name').length} .value=${edited.name} @input=${(event: Event) => change({ name: (event.target as HTMLInputElement).value })}>${told('name')}</div>
          <div class="field"><label for="zone">${t('hours.zone')}</label><input id="zone" required list="zones" autocomplete="off" spellcheck="false" ?disabled=${locked} aria-invalid=${!!wrong('zone').length} .value=${edited.zone} @input=${(event: Event) => change({ zone: (event.target as HTMLInputElement).value.trim() })}><datalist id="zones">${ZONES.map((zone) => html`<option value=${zone}></option>`)}</datalist>${told('zone')}</div></div>
        <fieldset><legend>${t('hours.week')}</legend>${weekRows(edited.week, locked, wrong, (week) => change({ week: ordered(week) }))}</fieldset>
        <fieldset><legend>${t('hours.exceptions')}</legend><p class="hint">${t('hours.exceptions.text')}</p>${exceptionRows(edited.exceptions, locked, wrong, (exceptions) => change({ exceptions }))}</fieldset>
        ${failedLine(this.problem)}<button hidden></button></form>
      ${locked ? nothing : html`<button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('save')}</button>`}</live-dialog>`;
  }

  private save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { id, name, zone, week, exceptions, version } = this.edited!;
    const body = { name: name.trim(), zone, week, exceptions };
    this.busy = true;
    this.problem = undefined;
    try {
      if (version) await api.put(`/directory/hours/${id}`, { ...body, version });
      else await api.post('/directory/hours', { id, ...body });
      toast(t('saved'), 'ok');
      this.renderRoot.querySelector('live-dialog')?.close();
      await this.#fetch.run();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  };

  private async delete(each: Hours): Promise<void> {
    if (!(await ask({ title: t('delete.title', { name: each.name }), text: t('delete.text'), confirm: t('delete'), danger: true }))) return;
    await perform(async () => {
      await api.delete(`/directory/hours/${each.id}`, undefined, { query: { version: each.version } });
      await this.#fetch.run();
    }, (thrown) => explain(problem(thrown)));
  }
}

export const tag = define('live-opening-hours', OpeningHours);
