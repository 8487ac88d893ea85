import { css, html, nothing, property, query, state } from 'lit';
import { ArrowLeft, LogIn } from 'lucide';
import { api, base, define, endedFor, entitle, failedLine, icon, language, languages, LiveElement, me, problem, type Problem, showModal, signedOut, signIn, translator, useLanguage, Watching } from '@live/ui';
import './password-form.ts';

const t = translator('desktop');

/** How one can sign in here, as the server tells it. */
interface Ways {
  readonly trustBrowserDays: number;
}

/** Signing in; also over the page, when a session ends in the middle of work: what was typed stays behind it. */
export class SignIn extends LiveElement {
  /** Somebody is at work behind this. */
  @property({ type: Boolean }) again = false;
  @state() private busy = false;
  @state() private problem: Problem | undefined;
  /** What was right, while its second factor is asked for. */
  @state() private half: { readonly login: string; readonly password: string } | undefined;
  @state() private recovery = false;
  @state() private ways: Ways = { trustBrowserDays: 0 };
  @query('#code') private code!: HTMLInputElement | null;
  @query('#login') private login!: HTMLInputElement;
  @query('#password') private password!: HTMLInputElement;
  @query('dialog') private dialog!: HTMLDialogElement | null;

  static override styles = [base, css`
    :host { display: grid; place-items: center; min-height: 100%; padding: 24px 16px; }
    :host([again]) { display: contents; }
    .box { width: min(380px, 100%); }
    .brand { display: flex; align-items: center; gap: 10px; margin-bottom: 24px; font: 750 18px/1 var(--family); letter-spacing: .06em; }
    .brand img { width: 32px; height: 32px; }
    .card { padding: 24px; display: grid; gap: 16px; }
    dialog { width: min(380px, calc(100vw - 32px)); padding: 0; border: 0; background: none; color: var(--fg); } dialog .card { box-shadow: var(--shadow); }
    dialog::backdrop { background: var(--veil); }
    h1 { font: 650 20px/28px var(--family); }
    form { display: grid; gap: 16px; }
    input:not([type=checkbox]) { min-height: 40px !important; } button.primary { min-height: 40px; width: 100%; }
    .languages { display: flex; justify-content: center; gap: 16px; margin-top: 16px; }
    .other { display: flex; justify-content: space-between; gap: 16px; flex-wrap: wrap; }
    .languages button[aria-current] { color: var(--fg); font-weight: 600; }
  `];

  constructor() {
    super();
    new Watching(this, [me, signedOut, language]);
  }

  override firstUpdated(): void {
    // Without an answer one signs in all the same.
    void api.get<Ways>('/security/sign-in', { bare: true }).then((ways) => (this.ways = ways), () => undefined);
    if (!this.again) entitle(t('sign-in'));
    // Over whatever dialog the person has open: nothing else can be done before.
    if (this.dialog) showModal(this.dialog);
    (this.again ? this.password : this.login)?.focus();
  }

  override render(): unknown {
    if (me.value?.mustChangePassword && !signedOut.value) {
      return html`<main class="box">${this.brand()}<div class="card"><h1>${t('password.must')}</h1><p class="muted">${t('password.must.text')}</p>
        <live-password-form @changed=${() => location.assign('/')}></live-password-form></div></main>`;
    }
    if (this.again) return html`<dialog aria-label=${t('session.over')} @cancel=${(event: Event) => event.preventDefault()} @close=${this.stay}>${this.form()}</dialog>`;
    return html`<main class="box">${this.brand()}${this.form()}
      <div class="languages">${Object.entries(languages).map(([tag, name]) => html`<button class="link small" lang=${tag} aria-current=${language.value === tag ? 'true' : nothing} @click=${() => useLanguage(tag)}>${name}</button>`)}</div></main>`;
  }

  /** Browsers close a dialog at the second Escape, whoever objects. */
  private stay(): void {
    if (this.isConnected && this.dialog) showModal(this.dialog);
  }

