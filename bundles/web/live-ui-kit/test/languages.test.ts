import { type CannedText, textFor } from '../src/work/languages.ts';
import { equal } from './assert.ts';

const ENGLISH = 'Good morning, I ordered a pair of shoes last week and they have not arrived yet. Could you please tell me where they are?';
const GERMAN = 'Guten Morgen, ich habe letzte Woche ein Paar Schuhe bestellt und sie sind noch nicht angekommen. Können Sie mir sagen, wo sie sind?';
const CROATIAN = 'Dobro jutro, prošli tjedan sam naručio cipele i još uvijek nisu stigle. Možete li mi molim vas reći gdje su one sada?';

function reply(...languages: readonly string[]): { readonly texts: readonly CannedText[] } {
  return { texts: languages.map((each) => (each === 'any' ? { html: each } : { language: each, html: each })) };
}

async function said(text: string, languages: readonly string[], own = 'de'): Promise<string> {
  return (await textFor(reply(...languages), text, own)).html;
}

Deno.test('who writes a language without a text gets the one for all', async () => {
  equal(await said(ENGLISH, ['de', 'hr', 'any']), 'any');
  equal(await said(ENGLISH, ['de', 'any']), 'any');
  equal(await said(CROATIAN, ['de', 'any']), 'any');
});

Deno.test('who writes a language with a text gets it, however many there are beside', async () => {
  equal(await said(GERMAN, ['any', 'de'], 'en'), 'de');
  equal(await said(GERMAN, ['any', 'de', 'hr'], 'en'), 'de');
  equal(await said(CROATIAN, ['any', 'de', 'hr'], 'en'), 'hr');
  equal(await said(CROATIAN, ['de', 'hr']), 'hr');
});

Deno.test('too little says nothing: the one for all, else the own language, else the first', async () => {
  equal(await said('Danke!', ['any', 'de']), 'any');
  equal(await said('Danke!', ['en', 'de']), 'de');
  equal(await said('Danke!', ['en', 'hr']), 'en');
});
