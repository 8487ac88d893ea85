// Runs before the first paint, so that the page never flashes in the wrong colours.
const chosen = localStorage.getItem('live.theme') ?? 'system';
const dark = chosen === 'dark' || (chosen === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
export {};