  private form(): unknown {
    if (this.half) return this.second();
    return html`<div class="card"><h1>${t(this.again ? 'session.over' : 'sign-in.title')}</h1>
      ${this.why()}
      <form @submit=${this.submit}>
        <div class="field"><label for="login">${t('login')}</label><input id="login" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required
          .value=${me.value?.login ?? ''} ?readonly=${this.again && !!me.value}></div>
        <div class="field"><label for="password">${t('password')}</label><input id="password" type="password" name="password" autocomplete="current-password" required></div>
        ${failedLine(this.problem)}
        <button class="primary" ?disabled=${this.busy}>${icon(LogIn, 16)}${t(this.busy ? 'sign-in.busy' : 'sign-in')}</button>
      </form></div>`;
  }

  /** The other half: a code of the app, or one of those that were written down. */
  private second(): unknown {
    const days = this.ways.trustBrowserDays;
    return html`<div class="card"><h1>${t('code.title')}</h1><p class="muted">${t(this.recovery ? 'code.recovery.text' : 'code.text')}</p>
      <form @submit=${this.submit}>
        <div class="field"><label for="code">${t(this.recovery ? 'code.recovery' : 'code')}</label><input id="code" name="code" autocomplete="one-time-code" inputmode=${this.recovery ? 'text' : 'numeric'}
          autocapitalize="none" spellcheck="false" required maxlength="40" @input=${this.typed}></div>
        ${days > 0 ? html`<label class="check"><input id="trust" type="checkbox">${t('code.trust', { count: days })}</label>` : nothing}
        ${failedLine(this.problem)}
        <button class="primary" ?disabled=${this.busy}>${icon(LogIn, 16)}${t(this.busy ? 'sign-in.busy' : 'sign-in')}</button>
      </form>
      <div class="other"><button class="link" @click=${this.back}>${icon(ArrowLeft, 14)}${t('back')}</button><button class="link" @click=${this.change}>${t(this.recovery ? 'code.use.app' : 'code.use.recovery')}</button></div></div>`;
  }

  /** Six digits are all that there is to say. */
  private typed(): void {
    if (!this.busy && !this.recovery && /^\d{6}$/.test(this.code!.value.replace(/\s/g, ''))) this.code!.form!.requestSubmit();
  }

  private back(): void {
    this.half = undefined;
    this.problem = undefined;
    void this.updateComplete.then(() => this.password.focus());
  }

  private change(): void {
    this.recovery = !this.recovery;
    this.problem = undefined;
    this.code!.value = '';
    this.code!.focus();
  }

  /** Why the person has to sign in, where there is more to say than that. */
  private why(): unknown {
    const key = `session.over.${endedFor.value}`;
    const why = t(key);
    const known = why !== key;
    return known || this.again ? html`<p class="muted">${known ? why : t('session.over.text')}${this.again ? ` ${t('session.over.kept')}` : ''}</p>` : nothing;
  }

  private brand(): unknown {
    return html`<div class="brand"><img src="/icon.svg" alt="">LIVE</div>`;
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const proof = this.half ?? { login: this.login.value.trim(), password: this.password.value };
    const further = this.half ? { code: this.code!.value.trim(), trustBrowser: this.renderRoot.querySelector<HTMLInputElement>('#trust')?.checked ?? false } : {};
    this.busy = true;
    this.problem = undefined;
    try {
      await signIn(proof.login, proof.password, further);
      this.half = undefined;
      if (this.password) this.password.value = '';
    } catch (thrown) {
      const what = problem(thrown);
      const needed = what.code === 'security.code.needed';
      if (needed) this.half = proof;
      else this.problem = what;
      if (what.code === 'security.credentials.wrong') this.half = undefined;
      await this.updateComplete;
      if (this.half) this.code!.select();
      else this.password.select();
    } finally {
      this.busy = false;
    }
  }
}

define('live-sign-in', SignIn);
