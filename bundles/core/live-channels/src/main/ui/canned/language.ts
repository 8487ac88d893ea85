import { language } from '@live/ui';
import { LANGUAGES } from '@live/work';

export const languageTags: readonly string[] = Object.keys(LANGUAGES);

/** `German`, in the language of the page. */
export function languageName(tag: string): string {
  const name = new Intl.DisplayNames([language.value], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(language.value) + name.slice(1);
}
