// What nobody can need before the page has been seen: it stays out of what is fetched first.
import './menu.ts';
import './ticker.ts';

export { ask } from './dialog.ts';
