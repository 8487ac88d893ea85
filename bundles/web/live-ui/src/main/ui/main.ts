import { addWords, dress, language, languages, theme } from '@live/ui';
import { meet } from './meet.ts';
import './desktop.ts';

const words = Object.fromEntries(Object.keys(languages).map((tag) => [tag, {
  en: () => import('../../../../live-ui-kit/src/i18n/en.json'),
  de: () => import('../../../../live-ui-kit/src/i18n/de.json'),
}[tag]!]));

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dress);
theme.watch(dress);
dress();
document.documentElement.lang = language.value;

await Promise.allSettled([addWords('desktop', words), meet()]);

document.body.append(document.createElement('live-desktop'));
