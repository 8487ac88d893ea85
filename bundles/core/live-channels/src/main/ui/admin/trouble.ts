import { translator } from '@live/ui';

const t = translator('channels');

/** What is wrong, in the administrator's language where the code is known, else as the channel says it. */
export function trouble(code: string, reason: string): string {
  const key = `trouble.${code}`;
  const text = t(key, { reason });
  return text === key ? reason : text;
}

/** A step of a test of a connection, which the channel names by protocol and deed: `IMAP sign-in`. */
export function step(name: string): string {
  const [protocol = '', ...deed] = name.split(' ');
  const key = `step.${deed.join(' ')}`;
  const text = t(key, { protocol });
  return text === key ? name : text;
}
