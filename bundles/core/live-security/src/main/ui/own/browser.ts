const BROWSERS: readonly (readonly [RegExp, string])[] = [[/\bEdg(?:e|A|iOS)?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\b(?:Firefox|FxiOS)\//, 'Firefox'], [/\b(?:Chrome|HeadlessChrome|CriOS)\//, 'Chrome'], [/\bSafari\//, 'Safari']];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [[/iPhone|iPad|iOS/, 'iOS'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/CrOS/, 'ChromeOS'], [/Mac OS X|Macintosh/, 'macOS'], [/Linux/, 'Linux']];

/** What a browser is and where it runs, out of what it calls itself; undefined if it is none that people know. */
export function browserOf(agent: string): { readonly browser: string; readonly system: string } | undefined {
  const first = (all: typeof BROWSERS): string | undefined => all.find(([sign]) => sign.test(agent))?.[1];
  const browser = first(BROWSERS);
  return browser === undefined ? undefined : { browser, system: first(SYSTEMS) ?? '' };
}
