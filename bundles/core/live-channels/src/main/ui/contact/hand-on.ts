import { css, html, nothing, property, query, state } from 'lit';
import { type Assignment, base, define, failedLine, go, LiveElement, type Problem, problem, type Role, type Ticket, toast, translator, uuid } from '@live/ui';
import { type Choice, type Choices, invite, transfer } from '@live/work';
import { KeptNote } from './kept-note.ts';
import { targets, whom } from './targets.ts';

const t = translator('channels');
const ROLES = ['CONSULT', 'CONFERENCE'] as const;

/** Gives a contact away, or asks somebody in, with a note for whoever it will be. */
export class HandOn extends LiveElement {
  @property({ attribute: false }) assignment!: Assignment;
  @property({ attribute: false }) ticket: Ticket | undefined;
  /** Somebody is asked in; the contact stays here. */
  @property({ type: Boolean }) inviting = false;
  @state() private joining: Role = 'CONSULT';
  @state() private busy = false;
  @state() private problem: Problem | undefined;
  @state() private chosen: Choice | undefined;
  @query('live-choices') private choices!: Choices;
  readonly #invitation = uuid();
  readonly #note = new KeptNote();

  static override styles = [base, css`
    .all { display: grid; gap: 16px; } live-choices { --list-height: min(260px, 34dvh); }
    fieldset { display: grid; gap: 6px; } .hint { color: var(--muted); font-size: 12px; line-height: 16px; } label.check .texts { display: grid; }
  `];

  override render(): unknown {
    const act = t(this.inviting ? 'invite' : 'transfer');
    return html`<live-dialog size="small" heading=${t(this.inviting ? 'invite.title' : 'transfer.title')} @closed=${() => this.remove()} @keydown=${this.keyed}>
      <div class="all">
        <live-choices marking .heading=${t(this.inviting ? 'invite.title' : 'transfer.title')} .find=${(text: string, signal: AbortSignal) => targets(this.assignment, text, signal)}
          @pointed=${(event: CustomEvent<Choice>) => (this.chosen = event.detail)} @chosen=${() => this.act()}></live-choices>
        ${this.inviting ? html`<fieldset><legend>${t('invite.role')}</legend>${ROLES.map((role) => html`<label class="check"><input type="radio" name="role" .checked=${this.joining === role} @change=${() => (this.joining = role)}><span class="texts">${t(`role.${role}.as`)}<span class="hint">${t(`role.${role}.text`)}</span></span></label>`)}</fieldset>` : nothing}
        ${this.#note.field(this.ticket)}${failedLine(this.problem)}</div>
      <button slot="actions" class="primary" ?disabled=${this.busy || !this.chosen} title="Ctrl+Enter" @click=${this.act}>${act}</button></live-dialog>`;
  }

  private keyed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    void this.act();
  }

  private readonly act = async (): Promise<void> => {
    const choice = this.choices.pointed;
    if (!choice || this.busy) return;
    this.busy = true;
    this.problem = undefined;
    try {
      // Before the contact goes: whoever gets it shall find the note there.
      await this.#note.keep(this.ticket, this.renderRoot);
      if (this.inviting) await invite(this.assignment.work, this.#invitation, this.joining, whom(choice));
      else await transfer(this.assignment.work, whom(choice));
      this.renderRoot.querySelector('live-dialog')!.close();
      if (this.inviting) toast(t(`invite.done.${this.joining}`, { name: choice.title }), 'ok');
      else await go('/inbox');
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  };
}

const tag = define('live-hand-on', HandOn);

export function handOn(assignment: Assignment, ticket: Ticket | undefined, inviting = false): void {
  document.body.append(Object.assign(document.createElement(tag) as HandOn, { assignment, ticket, inviting }));
}
