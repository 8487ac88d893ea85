import { css } from 'lit';

/** What boards and panels have in common: states of people, and waits against their target. */
export const looks = css`
  .wait { display: inline-flex; align-items: center; gap: 4px; font-variant-numeric: tabular-nums; }
  .wait.over { color: var(--bad-fg); font-weight: 600; } .wait.near { color: var(--warn-fg); font-weight: 600; }
  .doing { display: flex; align-items: center; gap: 8px; min-width: 0; }
  .doing .dot { width: 10px; height: 10px; border-radius: 50%; flex: none; background: var(--control); }
  .doing.READY .dot { background: var(--ok); } .doing.BUSY .dot, .doing.OFFERED .dot { background: var(--accent); border-radius: 3px; } .doing.OFFERED .dot { background: none; border: 2px solid var(--accent); }
  .doing.WRAPPING .dot { background: var(--warn); transform: rotate(45deg); border-radius: 2px; } .doing.NOT_READY .dot { background: var(--warn); border-radius: 3px; }
  .doing.UNREACHABLE .dot, .doing.SIGNED_OUT .dot { background: none; border: 2px solid var(--control); }
  .doing live-ticker { color: var(--muted); font-variant-numeric: tabular-nums; }
`;
