import { css } from 'lit';

export const threadStyles = css`
  :host { display: block; }
  .thread { padding: 16px 20px 4px; max-width: 880px; margin-inline: auto; }
  .row { width: 100%; padding-bottom: 12px; display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; }
  .earlier { display: grid; justify-content: center; padding-bottom: 12px; }
  .day { display: flex; align-items: center; gap: 12px; color: var(--muted); font-size: 12px; font-weight: 550; margin-block: 4px; }
  .day::before, .day::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
  .message { display: grid; grid-template-columns: minmax(0, 1fr); gap: 8px; padding: 12px 16px 14px; border: 1px solid var(--line); border-radius: 12px; background: var(--surface); min-width: 0; }
  .message.in { margin-inline-end: min(48px, 6%); }
  .message.out, .message.note { margin-inline-start: min(48px, 6%); }
  .message.out { background: var(--own); border-color: var(--own-line); }
  .message.note { background: var(--note); border-color: var(--note-line); }
  .message.troubled { border-color: var(--bad); }
  header { display: flex; align-items: center; gap: 8px; min-width: 0; }
  .author { font-weight: 600; flex: 0 1 auto; }
  .recipients { flex: 1; }
  .kind { display: inline-flex; gap: 4px; align-items: center; font-size: 12px; font-weight: 550; color: var(--note-fg); white-space: nowrap; }
  .content { min-width: 0; padding-inline-start: 32px; }
  .text { white-space: pre-wrap; overflow-wrap: anywhere; line-height: 21px; }
  .pictures { margin-inline-start: 32px; align-items: center; padding: 4px 12px; }
  .pictures > svg { margin: 0; }
  .fold { min-height: 24px; height: 24px; padding: 0 8px; margin-top: 8px; border-radius: 6px; color: var(--muted); }
  .quoted { margin-top: 8px; padding-inline-start: 12px; border-inline-start: 2px solid var(--line); color: var(--muted); }
  .attachments { display: flex; flex-wrap: wrap; gap: 8px; padding-inline-start: 32px; }
  .attachment { display: flex; align-items: center; gap: 8px; height: 36px; max-width: 300px; padding: 0 10px; border: 1px solid var(--edge); border-radius: 8px; background: var(--surface); color: var(--fg); font-size: 13px; }
  .attachment:hover { background: var(--hover); text-decoration: none; }
  .attachment img { width: 28px; height: 28px; object-fit: cover; border-radius: 4px; margin-inline-start: -6px; }
  .delivery { display: flex; align-items: center; justify-content: flex-end; gap: 6px; color: var(--muted); font-size: 12px; line-height: 16px; }
  .delivery.bad { color: var(--bad-fg); justify-content: flex-start; padding-inline-start: 32px; flex-wrap: wrap; }
  .delivery.bad span { flex: 0 1 auto; max-width: calc(100% - 24px); }
  .delivery.bad button { color: var(--fg); margin-inline-start: 4px; }
  @media (max-width: 640px) {
    .thread { padding: 12px 12px 0; }
    .content, .attachments, .pictures, .delivery.bad { padding-inline-start: 0; margin-inline-start: 0; }
    .message.in { margin-inline-end: 0; } .message.out, .message.note { margin-inline-start: 0; }
    .recipients { display: none; } header time { margin-inline-start: auto; }
  }
`;
