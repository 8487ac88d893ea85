import { css, html } from 'lit';
import { base, commands, define, LiveElement, printedKeys, translator } from '@live/ui';

const t = translator('desktop');

/** All keys, as they are registered at this moment. */
export class Sheet extends LiveElement {
  static override styles = [base, css`
    .groups { columns: 2 320px; column-gap: 32px; }
    section { break-inside: avoid; margin-bottom: 20px; }
    h3 { font-size: 12px; color: var(--muted); margin-bottom: 4px; }
    li { display: flex; align-items: center; gap: 12px; min-height: 30px; border-bottom: 1px solid var(--line); }
    li:last-child { border: 0; }
    .keys { display: flex; gap: 4px; }
  `];

  override render(): unknown {
    const groups = new Map<string, { title: string; keys: string }[]>();
    for (const command of commands.all()) {
      const keys = commands.keys(command);
      if (!keys) continue;
      const list = groups.get(command.group()) ?? [];
      if (!list.some((each) => each.keys === keys && each.title === command.title())) list.push({ title: command.title(), keys });
      groups.set(command.group(), list);
    }
    return html`<live-dialog size="large" heading=${t('keys')} @closed=${() => this.remove()}><div class="groups">
      ${[...groups].map(([title, list]) => html`<section><h3>${title}</h3><ul>${list.map((each) => html`<li><span class="grow">${each.title}</span>
        <span class="keys">${printedKeys(each.keys).map((key) => html`<kbd>${key}</kbd>`)}</span></li>`)}</ul></section>`)}</div></live-dialog>`;
  }
}

const tag = define('live-keys', Sheet);

export function open(): void {
  if (!document.querySelector(tag)) document.body.append(document.createElement(tag));
}
