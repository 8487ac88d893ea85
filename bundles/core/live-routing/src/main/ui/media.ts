import { translator } from '@live/ui';

const t = translator('routing');
/** Stands for every medium that has no line of its own. */
export const OTHERS = '*';

/** What people call a medium; one that nobody translated goes by its own name. */
export function mediumName(medium: string): string {
  const key = `medium.${medium === OTHERS ? 'others' : medium}`;
  const name = t(key);
  return name === key ? medium : name;
}
