// Runs before the first paint, so that the page never flashes in the wrong colours.
let chosen: unknown;
try {
  chosen = JSON.parse(localStorage.getItem('live.preferences') ?? '{}').values?.theme;
} catch {
  // What cannot be read was never chosen.
}
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
export {};
