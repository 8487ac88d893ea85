import { css, html, property, query } from 'lit';
import { define, LiveElement, theme, translator, Watching } from '@live/ui';
import { coloured, harmless, policy } from './html.ts';

const t = translator('desktop');

const STYLE = `
  html { overflow: hidden; }
  body { margin: 0; font: 14px/21px Inter, system-ui, sans-serif; overflow-wrap: anywhere; overflow-x: auto; }
  img { max-width: 100%; height: auto; }
  img:not([src]) { display: inline-block; min-width: 24px; min-height: 16px; outline: 1px dashed #8a94a3; outline-offset: -1px; }
  table { max-width: 100%; } pre { white-space: pre-wrap; }
  p { margin: 0 0 10px; } p:last-child { margin-bottom: 0; }
  blockquote { margin: 8px 0; padding-left: 12px; border-left: 2px solid currentColor; opacity: .8; }
  ul, ol { margin: 0 0 10px; padding-left: 24px; }
`;

/** Foreign HTML in a frame without scripts, as high as its content. */
export class MailFrame extends LiveElement {
  @property() content = '';
  @property({ type: Boolean }) images = false;
  @query('iframe') private frame!: HTMLIFrameElement;
  #observer: ResizeObserver | undefined;

  static override styles = [css`
    :host { display: block; }
    iframe { display: block; width: 100%; height: 24px; border: 0; }
    :host([paper]) { background: #fff; border-radius: 8px; padding: 12px; }
  `];

  constructor() {
    super();
    new Watching(this, [theme]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  override render(): unknown {
    return html`<iframe sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" title=${t('message.content')} referrerpolicy="no-referrer" @load=${this.measure}></iframe>`;
  }

  override updated(): void {
    const paper = coloured(this.content);
    this.toggleAttribute('paper', paper);
    const page = document.implementation.createHTMLDocument('');
    const meta = page.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    meta.content = policy(this.images);
    const own = getComputedStyle(this);
    const style = page.createElement('style');
    style.textContent = STYLE + (paper
      ? 'html { color-scheme: light; background: #fff; } body { color: #1b2430; } a { color: #1a4fb0; }'
      : `html { background: transparent; } body { color: ${own.getPropertyValue('--fg')}; } a { color: ${own.getPropertyValue('--accent-fg')}; }`);
    page.head.prepend(meta, style);
    page.body.append(page.importNode(harmless(this.content, this.images), true));
    const source = `<!doctype html><html lang="">${page.head.outerHTML}${page.body.outerHTML}</html>`;
    if (this.frame.srcdoc !== source) this.frame.srcdoc = source;
  }

  private measure(): void {
    const body = this.frame.contentDocument?.body;
    if (!body) return;
    const fit = (): void => {
      this.frame.style.height = `${Math.max(20, Math.ceil(body.scrollHeight))}px`;
    };
    this.#observer?.disconnect();
    this.#observer = new ResizeObserver(fit);
    this.#observer.observe(body);
    fit();
  }
}

define('live-mail-frame', MailFrame);
