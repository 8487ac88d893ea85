import { css, html, nothing, property } from 'lit';
import { ListOrdered, Plus } from 'lucide';
import { api, base, dateTime, define, empty, Fetch, go, icon, LiveElement, may, number, type Page, type Queue, clock, translator, Watching } from '@live/ui';
import { list, named, queues, skills, teams, watchQueues } from '@live/work';
import './queue/editor.ts';

const t = translator('routing');

/** All queues with what waits in them now. */
export class Queues extends LiveElement {
  @property() rest = '';
  readonly #fetch = new Fetch<readonly Queue[]>(this, async (signal) => list(await api.get<Page<Queue>>('/routing/queues', { query: { limit: 200 }, signal })));
  #end: () => void = () => undefined;
  /** Where one goes when the form is closed. */
  #next = '/admin/queues';

  static override styles = [base, css`
    :host { display: block; padding: 24px; max-width: 1200px; }
    header { display: flex; align-items: flex-start; gap: 12px; margin-bottom: 16px; } header div { flex: 1; }
    .card { overflow: auto; }
    @media (max-width: 767px) { :host { padding: 12px; } .optional { display: none; } }
  `];

  constructor() {
    super();
    new Watching(this, [skills, teams, queues]);
    void Promise.allSettled([skills.need(), teams.need()]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
    void queues.need().catch(() => undefined);
    this.#end = watchQueues();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end();
  }

  override render(): unknown {
    return html`<header><div><h1>${t('queues')}</h1><p class="muted">${t('queues.text')}</p></div>${may('queue.write') ? html`<button class="primary" @click=${() => go('/admin/queues/new')}>${icon(Plus, 16)}${t('queue.add')}</button>` : nothing}</header>
      ${this.#fetch.show((all) => html`<div class="card">${all.length ? this.table(all) : empty(ListOrdered, t('queues.none'), t('queues.none.text'))}</div>${this.editor(all)}`)}`;
  }

  private editor(all: readonly Queue[]): unknown {
    const queue = all.find((each) => each.id === this.rest);
    if (!queue && this.rest !== 'new') return nothing;
    return html`<live-queue-editor .queue=${queue} @begun=${() => (this.#next = '/admin/shadow')} @closed=${this.closed} @saved=${() => { void queues.renew(); void this.#fetch.run(); }}></live-queue-editor>`;
  }

  private closed = (): void => {
    void go(this.#next);
    this.#next = '/admin/queues';
  };

  private table(all: readonly Queue[]): unknown {
    return html`<table><thead><tr><th>${t('name')}</th><th class="right">${t('waiting')}</th><th class="right">${t('longest')}</th><th class="right optional">${t('ready')}</th><th class="optional">${t('served-by')}</th><th class="optional">${t('state')}</th></tr></thead>
      <tbody>${all.map((each) => ({ ...each, ...queues.value.find((queue) => queue.id === each.id && queue.version === each.version) })).map((queue) => html`<tr tabindex="0" @click=${() => go(`/admin/queues/${queue.id}`)} @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && go(`/admin/queues/${queue.id}`)}>
        <td class="strong">${queue.name}</td><td class="right number">${number(queue.waiting ?? 0)}</td><td class="right number">${queue.waiting ? (queue.waitingSince ? html`<live-ticker .since=${queue.waitingSince}></live-ticker>` : clock(queue.longestWaitSeconds ?? 0)) : '–'}</td>
        <td class="right number optional">${number(queue.agentsReady ?? 0)}</td>
        <td class="optional"><div class="line wrap">${queue.agents.mode === 'teams' ? (queue.agents.teams ?? []).map((id) => html`<span class="chip outline">${named(teams.value, id)}</span>`)
          : queue.skills.length ? queue.skills.map((skill) => html`<span class="chip outline">${named(skills.value, skill.skill)} ≥ ${skill.level}</span>`) : html`<span class="muted">${t('everybody')}</span>`}</div></td>
        <td class="optional"><div class="line wrap"><span class="chip ${queue.active ? 'ok' : ''}">${t(queue.active ? 'active' : 'inactive')}</span>${queue.active && queue.open === false ? html`<span class="chip warn" title=${queue.openUntil ? t('opens', { time: dateTime(queue.openUntil) }) : nothing}>${t('closed.now')}</span>` : nothing}</div></td></tr>`)}</tbody></table>`;
  }
}

export const tag = define('live-queues', Queues);
