import { css, html, nothing, property, state } from 'lit';
import { History, RotateCcw } from 'lucide';
import { api, ask, base, clock, dateTime, define, empty, Fetch, failedLine, icon, LiveElement, may, type Page, type Problem, problem, type Queue, toast, translator, Watching } from '@live/ui';
import { named, queues, skills, teams } from '@live/work';
import { hours } from './opening.ts';
import { strategyName } from '../strategy.ts';

const t = translator('routing');

interface Version {
  readonly version: number;
  readonly at: string;
  readonly by?: { readonly id: string; readonly name: string };
  readonly act: 'create' | 'change' | 'rollback';
  readonly rolledBackTo?: number;
  /** The fields that differ from the version before. */
  readonly changed: readonly string[];
  readonly queue: Queue;
}

/** How a queue's rules came to be what they are, and the way back. Tells `restored`. */
export class QueueVersions extends LiveElement {
  @property({ attribute: false }) queue!: Queue;
  @state() private items: readonly Version[] = [];
  @state() private next: string | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  readonly #fetch = new Fetch<readonly Version[]>(this, (signal) => this.page(undefined, signal));

  static override styles = [base, css`
    ol { display: grid; } li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; padding: 12px 0; align-items: start; } li + li { border-top: 1px solid var(--line); }
    dl { grid-column: 1 / -1; display: grid; grid-template-columns: minmax(96px, auto) minmax(0, 1fr); gap: 4px 12px; margin: 6px 0 0; font-size: 13px; } dt { color: var(--muted); } dd { overflow-wrap: anywhere; } del { color: var(--muted); text-decoration: line-through; } ins { text-decoration: none; font-weight: 550; }
    .more { display: grid; justify-content: center; padding: 8px; }
  `];

  constructor() {
    super();
    new Watching(this, [skills, teams]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  private async page(cursor?: string, signal?: AbortSignal): Promise<readonly Version[]> {
    const { items, next } = await api.get<Page<Version>>(`/routing/queues/${this.queue.id}/versions`, { query: { limit: 50, cursor }, ...(signal ? { signal } : {}) });
    this.next = next;
    this.items = cursor ? [...this.items, ...items] : items;
    return this.items;
  }

  override render(): unknown {
    return html`${failedLine(this.problem)}${this.#fetch.show(() => (this.items.length ? html`<ol>${this.items.map((each, index) => this.version(each, this.items[index + 1]))}</ol>` : empty(History, t('versions.none'))))}
      ${this.next ? html`<div class="more"><button @click=${() => this.page(this.next).catch((thrown) => (this.problem = problem(thrown)))}>${t('more')}</button></div>` : nothing}`;
  }

  private version(each: Version, before: Version | undefined): unknown {
    const now = each.version === this.queue.version;
    const what = each.act === 'rollback' && each.rolledBackTo ? t('versions.rollback', { number: each.rolledBackTo }) : t(each.act === 'create' ? 'versions.create' : 'versions.change');
    return html`<li><div><span class="strong">${t('versions.number', { number: each.version })}</span> ${now ? html`<span class="chip ok">${t('versions.now')}</span>` : nothing}<div class="meta">${what} · ${each.by?.name ?? t('author.system')} · ${dateTime(each.at)}</div></div>
      ${!now && may('queue.write') ? html`<button class="small" ?disabled=${this.busy} aria-label=${t('versions.restore.of', { number: each.version })} @click=${() => this.restore(each)}>${icon(RotateCcw, 14)}${t('versions.restore')}</button>` : html`<span></span>`}
      ${each.changed.length ? html`<dl>${each.changed.map((field) => html`<dt>${fieldName(field)}</dt><dd>${before ? html`<del>${said(field, before.queue)}</del> → ` : nothing}<ins>${said(field, each.queue)}</ins></dd>`)}</dl>` : nothing}</li>`;
  }

  private async restore(each: Version): Promise<void> {
    if (!(await ask({ title: t('versions.ask', { number: each.version }), text: t('versions.ask.text'), confirm: t('versions.restore') }))) return;
    this.busy = true;
    this.problem = undefined;
    try {
      this.tell('restored', await api.post<Queue>(`/routing/queues/${this.queue.id}/rollback`, { to: each.version, version: this.queue.version }));
      toast(t('saved'), 'ok');
      await this.updateComplete;
      await this.#fetch.run();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

export function fieldName(field: string): string {
  const key = ({ serviceLevelSeconds: 'panel.target', agents: 'served-by', active: 'state', rings: 'rings', preferredSkills: 'skills.preferred', maxWaitSeconds: 'maxWait', overflowQueue: 'overflow', closedQueue: 'closed.queue' } as Record<string, string>)[field] ?? field;
  const name = t(key);
  return name === key ? field : name;
}

/** A rule in words. */
export function said(field: string, queue: Queue): string {
  const levels = (all: Queue['skills'] = []): string => all.map(({ skill, level }) => `${named(skills.value, skill) || skill} ${level ? `≥ ${level}` : t('level.none')}`).join(', ') || '–';
  switch (field) {
    case 'skills': return levels(queue.skills);
    case 'preferredSkills': return levels(queue.preferredSkills);
    case 'agents': return queue.agents.mode === 'teams' ? (queue.agents.teams ?? []).map((id) => named(teams.value, id) || id).join(', ') : t('mode.skills');
    case 'active': return t(queue.active ? 'active' : 'inactive');
    case 'strategy': return strategyName(queue.strategy);
    case 'hours': return queue.hours ? named(hours.value, queue.hours) || queue.hours : t('hours.always');
    case 'closed': return t(`closed.${queue.closed ?? 'wait'}`);
    case 'closedQueue': case 'overflowQueue': return named(queues.value, queue[field]) || '–';
    case 'maxWaitSeconds': return queue.maxWaitSeconds ? clock(queue.maxWaitSeconds) : '–';
    case 'serviceLevelSeconds': return queue.serviceLevelSeconds ? clock(queue.serviceLevelSeconds) : '–';
    case 'medium': return queue.medium ? t(`medium.${queue.medium}`) : t('medium.any');
    case 'rings': return (queue.rings ?? []).map((ring, index) => t('ring.said', {
      number: index + 2, when: [ring.afterSeconds ? clock(ring.afterSeconds) : '', ring.waitingContacts ? t('ring.said.waiting', { count: ring.waitingContacts }) : ''].filter(Boolean).join(' / '),
      who: [ring.teams.map((id) => named(teams.value, id) || id).join(', '), ring.skills.length ? levels(ring.skills) : ''].filter(Boolean).join('; ') || '–',
    })).join(' · ') || '–';
    default: return String(queue[field as keyof Queue] ?? '–');
  }
}

define('live-queue-versions', QueueVersions);
