import { Problem, problem, translator } from '@live/ui';

const t = translator('channels');

/** What went wrong, in the words of this module where it has any. */
export function trouble(thrown: unknown): Problem {
  const what = problem(thrown);
  const key = `trouble.${what.code}`;
  const text = t(key);
  return text === key ? what : new Problem(what.status, what.code, text, what.fields, what.trace, what.more);
}
