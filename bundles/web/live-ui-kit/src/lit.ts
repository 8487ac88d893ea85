// The page's one copy of Lit, with the directives that modules use.
export * from 'lit/index.js';
export { property, query, state } from 'lit/decorators.js';
export { keyed } from 'lit/directives/keyed.js';
export { repeat } from 'lit/directives/repeat.js';
