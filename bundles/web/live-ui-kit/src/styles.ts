import { css } from 'lit';

/** What every element of the desktop looks like; tokens come from the page. */
export const base = css`
  *, *::before, *::after { box-sizing: border-box; }
  :host { color: var(--fg); font: var(--text); }
  :host([hidden]), [hidden] { display: none !important; }
  h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; }
  ul, ol { list-style: none; }
  h1 { font: var(--title); }
  h2 { font: var(--heading); }
  h3, h4 { font: var(--strong); }
  a { color: var(--accent-fg); text-decoration: none; border-radius: 4px; }
  a:hover { text-decoration: underline; }
  svg { display: block; flex: none; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  :focus:not(:focus-visible) { outline: none; }

  button, input, select, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
  button, .button {
    display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 32px; padding: 0 12px;
    border: 1px solid var(--edge); border-radius: 8px; background: var(--surface); color: var(--fg);
    font-weight: 550; white-space: nowrap; cursor: pointer; text-decoration: none; user-select: none;
    transition: background-color .12s, border-color .12s;
  }
  button:hover, .button:hover { background: var(--hover); text-decoration: none; }
  button:active { background: var(--press); }
  button.primary, .button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
  button.primary:hover, .button.primary:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
  button.danger { color: var(--bad-fg); }
  button.primary.danger { background: var(--bad); border-color: var(--bad); color: var(--on-bad); }
  button.quiet, .button.quiet { border-color: transparent; background: transparent; }
  button.quiet:hover, .button.quiet:hover { background: var(--hover); }
  button.quiet[aria-pressed=true], button.quiet[aria-expanded=true] { background: var(--accent-soft); color: var(--accent-fg); }
  button.icon, .button.icon { width: 32px; padding: 0; color: var(--muted); }
  button.icon:hover, .button.icon:hover { color: var(--fg); }
  button.small { min-height: 28px; padding: 0 10px; font-size: 13px; }
  button.icon.small { width: 28px; padding: 0; }
  button.link { min-height: 24px; padding: 0; border: 0; background: none; color: var(--accent-fg); font-weight: 500; }
  button.link:hover { text-decoration: underline; background: none; }
  button:disabled, button[aria-disabled=true] { opacity: .55; cursor: default; }
  button[busy] { cursor: progress; }

  input:not([type=checkbox], [type=radio], [type=file]), select, textarea {
    width: 100%; min-height: 32px; padding: 5px 10px; border: 1px solid var(--control); border-radius: 8px;
    background: var(--field); color: var(--fg); transition: border-color .12s;
  }
  textarea { min-height: 72px; resize: vertical; line-height: 20px; }
  select {
    appearance: none; padding-inline-end: 30px; cursor: pointer; text-overflow: ellipsis;
    background-image: url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='16' height='16' fill='none' stroke='%238a94a3' stroke-width='1.75' stroke-linecap='round'%3E%3Cpath d='m4 6 4 4 4-4'/%3E%3C/svg%3E");
    background-position: right 8px center; background-repeat: no-repeat;
  }
  select:dir(rtl) { background-position-x: 8px;
  }
  ::placeholder { color: var(--muted); opacity: 1; }
  input:hover, select:hover, textarea:hover { border-color: var(--muted); }
  input:focus-visible, select:focus-visible, textarea:focus-visible { outline-offset: -1px; border-color: var(--accent); }
  [aria-invalid=true] { border-color: var(--bad) !important; }
  input[type=checkbox], input[type=radio] { width: 16px; height: 16px; margin: 0; accent-color: var(--accent); flex: none; }
  label.check { display: flex; align-items: flex-start; gap: 8px; min-height: 24px; padding-block: 2px; cursor: pointer; }
  label.check input { margin-top: 2px; }
  .field { display: grid; gap: 4px; min-width: 0; align-content: start; }
  legend { padding: 0; }
  .field > label, .field > .label, legend { font-weight: 550; font-size: 13px; }
  .field > .hint { color: var(--muted); font-size: 12px; line-height: 16px; }
  .field > .error, .error-text { color: var(--bad-fg); font-size: 12px; line-height: 16px; }
  .fields { display: grid; gap: 16px; }
  .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 16px; }

  .chip {
    display: inline-flex; align-items: center; gap: 4px; height: 20px; padding: 0 7px; border-radius: 4px; max-width: 100%;
    background: var(--neutral-soft); color: var(--neutral-fg); font-size: 12px; font-weight: 550; line-height: 20px; white-space: nowrap;
  }
  .chip.ok { background: var(--ok-soft); color: var(--ok-fg); }
  .chip.warn { background: var(--warn-soft); color: var(--warn-fg); }
  .chip.bad { background: var(--bad-soft); color: var(--bad-fg); }
  .chip.accent { background: var(--accent-soft); color: var(--accent-fg); }
  .chip.outline { background: none; box-shadow: inset 0 0 0 1px var(--line); color: var(--muted); }

  .muted { color: var(--muted); }
  .meta { color: var(--muted); font-size: 12px; line-height: 16px; }
  .strong { font-weight: 600; }
  .number, time { font-variant-numeric: tabular-nums; }
  .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; min-width: 0; }
  .grow { flex: 1; min-width: 0; }
  .line { display: flex; align-items: center; gap: 8px; min-width: 0; }
  .line.wrap { flex-wrap: wrap; }
  .stack { display: grid; gap: 8px; align-content: start; min-width: 0; }
  .between { justify-content: space-between; }
  .end { justify-content: flex-end; }
  .card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
  .scroll { overflow: auto; overscroll-behavior: contain; }
  .only-heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  kbd {
    display: inline-grid; place-items: center; min-width: 20px; height: 20px; padding: 0 5px; border: 1px solid var(--line); border-radius: 4px;
    background: var(--surface); color: var(--muted); font: 500 11px/1 var(--family);
  }
  mark { background: var(--mark); color: inherit; border-radius: 2px; }
  hr { border: 0; border-top: 1px solid var(--line); margin: 0; }
  code, .code { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', monospace; font-size: 12px; }

  .tabs { display: flex; gap: 2px; }
  .tabs [role=tab] { min-height: 28px; padding: 0 10px; border: 0; border-radius: 6px; background: none; color: var(--muted); font-size: 13px; }
  .tabs [role=tab]:hover { background: var(--hover); color: var(--fg); }
  .tabs [role=tab][aria-selected=true] { background: var(--accent-soft); color: var(--accent-fg); }
  .count { font-variant-numeric: tabular-nums; font-weight: 500; }

  table { width: 100%; border-collapse: collapse; }
  th { padding: 0 12px; height: 34px; text-align: start; font-size: 12px; font-weight: 550; color: var(--muted); border-bottom: 1px solid var(--line); white-space: nowrap; }
  td { padding: 2px 12px; height: calc(var(--row) + 4px); border-bottom: 1px solid var(--line); vertical-align: middle; }
  tbody tr:last-child td { border-bottom: 0; }
  tbody tr[tabindex] { cursor: pointer; }
  tbody tr[tabindex]:hover { background: var(--hover); }
  tr:focus-visible { outline-offset: -2px; }
  th.right, td.right { text-align: end; }

  .state { display: grid; justify-items: center; align-content: center; gap: 8px; padding: 32px 24px; text-align: center; min-height: 160px; }
  .state > svg { color: var(--muted); margin-bottom: 4px; }
  .state h1, .state h2 { font: var(--strong); font-size: 15px; }
  .state p { color: var(--muted); max-width: 44ch; }
  .state .actions { display: flex; gap: 8px; margin-top: 8px; }
  .banner { display: flex; align-items: flex-start; gap: 8px; padding: 8px 12px; border-radius: 8px; background: var(--neutral-soft); font-size: 13px; }
  .banner.bad { background: var(--bad-soft); color: var(--bad-fg); }
  .banner.warn { background: var(--warn-soft); color: var(--warn-fg); }
  .banner.ok { background: var(--ok-soft); color: var(--ok-fg); }
  .banner > svg { margin-top: 2px; }
  .skeleton { border-radius: 6px; background: var(--neutral-soft); min-height: 12px; animation: breathe 1.4s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: .45; } }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation: none !important; transition: none !important; } }
  @media (pointer: coarse) { button, .button, input:not([type=checkbox], [type=radio]), select { min-height: 44px; } button.icon, .button.icon { width: 44px; } }
  @media (forced-colors: active) { .chip, .banner, button { border: 1px solid; } }
`;
