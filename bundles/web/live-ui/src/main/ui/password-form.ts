import { css, html, nothing, state } from 'lit';
import { api, base, define, failedLine, LiveElement, problem, Problem, translator } from '@live/ui';

const t = translator('desktop');
const SHORTEST = 12;

/** A new password for the person who is signed in. Tells `changed`. */
export class PasswordForm extends LiveElement {
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  @state() private shown = false;
  @state() private typed = 0;

  static override styles = [base, css`form { display: grid; gap: 16px; } button { justify-self: end; }`];

  override render(): unknown {
    const field = (name: string, complete: AutoFill): unknown => html`<div class="field"><label for=${name}>${t(`password.${name}`)}</label>
      <input id=${name} name=${name} type=${this.shown ? 'text' : 'password'} autocomplete=${complete} autocapitalize="none" spellcheck="false" required aria-describedby=${name === 'new' ? 'rule' : nothing}
        @input=${(event: Event) => name === 'new' && (this.typed = (event.target as HTMLInputElement).value.length)}>
      ${name === 'new' ? html`<span class="hint" id="rule" aria-live="polite">${this.rule()}</span>` : nothing}</div>`;
    return html`<form @submit=${this.submit}>${field('current', 'current-password')}${field('new', 'new-password')}${field('repeat', 'new-password')}
      <label class="check"><input type="checkbox" .checked=${this.shown} @change=${(event: Event) => (this.shown = (event.target as HTMLInputElement).checked)}>${t('password.show')}</label>
      ${failedLine(this.problem)}<button class="primary" ?disabled=${this.busy}>${t('password.change')}</button></form>`;
  }

  /** How good it is, the server says. */
  private rule(): string {
    if (!this.typed) return t('password.rule');
    return this.typed < SHORTEST ? t('password.short', { count: SHORTEST - this.typed }) : t('password.long.enough');
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    if (form.get('new') !== form.get('repeat')) {
      this.problem = new Problem(400, 'desktop.password.differs', t('password.differs'));
      return;
    }
    this.busy = true;
    try {
      await api.put('/security/me/password', { current: form.get('current'), new: form.get('new') });
      this.tell('changed');
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

define('live-password-form', PasswordForm);
