import { addWords, confirmBy, density, dress, theme } from '@live/ui';
import { meet } from './meet.ts';
import './desktop.ts';

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dress);
theme.watch(dress);
density.watch(dress);
dress();
confirmBy(() => import('./confirm.ts').then((code) => code.confirm()));

await Promise.allSettled([addWords('desktop', (language) => import(`../../../../live-ui-kit/src/i18n/${language}.json`)), meet()]);

document.body.append(document.createElement('live-desktop'));
