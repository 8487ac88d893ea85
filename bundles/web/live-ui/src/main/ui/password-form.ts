import { css, html, state } from 'lit';
import { api, base, define, failedLine, LiveElement, problem, Problem, translator } from '@live/ui';

const t = translator('desktop');

/** A new password for the person who is signed in. Tells `changed`. */
export class PasswordForm extends LiveElement {
  @state() private problem: Problem | undefined;
  @state() private busy = false;

  static override styles = [base, css`form { display: grid; gap: 16px; } button { justify-self: end; }`];

  override render(): unknown {
    const field = (name: string, complete: AutoFill): unknown => html`<div class="field"><label for=${name}>${t(`password.${name}`)}</label>
      <input id=${name} name=${name} type="password" autocomplete=${complete} required></div>`;
    return html`<form @submit=${this.submit}>${field('current', 'current-password')}${field('new', 'new-password')}${field('repeat', 'new-password')}
      ${failedLine(this.problem)}<button class="primary" ?disabled=${this.busy}>${t('password.change')}</button></form>`;
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
