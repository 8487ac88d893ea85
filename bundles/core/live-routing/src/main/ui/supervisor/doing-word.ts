import { html, nothing, type TemplateResult } from 'lit';
import { translator } from '@live/ui';
import { doing, doingSince, type Member } from './staff.ts';

const t = translator('routing');

/** What somebody does, with the reason if there is one, and for how long. */
export function doingWord(member: Member): TemplateResult {
  const since = doingSince(member);
  return html`<span class="doing ${doing(member)}"><span class="dot" aria-hidden="true"></span><span class="cut">${word(member)}</span>${since ? html`<live-ticker .since=${since}></live-ticker>` : nothing}</span>`;
}

function word(member: Member): string {
  const state = doing(member);
  return state === 'NOT_READY' && member.reason ? reasonWord(member.reason) : t(`doing.${state}`);
}

/** What people call a reason; one that nobody translated goes by its own name. */
export function reasonWord(code: string): string {
  const said = t(`reason.${code}`);
  return said === `reason.${code}` ? code : said;
}
