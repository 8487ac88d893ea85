import { css, html, nothing, property, query, state } from 'lit';
import { type Assignment, base, dateTime, define, failedLine, go, LiveElement, now, type Problem, type Ticket, toast, translator } from '@live/ui';
import { postpone } from '@live/work';
import { KeptNote } from './kept-note.ts';
import { trouble } from './trouble.ts';
import { localTime, moment, MOMENTS, type Moment } from './moments.ts';

const t = translator('channels');

/** Puts a contact aside until a time: it keeps its place, and then is offered again. */
export class ComeBack extends LiveElement {
  @property({ attribute: false }) assignment!: Assignment;
  @property({ attribute: false }) ticket: Ticket | undefined;
  @state() private when: Moment = 'hour';
  @state() private mine = true;
  @state() private notReached = false;
  @state() private busy = false;
  @state() private problem: Problem | undefined;
  @query('#at') private at: HTMLInputElement | null | undefined;
  readonly #note = new KeptNote();

  static override styles = [base, css`
    form { display: grid; gap: 16px; } fieldset { display: grid; gap: 4px; } .time { color: var(--muted); } #at { width: auto; margin: 4px 0 0 24px; justify-self: start; }
  `];

  override render(): unknown {
    return html`<live-dialog size="small" heading=${t('later.title')} @closed=${() => this.remove()}>
      <form id="later" @submit=${(event: Event) => { event.preventDefault(); void this.act(); }}>
        <fieldset><legend>${t('later.when')}</legend>${MOMENTS.map((each, index) => html`<label class="check"><input type="radio" name="when" ?autofocus=${index === 0} .checked=${this.when === each} @change=${() => (this.when = each)}>
          <span>${t(`later.${each}`)}${each === 'at' ? nothing : html` <span class="time number">${dateTime(moment(each)!)}</span>`}</span></label>`)}
          ${this.when === 'at' ? html`<input id="at" type="datetime-local" required aria-label=${t('later.at.label')} .min=${localTime(new Date(now()))} .value=${localTime(moment('tomorrow')!)}>` : nothing}</fieldset>
        <fieldset><legend>${t('later.whose')}</legend>${[true, false].map((mine) => html`<label class="check"><input type="radio" name="whose" .checked=${this.mine === mine} @change=${() => (this.mine = mine)}><span>${t(mine ? 'later.mine' : 'later.anybody')}</span></label>`)}</fieldset>
        <label class="check"><input type="checkbox" .checked=${this.notReached} @change=${() => (this.notReached = !this.notReached)}><span>${t('later.not-reached')}</span></label>
        ${this.#note.field(this.ticket)}${failedLine(this.problem)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector<HTMLFormElement>('#later')!.requestSubmit()}>${t('later.do')}</button></live-dialog>`;
  }

  private async act(): Promise<void> {
    const until = moment(this.when) ?? new Date(this.at!.value);
    this.busy = true;
    this.problem = undefined;
    try {
      await this.#note.keep(this.ticket, this.renderRoot);
      await postpone(this.assignment.work, { until: until.toISOString(), mine: this.mine, ...(this.notReached ? { notReached: true } : {}) });
      this.renderRoot.querySelector('live-dialog')!.close();
      toast(t('later.done', { time: dateTime(until) }), 'ok');
      await go('/inbox');
    } catch (thrown) {
      this.problem = trouble(thrown);
    } finally {
      this.busy = false;
    }
  }
}

const tag = define('live-come-back', ComeBack);

export function comeBack(assignment: Assignment, ticket: Ticket | undefined): void {
  document.body.append(Object.assign(document.createElement(tag) as ComeBack, { assignment, ticket }));
}
