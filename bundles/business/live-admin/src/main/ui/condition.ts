import { translator } from '@live/ui';

const t = translator('admin');

/** What a part says about itself. */
export interface Condition {
  readonly state: string;
  readonly code?: string;
  readonly message?: string;
}

export function toneOf(state: string): 'ok' | 'warn' | 'bad' {
  return /^(OK|UP)$/i.test(state) ? 'ok' : /WARN|DEGRADED|TEMPORARILY|UNKNOWN/i.test(state) ? 'warn' : 'bad';
}

/** In the administrator's language where the code is known, with what the part's own words name after their colon. */
export function says({ code = '', message = '' }: Condition): string {
  const key = `says.${code}`;
  const text = t(key, { detail: message.split(': ').slice(1).join(': ').replace(/: [a-z]+(\.[a-z-]+)+/g, ''), number: /\d+/.exec(message)?.[0] ?? '' });
  return text === key ? message : text;
}

/** What people call a part that is looked after; a stranger's keeps its own name. */
export function calledPart(name: string): string {
  const key = `part.${name}`;
  const text = t(key);
  return text === key ? name : text;
}
