import { coloured, linked, policy, remote, still } from '../src/conversation/html.ts';
import { equal } from './assert.ts';

Deno.test('addresses of other servers are remote however they are written', () => {
  equal(['https://a/b.png', '//a/b.png', ' HTTP://a', 'cid:1', 'data:image/png;base64,', '/api/v1/channels/blobs/1'].map(remote), [true, true, true, false, false, false]);
});

Deno.test('the frame loads nothing from other servers unless asked', () => {
  equal(policy(false).includes('https:'), false);
  equal(policy(true).includes('img-src \'self\' data: https:'), true);
  equal(policy(true).includes('script'), false);
});

Deno.test('links end before the punctuation of the sentence', () => {
  equal(linked('see https://a.example/x?y=1. Or (http://b.example)!').filter((piece) => piece.href).map((piece) => piece.href), ['https://a.example/x?y=1', 'http://b.example']);
  equal(linked('javascript:alert(1) https://'), [{ text: 'javascript:alert(1) https://' }]);
});

Deno.test('HTML with colours of its own is told from plain HTML', () => {
  equal([coloured('<p>plain <b>text</b></p>'), coloured('<p style="color:red">x</p>'), coloured('<td bgcolor=white>'), coloured('<p style="margin:0">x')], [false, true, true, false]);
});

Deno.test('a mail cannot be as high as its own frame', () => {
  equal(still('min-height:100vh; height: calc(50.5dvh + 2px); width: 20vw'), 'min-height:600px; height: calc(303px + 2px); width: 20vw');
});
