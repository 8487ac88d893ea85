import { recipients } from '../src/conversation/recipients.ts';
import { equal } from './assert.ts';

Deno.test('addresses are read with and without names, however they are parted', () => {
  equal(recipients('Ana Novak <ana@shop.example>, ben@shop.example;clara@shop.example dora@shop.example'),
    { addresses: ['ana@shop.example', 'ben@shop.example', 'clara@shop.example', 'dora@shop.example'], wrong: [] });
});

Deno.test('what is no address is told, not dropped', () => {
  equal(recipients('ana@shop.example, benshop.example, @x').wrong, ['benshop.example', '@x']);
});

Deno.test('an empty line is nobody', () => {
  equal(recipients(' , ;'), { addresses: [], wrong: [] });
});
