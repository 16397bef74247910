import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSsid, isWpaPassphrase, wifiQrText } from './wifi-network.js';

describe('isSsid', () => {
  it.each(['a', 'Casa da Avó', 'x'.repeat(32), 'é'.repeat(16), '📶'.repeat(8), 'a b', '"; drop'])(
    'takes %j',
    (name) => {
      expect(isSsid(name)).toBe(true);
    },
  );

  it.each(['', ' a', 'a ', '\u00a0a', 'x'.repeat(33), 'é'.repeat(16) + 'x', 'a\tb', 'a\u0000', 'a\u0085b', '\ud83d'])(
    'refuses %j',
    (name) => {
      expect(isSsid(name)).toBe(false);
    },
  );
});

describe('isWpaPassphrase', () => {
  it.each(['12345678', ' '.repeat(8), '~'.repeat(63), 'a b;c"d\\e'])('takes %j', (text) => {
    expect(isWpaPassphrase(text)).toBe(true);
  });

  it.each(['1234567', 'x'.repeat(64), 'senhaçom', '1234567\n', '12345678\n', '\u007f'.repeat(8)])(
    'refuses %j',
    (text) => {
      expect(isWpaPassphrase(text)).toBe(false);
    },
  );
});

describe('wifiQrText', () => {
  it('prints what phones read', () => {
    expect(wifiQrText({ ssid: 'CASA', security: 'WPA', passphrase: 'demo-wifi-1', hidden: false })).toBe(
      'WIFI:T:WPA;S:CASA;P:demo-wifi-1;H:false;;',
    );
    expect(wifiQrText({ ssid: 'PRACA', security: 'OPEN', hidden: true })).toBe('WIFI:T:nopass;S:PRACA;H:true;;');
  });

  it('escapes what separates', () => {
    expect(wifiQrText({ ssid: 'a\\b;c,d"e:f', security: 'WPA', passphrase: ';;;;;;;;', hidden: false })).toBe(
      String.raw`WIFI:T:WPA;S:a\\b\;c\,d\"e\:f;P:\;\;\;\;\;\;\;\;;H:false;;`,
    );
  });

  it('can be read back, whatever the name and the passphrase', () => {
    const reader = /^WIFI:T:WPA;S:((?:\\.|[^\\;,":])*);P:((?:\\.|[^\\;,":])*);H:false;;$/su;
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 8 }), (ssid, passphrase) => {
        const [, name = '', secret = ''] =
          reader.exec(wifiQrText({ ssid, security: 'WPA', passphrase, hidden: false })) ?? [];
        const plain = (text: string) => text.replace(/\\(.)/gsu, '$1');
        expect([plain(name), plain(secret)]).toEqual([ssid, passphrase]);
      }),
    );
  });
});
