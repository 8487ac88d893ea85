import { css } from 'lit';

/** A page of one's own settings. */
export const page = css`
  :host { display: block; padding: 24px; max-width: 720px; }
  header { margin-bottom: 24px; } header p { margin-top: 4px; }
  .field, fieldset.field { margin-bottom: 24px; } fieldset.field { min-width: 0; } legend { margin-bottom: 4px; }
  .field select { max-width: 360px; }
  @media (max-width: 767px) { :host { padding: 16px; } }
`;
