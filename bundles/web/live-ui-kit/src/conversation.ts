// A conversation as several modules show it, offered as `@live/conversation`; fetched on first use.
export { tag as thread, type Thread } from './conversation/thread.ts';
export { tag as viewing, type Viewing } from './conversation/viewing.ts';
export { tag as composer, type Composer } from './conversation/composer.ts';
