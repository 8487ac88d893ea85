import { translator } from '@live/ui';

const t = translator('routing');

/** What a strategy is called; a partner's own goes by its name. */
export function strategyName(id: string): string {
  const name = t(`strategy.${id}`);
  return name === `strategy.${id}` ? id : name;
}
