import { css } from 'lit';

export const composerStyles = css`
  :host { display: block; }
  .composer { display: flex; flex-direction: column; border: 1px solid var(--edge); border-radius: 12px; background: var(--surface); max-width: 840px; margin: 0 auto; transition: border-color .12s, background-color .12s; }
  .composer:focus-within { border-color: var(--accent); }
  .composer.note { background: var(--note); border-color: var(--note-line); }
  .composer.note:focus-within { border-color: var(--note-fg); }
  header { display: flex; align-items: center; gap: 8px; padding-top: 8px; padding-inline: 8px 12px; min-width: 0; }
  .recipient { flex: 1; }
  .tabs .as-note[aria-selected=true] { background: var(--note-strong); color: var(--note-fg); }
  .draft { white-space: nowrap; }
  .cc { display: flex; align-items: center; gap: 8px; padding: 6px 14px 0; }
  .cc input { min-height: 28px; }
  .tools { display: inline-flex; margin-inline-start: auto; }
  .early { border: 0; outline: none; background: none; resize: none; min-height: 72px; margin-bottom: 32px; padding: 10px 14px; font: inherit; line-height: 21px; color: inherit; }
  .uploads { display: flex; flex-wrap: wrap; gap: 6px; padding: 4px 12px; }
  .upload { position: relative; display: flex; align-items: center; gap: 6px; height: 32px; padding-inline-start: 10px; max-width: 260px; border: 1px solid var(--edge); border-radius: 8px; background: var(--surface); font-size: 13px; overflow: hidden; }
  .upload.bad { border-color: var(--bad); max-width: 100%; height: auto; min-height: 32px; padding-block: 2px; }
  .upload.bad > .cut { flex: 0 1 auto; max-width: 220px; } .upload.bad .error-text { flex: 1 1 auto; white-space: normal; }
  .upload progress { position: absolute; inset: auto 0 0; width: 100%; height: 3px; border: 0; appearance: none; background: var(--neutral-soft); }
  .upload progress::-webkit-progress-value { background: var(--accent); } .upload progress::-webkit-progress-bar { background: var(--neutral-soft); }
  .trouble { padding: 4px 12px; }
  .trouble .banner { align-items: center; } .trouble .banner > svg { margin: 0; }
  footer { display: flex; align-items: center; gap: 8px; padding: 4px 12px 10px; }
  .keys { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .split { display: inline-flex; }
  .split > button { border-start-end-radius: 0; border-end-end-radius: 0; }
  .split .arrow { border-start-start-radius: 0; border-end-start-radius: 0; padding: 0 7px; background: var(--accent); border-color: var(--accent); color: var(--on-accent); box-shadow: inset 1px 0 0 color-mix(in srgb, var(--on-accent) 35%, transparent); }
  .split .arrow:hover { background: var(--accent-strong); }
  .primary.as-note, button.primary.as-note:hover { background: var(--note-fg); border-color: var(--note-fg); color: var(--note); }
  @media (max-width: 640px) { .keys { visibility: hidden; } .composer { border-radius: 12px; } }
`;
