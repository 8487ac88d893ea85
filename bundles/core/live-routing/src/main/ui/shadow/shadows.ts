import { css, html, nothing, state, type TemplateResult } from 'lit';
import { ChevronDown, ChevronRight, CircleStop, GitCompareArrows, Rocket, Undo2 } from 'lucide';
import { api, ask, base, dateTime, define, empty, explain, failedLine, Fetch, icon, LiveElement, may, number, type Page, problem, Problem, type Queue, toast, translator, Watching } from '@live/ui';
import { interactions, nameOf, namesChanged, queues, skills, teams } from '@live/work';
import { hours } from '../queue/opening.ts';
import { fieldName, said } from '../queue/versions.ts';
import { Renewed } from '../renewed.ts';
import { share, time } from '../statistics/figures.ts';
import { called } from '../supervisor/contact.ts';
import '../step.ts';
import type { Step } from '../step.ts';

const t = translator('routing');
const RENEW_EVERY_MS = 5000;
const RULES = ['name', 'medium', 'priority', 'serviceLevelSeconds', 'agents', 'skills', 'preferredSkills', 'rings', 'hours', 'closed', 'closedQueue', 'maxWaitSeconds', 'overflowQueue', 'strategy', 'offerSeconds', 'wrapUpSeconds', 'preferredAgentSeconds', 'maxAttempts', 'active'] as const;

/** How contacts fared by one set of rules. */
interface World {
  readonly answered: number;
  readonly abandoned: number;
  readonly withinTarget: number;
  readonly averageWaitSeconds?: number;
  /** Of the answered, those to whom a further ring was open. */
  readonly expanded: number;
}

interface Side {
  readonly agent?: string;
  readonly waitSeconds: number;
  /** How it came about, at most one step. */
  readonly explanation?: readonly Step[];
}

/** Rules that run, or ran, beside the live ones. */
interface Shadow {
  readonly id: string;
  readonly name: string;
  readonly state: 'running' | 'stopped' | 'failed' | 'activated' | 'rolled-back';
  readonly reason?: string;
  readonly startedAt: string;
  readonly by?: string;
  readonly queues: readonly Queue[];
  /** Contacts that were answered or gone by both sets of rules; absent, with all that follows, before it has begun. */
  readonly compared?: number;
  readonly live?: World;
  readonly shadow?: World;
  readonly sameAgent?: number;
  readonly otherAgent?: number;
  readonly examples?: readonly { readonly work: string; readonly live: Side; readonly shadow: Side }[];
}

/** Rules that are tried beside those that hold: what they would change, and the decision about them. */
export class Shadows extends LiveElement {
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  /** The examples whose explanations are open. */
  @state() private unfolded: ReadonlySet<string> = new Set();
  readonly #fetch = new Fetch<readonly Shadow[]>(this, async (signal) => (await api.get<Page<Shadow>>('/routing/shadow', { signal })).items);

  static override styles = [base, css`
    :host { display: grid; gap: 16px; padding: 24px; max-width: 1200px; align-content: start; } .all { display: grid; gap: 16px; } article { padding: 16px; display: grid; gap: 12px; min-width: 0; } article > header { display: flex; gap: 8px 12px; align-items: flex-start; flex-wrap: wrap; } article > header > div:first-child { flex: 1; min-width: 200px; display: grid; gap: 2px; }
    h2 { overflow-wrap: anywhere; } .rules { display: grid; grid-template-columns: minmax(96px, auto) minmax(0, 1fr); gap: 4px 12px; margin: 0; font-size: 13px; } .rules dt { color: var(--muted); } .rules dd { overflow-wrap: anywhere; } del { color: var(--muted); } ins { text-decoration: none; font-weight: 550; }
    .both { display: grid; grid-template-columns: repeat(auto-fit, minmax(220px, 1fr)); gap: 12px 24px; padding-block: 6px; } .both h4 { font-size: 12px; color: var(--muted); margin-bottom: 4px; } .wide { overflow: auto; border: 1px solid var(--line); border-radius: 10px; } td.right { font-variant-numeric: tabular-nums; white-space: nowrap; } h3 { font-size: 13px; }
    @media (max-width: 767px) { :host { padding: 12px; } }
  `];

