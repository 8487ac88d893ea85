import { addWords, dress, language, languages, me, Problem, recognise, signedOut, speak, theme } from '@live/ui';
import './desktop.ts';

const words = Object.fromEntries(Object.keys(languages).map((tag) => [tag, {
  en: () => import('../../../../live-ui-kit/src/i18n/en.json'),
  de: () => import('../../../../live-ui-kit/src/i18n/de.json'),
}[tag]!]));

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', dress);
theme.watch(dress);
dress();
document.documentElement.lang = language.value;

const [recognised] = await Promise.allSettled([recognise(), addWords('desktop', words)]);
if (recognised.status === 'rejected' && recognised.reason instanceof Problem && recognised.reason.status === 401) signedOut.value = true;
const locale = me.value?.locale.split('-')[0];
if (locale && locale in languages && !localStorage.getItem('live.language')) await speak(locale);

document.body.append(document.createElement('live-desktop'));
