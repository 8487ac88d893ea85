import { css, html, query, state } from 'lit';
import { api, base, define, type Dialog, failedLine, LiveElement, me, problem, type Problem, translator } from '@live/ui';

const t = translator('desktop');

/** Asks for the password once more. Tells `answered`, with whether it was right. */
export class Confirm extends LiveElement {
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  @query('live-dialog') private dialog!: Dialog;
  #right = false;

  static override styles = [base, css`form { display: grid; gap: 16px; margin-top: 12px; }`];

  override render(): unknown {
    return html`<live-dialog size="small" heading=${t('confirm')} @closed=${() => this.tell('answered', this.#right)}><p>${t('confirm.text')}</p><form @submit=${this.submit}>
      <input name="username" autocomplete="username" hidden .value=${me.value?.login ?? ''}>
      <div class="field"><label for="password">${t('password')}</label><input id="password" name="password" type="password" autocomplete="current-password" required autofocus></div>
      ${failedLine(this.problem)}<button hidden></button></form>
      <button slot="actions" class="primary" ?disabled=${this.busy} @click=${() => this.renderRoot.querySelector('form')!.requestSubmit()}>${t('confirm.go')}</button></live-dialog>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const password = new FormData(event.target as HTMLFormElement).get('password');
    this.busy = true;
    this.problem = undefined;
    try {
      await api.post('/security/me/confirmation', { password });
      this.#right = true;
      this.dialog.close();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }
}

const tag = define('live-confirm', Confirm);

/** Answers whether the person has shown once more who they are. */
export function confirm(): Promise<boolean> {
  return new Promise((resolve) => {
    const element = document.createElement(tag);
    element.addEventListener('answered', (event) => {
      element.remove();
      resolve((event as CustomEvent<boolean>).detail);
    });
    document.body.append(element);
  });
}
