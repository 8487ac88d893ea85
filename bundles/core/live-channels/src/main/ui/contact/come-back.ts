import { css, html, nothing, property, query, state } from 'lit';
import { type Assignment, base, dateTime, define, failedLine, go, LiveElement, now, type Problem, problem, type Ticket, toast, translator, Watching } from '@live/ui';
import { postpone, queues } from '@live/work';
import { KeptNote } from './kept-note.ts';
import { localTime, moment, MOMENTS, type Moment } from './moments.ts';

const t = translator('channels');

/** Puts a contact aside until a time: it keeps its place, and then is offered again. */
export class ComeBack extends LiveElement {
  @property({ attribute: false }) assignment!: Assignment;
  @property({ attribute: false }) ticket: Ticket | undefined;
  @state() private when: Moment = 'hour';
  @state() private mine = true;
  @state() private alone = false;
  @state() private notReached = false;
  @state() private asked = false;
  @state() private busy = false;
  @state() private problem: Problem | undefined;
  @query('#at') private at: HTMLInputElement | null | undefined;
  readonly #note = new KeptNote();

  static override styles = [base, css`
    form { display: grid; gap: 16px; } fieldset { display: grid; gap: 4px; } .under { margin-inline-start: 24px; } .time { color: var(--muted); } .attempt { margin-top: 2px; margin-inline-start: 24px; color: var(--muted); font-size: 13px; } #at { width: auto; margin-top: 4px; margin-inline-start: 24px; justify-self: start; }
  `];

  constructor() {
    super();
    new Watching(this, [queues]);
  }

  /** The attempt that has just failed. */
  private get attempt(): number {
    return (this.assignment.attempts ?? 0) + 1;
  }

  private get most(): number | undefined {
    return queues.value.find((queue) => queue.id === this.assignment.queue)?.maxAttempts;
  }

  /** Whether the contact ends with this: its queue tries no more. */
  private get last(): boolean {
    return this.notReached && this.most !== undefined && this.attempt >= this.most;
  }

  override render(): unknown {
    const { last } = this;
    return html`<live-dialog size="small" heading=${t('later.title')} @closed=${() => this.remove()}>
      <form id="later" @submit=${(event: Event) => { event.preventDefault(); void this.act(); }}>
        <div><label class="check"><input type="checkbox" .checked=${this.notReached} @change=${() => (this.notReached = !this.notReached)}><span>${t('later.not-reached')}</span></label>${this.notReached ? this.attempted() : nothing}
          ${last ? nothing : html`<label class="check"><input type="checkbox" .checked=${this.asked} @change=${() => (this.asked = !this.asked)}><span>${t('later.asked')}</span></label>`}</div>
        ${last ? nothing : html`<fieldset><legend>${t('later.when')}</legend>${MOMENTS.map((each, index) => html`<label class="check"><input type="radio" name="when" ?autofocus=${index === 0} .checked=${this.when === each} @change=${() => (this.when = each)}>
          <span>${t(`later.${each}`)}${each === 'at' ? nothing : html` <span class="time number">${dateTime(moment(each)!)}</span>`}</span></label>`)}
          ${this.when === 'at' ? html`<input id="at" type="datetime-local" required aria-label=${t('later.at.label')} .min=${localTime(new Date(now()))} .value=${localTime(moment('tomorrow')!)}>` : nothing}</fieldset>
        <fieldset><legend>${t('later.whose')}</legend>${[true, false].map((mine) => html`<label class="check"><input type="radio" name="whose" .checked=${this.mine === mine} @change=${() => (this.mine = mine)}><span>${t(mine ? 'later.mine' : 'later.anybody')}</span></label>`)}
          ${this.mine ? html`<label class="check under"><input type="checkbox" .checked=${this.alone} @change=${() => (this.alone = !this.alone)}><span>${t('later.only-me')}</span></label>` : nothing}</fieldset>`}
        ${this.#note.field(this.ticket)}${failedLine(this.problem)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector<HTMLFormElement>('#later')!.requestSubmit()}>${t(last ? 'later.end' : 'later.do')}</button></live-dialog>`;
  }

  private attempted(): unknown {
    const { attempt, most } = this;
    return html`<p class="attempt" role="status">${most === undefined ? t('later.attempt', { attempt }) : t(this.last ? 'later.attempt.last' : 'later.attempt.of', { attempt, most })}</p>`;
  }

  private async act(): Promise<void> {
    const { last } = this;
    // The engine ends the contact whatever the time is; should the queue allow more by now, it comes back soon.
    const until = last ? moment('hour')! : moment(this.when) ?? new Date(this.at!.value);
    this.busy = true;
    this.problem = undefined;
    try {
      await this.#note.keep(this.ticket, this.renderRoot);
      await postpone(this.assignment.work, { until: until.toISOString(), mine: this.mine, ...(this.mine && this.alone ? { alone: true } : {}), ...(this.notReached ? { notReached: true } : {}), ...(this.asked ? { reason: 'callback' } : {}) });
      this.renderRoot.querySelector('live-dialog')!.close();
      toast(last ? t('later.ended') : t('later.done', { time: dateTime(until) }), 'ok');
      await go('/inbox');
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

const tag = define('live-come-back', ComeBack);

export function comeBack(assignment: Assignment, ticket: Ticket | undefined): void {
  document.body.append(Object.assign(document.createElement(tag) as ComeBack, { assignment, ticket }));
}
