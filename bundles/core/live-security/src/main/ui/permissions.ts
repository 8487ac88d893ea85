import { html, type TemplateResult } from 'lit';
import { translator } from '@live/ui';

const t = translator('security');

export interface Permission {
  readonly permission: string;
  readonly description: string;
}

/** The word for a permission in the agent's language, else the module's own description. */
export function words(permission: Permission): string {
  const key = `may.${permission.permission}`;
  const text = t(key);
  return text === key ? permission.description || permission.permission : text;
}

/** Checkboxes for permissions, those of one thing together. */
export function checks(all: readonly Permission[], chosen: readonly string[], change: (chosen: string[]) => void, locked = false): TemplateResult {
  const groups = new Map<string, Permission[]>();
  for (const each of all) {
    const noun = each.permission.split('.')[0]!;
    groups.set(noun, [...(groups.get(noun) ?? []), each]);
  }
  return html`<div class="permissions">${[...groups.values()].flat().map((each) => html`<label class="check"><input type="checkbox" ?disabled=${locked} .checked=${chosen.includes(each.permission)}
    @change=${(event: Event) => change((event.target as HTMLInputElement).checked ? [...chosen, each.permission] : chosen.filter((one) => one !== each.permission))}><span>${words(each)}<br><span class="meta code">${each.permission}</span></span></label>`)}</div>`;
}
