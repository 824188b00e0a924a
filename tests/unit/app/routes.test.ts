import { describe, expect, test } from 'vitest';
import { hrefTo, parseHash, screens } from '../../../src/app/state/routes';

describe('addresses', () => {
  test('every screen has one, and finds back', () => {
    for (const screen of screens) expect(parseHash(hrefTo(screen))).toEqual({ screen, param: null });
  });

  test('a key may hold anything', () => {
    for (const key of ['12346', 'a/b?c#d', '100%', '张 伟@例.cn', '__proto__', '<b>', ' ']) {
      expect(parseHash(hrefTo('customer', key))).toEqual({ screen: 'customer', param: key });
    }
  });

  test('what is no address leads to Start', () => {
    for (const hash of ['', '#', '#/', '#/nowhere', '#today', '#/constructor']) expect(parseHash(hash).screen).toBe('start');
  });

  test('a broken escape is taken as it stands', () => {
    expect(parseHash('#/customer/100%')).toEqual({ screen: 'customer', param: '100%' });
  });
});
