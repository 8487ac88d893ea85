import { css, html, nothing, property, query, state, svg } from 'lit';
import { Copy, Download } from 'lucide';
import qrcode from 'qrcode-generator';
import { api, base, define, type Dialog, failedLine, icon, LiveElement, me, problem, type Problem, toast, translator } from '@live/ui';

const t = translator('security');

interface Proposal {
  readonly secret: string;
  readonly address: string;
}

/** Sets up a second factor, or makes new recovery codes. Tells `done` when something was set up, and `closed`. */
export class Setup extends LiveElement {
  /** Only new recovery codes are wanted. */
  @property({ type: Boolean }) renew = false;
  @state() private proposal: Proposal | undefined;
  @state() private codes: readonly string[] | undefined;
  @state() private kept = false;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  @query('live-dialog') private dialog!: Dialog;

  static override styles = [base, css`
    form, .step { display: grid; gap: 16px; }
    .scan { display: grid; grid-template-columns: auto 1fr; gap: 20px; align-items: center; }
    .qr { width: 176px; padding: 8px; border-radius: 8px; background: #fff; border: 1px solid var(--line); } .qr svg { width: 100%; height: auto; }
    code { overflow-wrap: anywhere; user-select: all; }
    .codes { display: grid; grid-template-columns: repeat(2, 1fr); gap: 8px 24px; padding: 16px; border-radius: 8px; background: var(--sunken); }
    .codes code { font-size: 15px; }
    .line { display: flex; gap: 8px; flex-wrap: wrap; }
    #code { max-width: 200px; font-size: 18px; letter-spacing: .15em; }
    @media (max-width: 480px) { .scan { grid-template-columns: 1fr; justify-items: center; } .codes { grid-template-columns: 1fr; } }
  `];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.renew) void this.attempt(async () => this.show(await api.post<{ items: readonly string[] }>('/security/me/second-factor/recovery-codes')));
  }

  override render(): unknown {
    return html`<live-dialog size="medium" heading=${t(this.codes ? 'recovery' : 'factor.set-up')} @closed=${() => this.tell('closed')}>
      ${this.codes ? this.third(this.codes) : this.renew ? failedLine(this.problem) : this.proposal ? this.second(this.proposal) : this.first()}
      ${this.renew && !this.codes ? nothing : html`<button slot="actions" class="primary" ?disabled=${this.busy || (!!this.codes && !this.kept)} @click=${this.next}>${t(this.codes ? 'done' : 'continue')}</button>`}</live-dialog>`;
  }

  private first(): unknown {
    return html`<form @submit=${this.propose}><p>${t('setup.password')}</p><input name="username" autocomplete="username" hidden .value=${me.value?.login ?? ''}>
      <div class="field"><label for="password">${t('password')}</label><input id="password" name="password" type="password" autocomplete="current-password" required autofocus></div>${failedLine(this.problem)}<button hidden></button></form>`;
  }

  private second(proposal: Proposal): unknown {
    return html`<form @submit=${this.confirm}><div class="scan"><div class="qr" role="img" aria-label=${t('setup.qr')}>${drawn(proposal.address)}</div>
      <div class="step"><p>${t('setup.scan')}</p><p class="meta">${t('setup.type')}</p><code>${proposal.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></div></div>
      <div class="field"><label for="code">${t('setup.code')}</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,9}" maxlength="9" required></div>${failedLine(this.problem)}<button hidden></button></form>`;
  }

  private third(codes: readonly string[]): unknown {
    return html`<div class="step"><p>${t('recovery.text')}</p><div class="codes">${codes.map((code) => html`<code>${code}</code>`)}</div>
      <div class="line"><button @click=${this.copy}>${icon(Copy, 16)}${t('copy')}</button><a class="button" href=${`data:text/plain;charset=utf-8,${encodeURIComponent(codes.join('\n') + '\n')}`} download="recovery-codes.txt">${icon(Download, 16)}${t('recovery.download')}</a></div>
      <label class="check"><input type="checkbox" .checked=${this.kept} @change=${(event: Event) => (this.kept = (event.target as HTMLInputElement).checked)}>${t('recovery.kept')}</label></div>`;
  }

  private next = (): void => {
    if (this.codes) this.dialog.close();
    else this.renderRoot.querySelector('form')!.requestSubmit();
  };

  private propose = (event: SubmitEvent): void => {
    event.preventDefault();
    const password = new FormData(event.target as HTMLFormElement).get('password');
    void this.attempt(async () => {
      this.proposal = await api.post<Proposal>('/security/me/second-factor', { password });
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('#code')?.focus();
    });
  };

  private confirm = (event: SubmitEvent): void => {
    event.preventDefault();
    const code = new FormData(event.target as HTMLFormElement).get('code');
    void this.attempt(async () => this.show(await api.put<{ items: readonly string[] }>('/security/me/second-factor', { code })));
  };

  private show(codes: { readonly items: readonly string[] }): void {
    this.codes = codes.items;
    this.tell('done');
  }

  private async attempt(run: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await run();
    } catch (thrown) {
      this.problem = problem(thrown);
    } finally {
      this.busy = false;
    }
  }

  private copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(this.codes!.join('\n'));
    toast(t('copied'), 'ok');
  };
}

/** A QR code of a text; dark on light in every theme, or no phone reads it. */
function drawn(text: string): unknown {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const all = Array.from({ length: size }, (_, index) => index);
  const path = all.flatMap((y) => all.filter((x) => code.isDark(y, x)).map((x) => `M${x} ${y}h1v1h-1z`)).join('');
  return html`<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">${svg`<path fill="#000" d=${path}></path>`}</svg>`;
}

define('live-second-factor-setup', Setup);
