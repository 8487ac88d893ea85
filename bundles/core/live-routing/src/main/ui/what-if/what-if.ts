import { css, html, nothing, state } from 'lit';
import { ChartSpline, Pencil, Play, Settings2, Trash2 } from 'lucide';
import { api, base, define, empty, failedLine, icon, LiveElement, now, problem, Problem, type Queue, translator, uuid, Watching } from '@live/ui';
import { pick, queues, skills, teams } from '@live/work';
import '../queue/editor.ts';
import { contactFields } from './contacts.ts';
import './outcome.ts';
import { peopleFields } from './people.ts';
import { type Answer, asItIs, body, changes, type Draft, fresh, numbers, stretch } from './question.ts';

const t = translator('routing');
/** A month of a large centre, ten times over, takes its time. */
const PATIENCE_MS = 600_000;
const MOST_INTERVALS = 400;

/** What was asked last stays while one looks elsewhere. */
let kept: { readonly draft: Draft; readonly answer?: Answer | undefined; readonly usual?: Answer | undefined } | undefined;

/** What would become of contacts with other people, rules or volume. */
export class WhatIf extends LiveElement {
  @state() private draft: Draft = kept?.draft ?? fresh(now());
  @state() private answer: Answer | undefined = kept?.answer;
  @state() private usual: Answer | undefined = kept?.usual;
  /** What is calculated now: the first or the second of so many. */
  @state() private step: { readonly at: number; readonly of: number; readonly since: string } | undefined;
  @state() private problem: Problem | undefined;
  @state() private edited: Queue | undefined;
  /** Whether something was changed after it was answered. */
  @state() private stale = false;
  #known = new Map<string, Answer>();
  #asked = '';
  #abort = new AbortController();

  static override styles = [base, css`
    :host { display: grid; grid-template: auto minmax(0, 1fr) / 380px minmax(0, 1fr); height: 100%; min-width: 0; }
    .head { grid-column: 1 / -1; padding: 16px 24px 12px; border-bottom: 1px solid var(--line); background: var(--surface); }
    form { overflow: auto; padding: 16px 24px 0; display: grid; gap: 16px; align-content: start; background: var(--surface); border-inline-end: 1px solid var(--line); } form fieldset { display: grid; gap: 4px; min-width: 0; } form section.group { display: grid; gap: 12px; padding-bottom: 16px; border-bottom: 1px solid var(--line); min-width: 0; }
    .two { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; } .hint { color: var(--muted); font-size: 12px; line-height: 16px; } .unit { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 6px; align-items: center; }
    .part { display: grid; gap: 12px; padding: 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--sunken); min-width: 0; } .part header { display: flex; gap: 8px; align-items: center; justify-content: space-between; } form h2 { font: var(--strong); font-size: 13px; } .part header h2 { overflow-wrap: anywhere; }
    .skill { display: grid; grid-template-columns: minmax(0, 1fr) 76px 32px; gap: 6px; } select.add { width: auto; max-width: 100%; } .chip.team { height: 24px; padding-inline-end: 2px; } .chip.team button { min-height: 20px; width: 20px; }
    .changed { display: flex; gap: 4px; align-items: center; } .changed .grow { overflow-wrap: anywhere; }
    .go { position: sticky; bottom: 0; display: grid; gap: 8px; padding: 12px 0 16px; background: var(--surface); border-top: 1px solid var(--line); margin-inline: -24px; padding-inline: 24px; z-index: 1; } .go .line { justify-content: space-between; }
    .result { overflow: auto; padding: 24px; display: grid; align-content: start; gap: 16px; min-width: 0; } .old { opacity: .55; } summary { cursor: pointer; font-weight: 550; font-size: 13px; padding-block: 4px; } details .two { padding-top: 8px; }
    @media (max-width: 1023px) { :host { grid-template: auto auto auto / minmax(0, 1fr); height: auto; min-height: 100%; align-content: start; } form { overflow: visible; border: 0; } .result { overflow: visible; padding: 16px; } }
    @media (max-width: 767px) { .head, form { padding-inline: 16px; } .go { margin-inline: -16px; padding-inline: 16px; } }
  `];

