/** What a canned reply says in a language; the one without language is for all. */
export interface CannedText {
  readonly language?: string;
  readonly html: string;
}

/** Languages that replies are written in, as the recogniser calls them. */
export const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'eng', de: 'deu', hr: 'hrv', bs: 'bos', cs: 'ces', es: 'spa', fr: 'fra', hu: 'hun', it: 'ita', nl: 'nld', pl: 'pol', pt: 'por', ro: 'ron', ru: 'rus', sr: 'srp', sv: 'swe', tr: 'tur', uk: 'ukr',
};
/** Less says nothing. */
const ENOUGH = 20;

/** So alike that the recogniser takes one for the other. */
const KIN: readonly (readonly string[])[] = [['hr', 'bs', 'sr']];

/** The text of a reply for whoever wrote `said`: in his language if that can be told, else in `own`, else the first. */
export async function textFor({ texts }: { readonly texts: readonly CannedText[] }, said: string, own: string): Promise<CannedText> {
  const spoken = texts.flatMap((each) => (each.language && LANGUAGES[each.language] ? [each.language] : []));
  const among = (language: string | undefined): CannedText | undefined => texts.find((each) => each.language === language);
  const rivals = among(undefined) ? competing(spoken) : spoken;
  const theirs = spoken.length > 0 && rivals.length > 1 && said.length >= ENOUGH ? await recognised(said, rivals) : undefined;
  return (theirs ? among(theirs) : undefined) ?? among(undefined) ?? among(own) ?? texts[0]!;
}

/** All languages, as one without a text of its own has that for all; but kin of one with a text must not take it away. */
function competing(spoken: readonly string[]): readonly string[] {
  const beside = KIN.filter((kin) => kin.some((each) => spoken.includes(each))).flat();
  return Object.keys(LANGUAGES).filter((language) => spoken.includes(language) || !beside.includes(language));
}

async function recognised(said: string, among: readonly string[]): Promise<string | undefined> {
  const { franc } = await import('franc-min');
  const found = franc(said, { only: among.map((language) => LANGUAGES[language]!), minLength: ENOUGH });
  return among.find((language) => LANGUAGES[language] === found);
}
