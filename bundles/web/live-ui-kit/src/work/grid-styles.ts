import { css } from 'lit';

/** Vaadin's grid in the desktop's look. */
export const gridStyles = css`
  vaadin-grid {
    height: 100%; border: 0; background: var(--surface); color: var(--fg); font: 400 13px/18px var(--family);
    --vaadin-grid-background: var(--surface); --vaadin-grid-border-width: 0; --vaadin-grid-border-color: var(--line); --vaadin-grid-cell-padding: 0;
    --vaadin-grid-cell-border-color: var(--line); --vaadin-grid-row-border-width: 1px; --vaadin-grid-column-border-width: 0;
    --vaadin-background-color: var(--surface); --vaadin-text-color: var(--fg); --vaadin-text-color-secondary: var(--muted); --vaadin-border-color: var(--line); --vaadin-border-color-secondary: var(--line);
    --vaadin-focus-ring-color: var(--accent); --vaadin-focus-ring-width: 2px; --vaadin-grid-row-odd-background-color: transparent;
  }
  vaadin-grid::part(cell) { min-height: var(--row); padding: 0 8px; cursor: default; background-color: transparent; }
  vaadin-grid::part(header-cell) { min-height: 36px; background: var(--surface); }
  vaadin-grid::part(first-column-cell) { padding-inline-start: 16px; }
  vaadin-grid::part(last-column-cell) { padding-inline-end: 16px; }
  vaadin-grid::part(body-cell) { cursor: pointer; }
  vaadin-grid::part(row):hover { background: var(--hover); }
  vaadin-grid-cell-content { padding: 0 !important; display: flex; align-items: center; min-height: var(--row); overflow: hidden; }
  vaadin-grid-cell-content > * { min-width: 0; }
  vaadin-grid a.number { font-weight: 550; }
  vaadin-grid .subject { display: flex; gap: 10px; align-items: baseline; min-width: 0; } vaadin-grid .subject > .cut:first-child { flex: 0 1 auto; }
  vaadin-grid .match { color: var(--muted); flex: 1 1 0; }
  vaadin-grid .right { margin-inline-start: auto; color: var(--muted); }
  vaadin-grid-cell-content:has(> .sorter[data-end]) { justify-content: flex-end; }
  vaadin-grid .heading, vaadin-grid .sorter > .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
  vaadin-grid .heading, vaadin-grid .sorter { font-weight: 550; font-size: 12px; color: var(--muted); }
  vaadin-grid .sorter { border: 0; background: none; padding: 0; min-height: 28px; gap: 4px; } vaadin-grid .sorter:hover { color: var(--fg); }
  @media (pointer: coarse) { vaadin-grid::part(cell) { min-height: 44px; } }
`;
