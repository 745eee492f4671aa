import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIban, isIpv6, passesLuhn } from './personal-numbers.ts';
import { scrubText } from './scrub.ts';

const words = fc.stringMatching(/^([a-z]{0,5}\d{0,2}[ ,;()\n]){0,5}$/);
/** Text around a detail, parted from it as prose parts it. */
const around = fc.tuple(words, words).map(
  ([before, after]) =>
    (detail: string) =>
      `${before} ${detail} ${after}`,
);

describe('scrubText', () => {
  it('[M5.5] leaves no e-mail address of any form the standard allows', () => {
    fc.assert(
      fc.property(fc.emailAddress(), around, (address, put) => {
        const { text, count } = scrubText(put(address));
        expect(text).not.toContain(address);
        expect(text).toContain('[e-mail]');
        expect(count).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('[M5.5] leaves no IP address', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.ipV4(),
          fc.ipV6().filter((address) => /\d/.test(address)),
        ),
        around,
        (address, put) => {
          expect(scrubText(put(address)).text).not.toContain(` ${address} `);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('[M5.5] leaves no payment card', () => {
    const card = fc
      .tuple(fc.constantFrom('2', '3', '4', '5', '6'), fc.stringMatching(/^\d{14}$/), fc.constantFrom('', ' ', '-'))
      .map(([first, rest, gap]) => {
        const check = '0123456789'.split('').find((digit) => passesLuhn(first + rest + digit)) ?? '';
        return (first + rest + check).replace(/\d{4}(?=\d)/g, (group) => group + gap);
      });
    fc.assert(
      fc.property(card, around, (number, put) => {
        expect(scrubText(put(number)).text).not.toContain(number);
      }),
    );
  });

  it('[M5.5] leaves no international telephone number', () => {
    const phone = fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.array(fc.stringMatching(/^\d{2,4}$/), { minLength: 3, maxLength: 3 }))
      .chain(([country, groups]) =>
        fc.constantFrom(' ', '-', '.', '').map((gap) => `+${country}${gap}${groups.join(gap)}`),
      );
    fc.assert(
      fc.property(phone, around, (number, put) => {
        expect(scrubText(put(number)).text).not.toContain(number);
      }),
    );
  });

  it.each([
    ['Anna Smith <anna.smith@example.org> cannot pay', '[e-mail] cannot pay', 1],
    ['"Smith, Anna" <a@b.de>; jörg@müller.de', '[e-mail]; [e-mail]', 2],
    ['write to anna [at] example [dot] org or anna%40example.org', 'write to [e-mail] or [e-mail]', 2],
    ['an\u200bna@exam\u00adple.org', '[e-mail]', 1],
    [
      'call +49 30 1234567, (555) 123-4567, 0171 2345678 or 01.23.45.67.89',
      'call [phone], [phone], [phone] or [phone]',
      4,
    ],
    ['tel. 12345', 'tel. [phone]', 1],
    ['from 10.0.0.1:8080 and fe80::1', 'from [ip]:8080 and [ip]', 2],
    ['IBAN DE89 3704 0044 0532 0130 00 THEN GB82WEST12345698765432.', 'IBAN [iban] THEN [iban].', 2],
    ['asked @anna.b. Or <@U12345|anna>, [~anna]', 'asked [user]. Or [user], [user]', 3],
    [
      'https://bob:pw@git.example.org/x?token=abc&page=2',
      'https://[user-info]@git.example.org/x?token=[token]&page=2',
      2,
    ],
    ['see https://x.org/?token=[token]', 'see https://x.org/?token=[token]', 0],
    ['Authorization: Bearer abcdefghijklmnop', 'Authorization: Bearer [token]', 1],
  ])('[M5.5] %j becomes %j', (before, after, count) => {
    expect(scrubText(before)).toEqual({ text: after, count });
  });

  it.each([
    'checkout@4.18.0 replaced checkout@4.17.2-rc.1, lodash@4.17.21 and @octokit/fixtures',
    'between 2026-03-16T10:00:00+0100 and 2026-03-16 11:00:00, on 05/06/2026, at 1741600000000',
    'commit de89abcdef0123456789abcdef0123456789abcd, ticket #0012345, INC-0012345',
    'p99 rose from 0.95 0.97 0.99 to 1200 ms on 12 345 678 requests; std::vector; v1.2.3.4',
    'order 4111111111111112 at https://shop.example.org/cart?page=2&sort=price',
  ])('[M5.5] leaves what a review needs: %j', (text) => {
    expect(scrubText(text)).toEqual({ text, count: 0 });
  });

  it('[M5.5] finds nothing more in what it has scrubbed', () => {
    const detail = fc.oneof(fc.emailAddress(), fc.ipV4(), fc.constantFrom('+49 30 1234567', '@anna', 'A <a@b.org>'));
    fc.assert(
      fc.property(fc.array(fc.oneof(words, detail)), (parts) => {
        const once = scrubText(parts.join(' ')).text;
        expect(scrubText(once)).toEqual({ text: once, count: 0 });
      }),
    );
  });

  it.each(['a', 'a@', 'a%40', '"', '0 ', '+1 ', 'a:', 'A ', 'DE12 ', '"a@', 'http://a', '<@'])(
    '[M5.5] is not slow on a long text of %j',
    (part) => {
      const long = part.repeat(200_000 / part.length);
      expect(scrubText(long).text.length).toBeLessThanOrEqual(long.length);
    },
    2_000,
  );
});

describe('numbers of people', () => {
  // Examples of the SWIFT IBAN registry; the last ones with a digit changed.
  it.each(['DE89370400440532013000', 'GB82WEST12345698765432', 'FR1420041010050500013M02606', 'NO9386011117947'])(
    '[M5.5] %s is an IBAN, and is none with another check digit',
    (iban) => {
      expect(isIban(iban)).toBe(true);
      expect(isIban(iban.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)))).toBe(false);
    },
  );

  it('[M5.5] IPv6 addresses are told in every written form', () => {
    fc.assert(
      fc.property(
        fc.ipV6().filter((address) => /\d/.test(address)),
        (address) => {
          expect(isIpv6(address)).toBe(true);
        },
      ),
    );
    for (const other of ['10:00:00', '1:2:3:4:5:6:7:8:9', '1::2::3', '12345::1', 'a::b'])
      expect(isIpv6(other)).toBe(false);
  });
});
