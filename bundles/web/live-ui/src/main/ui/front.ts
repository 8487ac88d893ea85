import { uuid } from '@live/ui';
import { onlyOne } from '@live/work';

const KEY = 'live.front';
const tab = uuid();

/** Of pages that are all behind others, one speaks for them. */
let speaks = !navigator.locks;
void navigator.locks?.request('live.sound', () => {
  speaks = true;
  return new Promise(() => undefined);
});

function look(): void {
  if (!document.hidden) localStorage.setItem(KEY, tab);
  else if (localStorage.getItem(KEY) === tab) localStorage.removeItem(KEY);
}

/** Whether sounds are for this page to make. */
export function inFront(): boolean {
  const front = localStorage.getItem(KEY);
  return !onlyOne.value || (front ? front === tab : speaks);
}

document.addEventListener('visibilitychange', look);
addEventListener('focus', look);
addEventListener('pagehide', () => localStorage.getItem(KEY) === tab && localStorage.removeItem(KEY));
look();
