import { css, html, nothing, property, query, state } from 'lit';
import { base, dark, darkness, define, LiveElement, translator, Watching } from '@live/ui';
import { coloured, harmless, policy } from './html.ts';

const t = translator('desktop');

const STYLE = `
  html { overflow: hidden; }
  body { margin: 0; font: 14px/21px Inter, system-ui, sans-serif; overflow-wrap: anywhere; overflow-x: auto; }
  img { max-width: 100%; height: auto; }
  img:not([src]) { display: inline-block; min-width: 24px; min-height: 16px; outline: 1px dashed #8a94a3; outline-offset: -1px; }
  table { max-width: 100%; } pre { white-space: pre-wrap; }
  p { margin: 0 0 10px; } p:last-child { margin-bottom: 0; }
  blockquote { margin: 8px 0; padding-inline-start: 12px; border-inline-start: 2px solid currentColor; opacity: .8; }
  ul, ol { margin: 0 0 10px; padding-inline-start: 24px; }
`;

/** A mail with colours of its own is turned for dark surroundings: light and dark change places, hues and pictures stay. */
const TURNED = `
  html { color-scheme: light; background: #fff; filter: invert(.9) hue-rotate(180deg); } body { color: #1b2430; } a { color: #1a4fb0; }
  img, video, picture, svg, [style*="url("] { filter: invert(1) hue-rotate(180deg); }
`;
const PAPER = 'html { color-scheme: light; background: #fff; } body { color: #1b2430; } a { color: #1a4fb0; }';

/** The page's own type, so that mails do not look foreign where they brought none. */
function fonts(): string {
  return [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule)
    .map((rule) => rule.cssText.replace(/url\("(?!https?:)([^"]+)"\)/g, (_, path: string) => `url("${new URL(path, rule.parentStyleSheet?.href ?? document.baseURI).href}")`)).join('');
}

/** A mail that is as high as its frame and a little more would grow for ever. */
const GROWS_AT_MOST = 6;
const HIGHEST_PX = 30_000;

/** Foreign HTML in a frame without scripts, as high as its content. */
export class MailFrame extends LiveElement {
  @property() content = '';
  @property({ type: Boolean }) images = false;
  /** The reader wants to see the sender's own colours on dark surroundings. */
  @state() private original = false;
  @query('iframe') private frame!: HTMLIFrameElement;
  #observer: ResizeObserver | undefined;

  static override styles = [base, css`
    :host { display: block; }
    iframe { display: block; width: 100%; height: 24px; border: 0; }
    :host([turned]) iframe { mix-blend-mode: lighten; }
    :host([paper]) .sheet { background: #fff; border-radius: 8px; padding: 12px; filter: brightness(.94); }
    button { margin-top: 4px; font-size: 12px; }
  `];

  constructor() {
    super();
    new Watching(this, [darkness]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  override render(): unknown {
    return html`<div class="sheet"><iframe sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" title=${t('message.content')} referrerpolicy="no-referrer" @load=${this.measure}></iframe></div>${coloured(this.content) && dark() ? html`<button class="link small" @click=${() => (this.original = !this.original)}>${t(this.original ? 'colours.adapted' : 'colours.original')}</button>` : nothing}`;
  }

  override updated(): void {
    const paper = coloured(this.content);
    const turned = paper && dark() && !this.original;
    this.toggleAttribute('paper', paper && dark() && this.original);
    this.toggleAttribute('turned', turned);
    const page = document.implementation.createHTMLDocument('');
    const meta = page.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    meta.content = policy(this.images);
    const own = getComputedStyle(this);
    const style = page.createElement('style');
    style.textContent = fonts() + STYLE + (turned ? TURNED : paper ? PAPER
      // A frame of another scheme than its page is painted white by browsers.
      : `html { color-scheme: ${dark() ? 'dark' : 'light'}; background: transparent; } body { color: ${own.getPropertyValue('--fg')}; } a { color: ${own.getPropertyValue('--accent-fg')}; }`);
    page.head.prepend(meta, style);
    page.body.append(page.importNode(harmless(this.content, this.images), true));
    const source = `<!doctype html><html lang="">${page.head.outerHTML}${page.body.outerHTML}</html>`;
    if (this.frame.srcdoc !== source) this.frame.srcdoc = source;
  }

  private measure(): void {
    const body = this.frame.contentDocument?.body;
    if (!body) return;
    let width = 0;
    let grown = 0;
    const fit = (): void => {
      const height = Math.min(HIGHEST_PX, Math.max(20, Math.ceil(body.scrollHeight)));
      if (this.frame.clientWidth !== width) grown = 0;
      width = this.frame.clientWidth;
      if (height > this.frame.offsetHeight && grown++ >= GROWS_AT_MOST) return;
      this.frame.style.height = `${height}px`;
      body.ownerDocument.documentElement.style.overflow = body.scrollHeight > height ? 'auto' : '';
    };
    // Pictures that arrive make it higher for a good reason.
    body.addEventListener('load', () => (grown = 0), true);
    this.#observer?.disconnect();
    this.#observer = new ResizeObserver(fit);
    this.#observer.observe(body);
    fit();
  }
}

define('live-mail-frame', MailFrame);
