import { html, type TemplateResult, nothing } from 'lit';
import { CircleAlert, type IconNode } from 'lucide';
import type { Problem } from './api.ts';
import { translator } from './i18n.ts';
import { icon } from './icon.ts';

const t = translator('desktop');

/** Nothing to show: what this place is for, and one thing to do. */
export function empty(node: IconNode, title: string, text = '', action?: TemplateResult): TemplateResult {
  return html`<div class="state">${icon(node, 28)}<h2>${title}</h2>${text ? html`<p>${text}</p>` : nothing}
    ${action ? html`<div class="actions">${action}</div>` : nothing}</div>`;
}

/** What failed, why, and a way to try again. */
export function failed(what: Problem, again?: () => void): TemplateResult {
  return html`<div class="state" role="alert">${icon(CircleAlert, 28)}<h2>${title(what)}</h2><p>${explain(what)}</p>
    ${what.trace ? html`<p class="meta">${t('problem.trace')} <span class="code">${what.trace}</span></p>` : nothing}
    ${again && what.status !== 403 ? html`<div class="actions"><button @click=${again}>${t('try-again')}</button></div>` : nothing}</div>`;
}

/** The same in one line, beside the form that failed. */
export function failedLine(what: Problem | undefined): TemplateResult | typeof nothing {
  return what ? html`<div class="banner bad" role="alert">${icon(CircleAlert, 16)}<span>${explain(what)}</span></div>` : nothing;
}

export function title(what: Problem): string {
  if (what.status === 403) return t('problem.403.title');
  if (what.status === 404) return t('problem.404.title');
  return what.status === 0 ? t('problem.away.title') : t('problem.title');
}

/** A problem in the agent's words where they are known, else in the server's. */
export function explain(what: Problem): string {
  for (const key of [`problem.${what.code}`, ...fieldCodes(what).map((code) => `problem.${code}`), `problem.http.${what.status}`]) {
    const text = t(key, { detail: what.detail });
    if (text !== key && !(what.detail && what.code !== '' && key.startsWith('problem.http') && what.status !== 403)) return text;
  }
  return what.detail || t('problem.unknown');
}

/** What is wrong with single fields, as codes. */
function fieldCodes(what: Problem): readonly string[] {
  const fields = what.more['fields'];
  return Array.isArray(fields) ? fields.map((field: { code?: unknown }) => String(field.code)) : [];
}

export function skeleton(): TemplateResult {
  return html`<div class="stack skeletons" role="status" aria-busy="true" aria-label=${t('loading')}>
    ${[92, 78, 85, 64, 88, 71].map((width) => html`<div class="skeleton" .style=${`margin:10px 16px;height:14px;width:calc(${width}% - 32px)`}></div>`)}</div>`;
}

/** Marks what was searched for; the text itself is never read as HTML. */
export function marked(text: string, query: string): unknown {
  const terms = query.trim().split(/\s+/).filter((term) => term.length > 1).map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (!terms.length) return text;
  return text.split(new RegExp(`(${terms.join('|')})`, 'giu')).map((part, index) => (index % 2 ? html`<mark>${part}</mark>` : part));
}
