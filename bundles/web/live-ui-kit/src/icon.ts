import { html, type TemplateResult } from 'lit';
import type { IconNode } from 'lucide';

export type { IconNode };

const drawn = new WeakMap<IconNode, Map<number, TemplateResult>>();

/** A line icon. It says nothing to a screen reader: the control around it has the words. */
export function icon(node: IconNode, size = 20): TemplateResult {
  let sizes = drawn.get(node);
  if (!sizes) drawn.set(node, (sizes = new Map()));
  let result = sizes.get(size);
  if (!result) sizes.set(size, (result = template(node, size)));
  return result;
}

/** The shapes are constants of the icon library, so they may be the template itself. */
function template(node: IconNode, size: number): TemplateResult {
  const shapes = node.map(([tag, attributes]) => `<${tag} ${Object.entries(attributes ?? {}).map(([name, value]) => `${name}="${value}"`).join(' ')}/>`).join('');
  const text = [`<svg width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes}</svg>`];
  return html(Object.assign(text, { raw: text }));
}