  constructor() {
    super();
    new Watching(this, [queues, skills, teams]);
    void Promise.allSettled([queues.renew(), skills.need(), teams.need()]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    kept = { draft: this.draft, answer: this.answer, usual: this.usual };
    this.takeBack();
  }

  private change = (next: Partial<Draft>): void => {
    this.draft = { ...this.draft, ...next };
    this.problem = undefined;
    this.stale = true;
  };

  override render(): unknown {
    const { draft, change } = this;
    const { intervals } = stretch(draft, now());
    return html`<div class="head"><h1>${t('what-if.title')}</h1><p class="muted">${t('what-if.text')}</p></div>
      <form @submit=${this.ask} novalidate aria-label=${t('what-if.question')}>
        <section class="group">${contactFields(draft, intervals, change)}</section><section class="group">${peopleFields(draft, change)}</section>
        <section class="group"><h2>${t('what-if.rules')}</h2>${draft.queues.map((queue) => html`<div class="changed"><span class="grow">${queue.name}</span><button type="button" class="icon quiet small" aria-label=${t('what-if.rules.edit', { name: queue.name })} title=${t('what-if.rules.edit', { name: queue.name })} @click=${() => (this.edited = queue)}>${icon(Pencil, 16)}</button>
            <button type="button" class="icon quiet small" aria-label=${t('what-if.rules.undo', { name: queue.name })} title=${t('what-if.rules.undo', { name: queue.name })} @click=${() => change({ queues: draft.queues.filter((each) => each.id !== queue.id) })}>${icon(Trash2, 16)}</button></div>`)}
          <div><button type="button" class="small" @click=${this.chooseQueue}>${icon(Settings2, 14)}${t('what-if.rules.add')}</button></div></section>
        <details><summary>${t('what-if.more-settings')}</summary><div class="two"><div class="field"><label for="answering">${t('what-if.answering')}</label><input id="answering" type="number" min="0" max="600" .value=${String(draft.answerSeconds)} @change=${(event: Event) => change({ answerSeconds: Number((event.target as HTMLInputElement).value) })}><span class="hint">${t('what-if.answering.text')}</span></div>
          <div class="field"><label for="runs">${t('what-if.runs')}</label><input id="runs" type="number" min="1" max="100" .value=${String(draft.runs)} @change=${(event: Event) => change({ runs: Number((event.target as HTMLInputElement).value) })}><span class="hint">${t('what-if.runs.text')}</span></div></div></details>
        <div class="go">${failedLine(this.problem)}${this.step ? html`<div class="line" role="status"><span>${this.step.of > 1 ? t(this.step.at === 1 ? 'what-if.first' : 'what-if.second') : t('what-if.running')} <live-ticker class="meta" .since=${this.step.since}></live-ticker></span><button type="button" @click=${this.takeBack}>${t('cancel')}</button></div>`
          : html`<div class="line"><button class="primary">${icon(Play, 16)}${t('what-if.ask')}</button>${changes(draft) ? html`<button type="button" class="link" @click=${() => change(asItIs(draft))}>${t('what-if.reset')}</button>` : nothing}</div>`}</div></form>
      <div class="result" role="region" aria-label=${t('what-if.result')} aria-busy=${!!this.step} tabindex="-1">${this.answer ? html`${this.stale && !this.step ? html`<p class="banner">${t('what-if.stale')}</p>` : nothing}<live-what-if-outcome class=${this.stale || this.step ? 'old' : ''} .answer=${this.answer} .usual=${this.usual}></live-what-if-outcome>` : empty(ChartSpline, t('what-if.empty'), t('what-if.empty.text'))}</div>
      ${this.edited ? html`<live-queue-editor trial .queue=${this.edited} @closed=${() => (this.edited = undefined)} @tried=${(event: CustomEvent<Queue>) => change({ queues: [...draft.queues.filter((each) => each.id !== event.detail.id), event.detail] })}></live-queue-editor>` : nothing}`;
  }

  private chooseQueue = (): void => pick(t('what-if.rules.add'), async (text) => (await queues.need()).filter((queue) => queue.name.toLowerCase().includes(text.toLowerCase()) && !this.draft.queues.some((each) => each.id === queue.id)).slice(0, 60).map((queue) => ({ id: queue.id, title: queue.name })),
    (choice) => (this.edited = queues.value.find((queue) => queue.id === choice.id)));

  /** What cannot be asked. */
  private get wrong(): string {
    const { draft } = this;
    const { intervals } = stretch(draft, now());
    if (intervals > MOST_INTERVALS) return t('what-if.wrong.intervals');
    if (draft.source === 'expected' && (!draft.expected.length || draft.expected.some((row) => !numbers(row, intervals)))) return t('what-if.wrong.numbers');
    return draft.source === 'expected' && draft.expected.some((row) => !row.handlingSeconds) ? t('what-if.wrong.handling') : '';
  }

  private ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.step) return;
    const { draft, wrong } = this;
    this.problem = wrong ? new Problem(400, 'what-if.wrong', wrong) : undefined;
    if (wrong) return;
    const at = now();
    // Without anybody there is nothing to compare with.
    const compared = changes(draft) && draft.roster !== 'nobody';
    const questions = [...(compared ? [asItIs(draft)] : []), draft].map((each) => body(each, queues.value, at));
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      const answers: Answer[] = [];
      for (const [index, question] of questions.entries()) {
        this.step = { at: index + 1, of: questions.length, since: new Date(now()).toISOString() };
        answers.push(await this.answered(question, signal));
      }
      this.answer = answers.at(-1)!;
      this.usual = compared ? answers[0] : undefined;
      this.stale = false;
      this.step = undefined;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('.result')?.focus({ preventScroll: innerWidth > 1023 });
    } catch (thrown) {
      if (!signal.aborted) this.problem = told(problem(thrown));
    } finally {
      this.step = undefined;
    }
  };

  /** Things as they are need not be calculated again for each change. */
  private async answered(question: object, signal: AbortSignal): Promise<Answer> {
    const key = JSON.stringify(question);
    const known = this.#known.get(key);
    if (known) return known;
    this.#asked = uuid();
    const answer = await api.post<Answer>('/routing/what-if', { id: this.#asked, ...question }, { signal, patienceMs: PATIENCE_MS });
    if (this.#known.size > 8) this.#known.clear();
    this.#known.set(key, answer);
    return answer;
  }

  private takeBack = (): void => {
    if (!this.step) return;
    this.step = undefined;
    this.#abort.abort();
    void api.delete(`/routing/what-if/${this.#asked}`).catch(() => undefined);
  };
}

function told(what: Problem): Problem {
  return what.code === 'routing.whatIf.busy' ? new Problem(what.status, what.code, t('what-if.busy')) : what;
}

export const tag = define('live-what-if', WhatIf);