  constructor() {
    super();
    new Watching(this, [queues, skills, teams, hours, namesChanged, interactions]);
    new Renewed(this, () => void this.#fetch.run(), () => !this.busy && !!this.#fetch.value?.some((each) => each.state === 'running'), RENEW_EVERY_MS);
    void Promise.allSettled([queues.renew(), skills.need(), teams.need(), hours.need()]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#fetch.run();
  }

  override render(): unknown {
    return html`<div><h1>${t('shadow')}</h1><p class="muted">${t('shadow.text')}</p></div>${failedLine(this.problem)}
      ${this.#fetch.show((items) => (items.length ? html`<div class="all">${items.map((each) => this.one(each))}</div>` : html`<div class="card">${empty(GitCompareArrows, t('shadow.none'), t('shadow.none.text'))}</div>`))}`;
  }

  private one(each: Shadow): TemplateResult {
    const tone = ({ running: 'accent', failed: 'bad', activated: 'ok' } as Partial<Record<Shadow['state'], string>>)[each.state] ?? '';
    const writes = may('queue.write');
    const tried = ['running', 'stopped', 'failed'].includes(each.state);
    const button = (sign: typeof Rocket, word: string, act: () => void, kind = ''): TemplateResult => html`<button class="small ${kind}" ?disabled=${this.busy} @click=${act}>${icon(sign, 14)}${word}</button>`;
    return html`<article class="card" aria-label=${each.name}><header><div><h2>${each.name}</h2><span class="meta">${t('shadow.since', { time: dateTime(each.startedAt) })}${each.by ? ` · ${nameOf(each.by)}` : ''}${each.reason ? ` · ${reasonText(each.reason)}` : ''}</span></div><span class="chip ${tone}">${t(`shadow.${each.state}`)}</span>
        ${writes ? html`<div class="line wrap">${each.state === 'running' ? button(CircleStop, t('shadow.stop'), () => void this.act(each, 'stop')) : nothing}${tried ? button(Rocket, t('shadow.activate'), () => void this.activate(each), each.state === 'running' ? 'primary' : '') : nothing}${each.state === 'activated' ? button(Undo2, t('shadow.rollback'), () => void this.rollBack(each)) : nothing}</div>` : nothing}</header>
      ${tried ? each.queues.map((queue) => rules(queue)) : nothing}${each.live && each.shadow ? this.compared(each, each.live, each.shadow) : html`<p class="meta">${t('shadow.begins')}</p>`}</article>`;
  }

  private compared(each: Shadow, live: World, shadow: World): TemplateResult {
    const row = (name: string, of: (world: World) => string): TemplateResult => html`<tr><td>${name}</td><td class="right">${of(live)}</td><td class="right strong">${of(shadow)}</td></tr>`;
    const all = (world: World): number => world.answered + world.abandoned;
    return html`<div class="wide"><table><thead><tr><th>${t('shadow.compared', { count: each.compared ?? 0 })}</th><th class="right">${t('shadow.live')}</th><th class="right">${t('shadow.tried')}</th></tr></thead>
        <tbody>${row(t('statistics.answered'), (world) => number(world.answered))}${row(t('statistics.abandoned'), (world) => number(world.abandoned))}${row(t('shadow.within'), (world) => (all(world) ? `${number(world.withinTarget)} (${share(world.withinTarget / all(world))})` : number(world.withinTarget)))}${row(t('statistics.wait'), (world) => time(world.averageWaitSeconds))}${row(t('shadow.expanded'), (world) => number(world.expanded))}</tbody></table></div>
      <p class="meta">${t('shadow.agents', { same: each.sameAgent ?? 0, other: each.otherAgent ?? 0 })}</p>
      ${each.examples?.length ? html`<h3>${t('shadow.examples')}</h3><div class="wide"><table><thead><tr><th>${t('contact')}</th><th>${t('shadow.live')}</th><th>${t('shadow.tried')}</th></tr></thead><tbody>${each.examples.map((one) => this.example(one))}</tbody></table></div>` : nothing}`;
  }

  private example({ work, live, shadow }: NonNullable<Shadow['examples']>[number]): TemplateResult {
    const { name } = called(work);
    const open = this.unfolded.has(work);
    const told = !!live.explanation?.length || !!shadow.explanation?.length;
    const fold = (): void => {
      const unfolded = new Set(this.unfolded);
      if (!unfolded.delete(work)) unfolded.add(work);
      this.unfolded = unfolded;
    };
    return html`<tr><td>${told ? html`<button class="link" aria-expanded=${open} aria-label=${t('shadow.explain', { name })} @click=${fold}>${icon(open ? ChevronDown : ChevronRight, 14)}${name}</button>` : name}</td><td>${side(live)}</td><td>${side(shadow)}</td></tr>
      ${open ? html`<tr class="told"><td colspan="3"><div class="both">${([['shadow.live', live], ['shadow.tried', shadow]] as const).map(([title, one]) => html`<section><h4>${t(title)}</h4>${one.explanation?.length ? one.explanation.map((step) => html`<live-routing-step .step=${step}></live-routing-step>`) : html`<p class="meta">${t('why.none')}</p>`}</section>`)}</div></td></tr>` : nothing}`;
  }

  private async activate(each: Shadow): Promise<void> {
    if (await ask({ title: t('shadow.activate.ask', { name: each.name }), text: t('shadow.activate.text'), confirm: t('shadow.activate') })) await this.act(each, 'activate');
  }

  private async rollBack(each: Shadow): Promise<void> {
    if (await ask({ title: t('shadow.rollback.ask', { name: each.name }), text: t('shadow.rollback.text'), confirm: t('shadow.rollback') })) await this.act(each, 'rollback');
  }

  private async act(each: Shadow, verb: 'stop' | 'activate' | 'rollback'): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await api.post(`/routing/shadow/${each.id}/${verb}`, {});
      toast(t(`shadow.${verb}.done`, { name: each.name }), 'ok');
      void queues.renew().catch(() => undefined);
      await this.#fetch.run();
    } catch (thrown) {
      const what = problem(thrown);
      this.problem = what.code === 'routing.queue.changed' ? new Problem(what.status, what.code, t('shadow.changed')) : what;
      if (!this.problem.detail) this.problem = new Problem(what.status, what.code, explain(what));
    } finally {
      this.busy = false;
    }
  }
}

/** What would be other than it is. */
function rules(queue: Queue): TemplateResult {
  const now = queues.value.find((each) => each.id === queue.id);
  const other = now ? RULES.filter((field) => said(field, now) !== said(field, queue)) : [];
  return html`<div><h3>${queue.name}</h3>${other.length && now ? html`<dl class="rules">${other.map((field) => html`<dt>${fieldName(field)}</dt><dd><del>${said(field, now)}</del> → <ins>${said(field, queue)}</ins></dd>`)}</dl>` : html`<p class="meta">${t('shadow.same')}</p>`}</div>`;
}

function side({ agent, waitSeconds }: Side): string {
  return agent ? t('shadow.side', { name: nameOf(agent), time: time(waitSeconds) }) : t('shadow.nobody', { time: time(waitSeconds) });
}

function reasonText(reason: string): string {
  const text = t(`shadow.reason.${reason}`);
  return text === `shadow.reason.${reason}` ? reason : text;
}

export const tag = define('live-shadows', Shadows);
