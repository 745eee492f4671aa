import { isIban, isIpv4, isIpv6, passesLuhn } from './personal-numbers.ts';

/** A text without the personal details that can be told by their form, and how many were taken out. */
export type Scrubbed = { readonly text: string; readonly count: number };

/** Each place is matched by `pattern`; `mark` says what stands there instead, or null when it is nothing personal. */
type Finder = { readonly pattern: RegExp; readonly mark: (found: string, ...groups: string[]) => string | null };

// Patterns start at a border (a look behind) or have bounded parts, so that a long text costs time in its length alone.
const at = String.raw`(?:[@＠]|%40|&#(?:64|x40);|&commat;|\s?[[({]\s?at\s?[\])}]\s?)`;
const dot = String.raw`(?:\.|\s?[[({]\s?dot\s?[\])}]\s?)`;
const local = String.raw`(?:"[^"\n]{1,64}"|(?<![\p{L}\p{N}\p{M}!#$%&'*+/=?^_\x60{|}~.-])[\p{L}\p{N}\p{M}!#$%&'*+/=?^_\x60{|}~.-]+)`;
const label = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?`;
const address = String.raw`${local}${at}(${label}(?:${dot}${label})+|\[[0-9a-fA-F.:]{2,45}\])`;
const nameBefore = String.raw`(?:"[^"\n<]{1,80}"|(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}'.-]{0,40}(?:,? \p{Lu}[\p{L}\p{M}'.-]{0,40}){0,3})`;

/** `checkout@4.18.0` is a release: unlike a version's, the last part of an address has no digit. */
const isVersion = (domain: string): boolean =>
  /^v?\d+\.\d+/i.test(domain) && /\d[^.]*$/.test(domain) && !/\.xn--[^.]*$/i.test(domain) && !isIpv4(domain);
const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** Fifteen digits are the longest telephone number (E.164); what follows it stays. */
function markPhone(found: string, atLeast: number): string | null {
  let number = found;
  while (digitsOf(number).length > 15) {
    const shorter = number.replace(/[ ().\u00a0/-]+\d+$/u, '');
    if (shorter === number) return null;
    number = shorter;
  }
  return digitsOf(number).length < atLeast ? null : `[phone]${found.slice(number.length)}`;
}

const secretParameter =
  /^(.*[_-])?(token|key|apikey|secret|sig|signature|password|passwd|pwd|pass|auth|authorization|code|session|sessionid|sid|jwt|credential|email|e-mail|mail|user|username|login|name|phone)$/i;

const finders: readonly Finder[] = [
  { pattern: /(?<=\b[a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@[\]]{1,200}@/giu, mark: () => '[user-info]@' },
  {
    pattern: /(?<=[?&;#])([\p{L}\p{N}_.~%-]{1,60})=([^\s&#;"'<>)\]]{1,4000})/giu,
    mark: (_found, name = '', value = '') =>
      secretParameter.test(name) && value !== '[token' ? `${name}=[token]` : null,
  },
  { pattern: /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}\.[\w-]*/gu, mark: () => '[token]' },
  { pattern: /(?<=\b(?:bearer|basic)\s)[\w.~+/-]{12,}=*/giu, mark: () => '[token]' },
  {
    pattern: new RegExp(String.raw`${nameBefore}\s?<(?:mailto:)?${address}>`, 'gu'),
    mark: () => '[e-mail]',
  },
  {
    pattern: new RegExp(address, 'giu'),
    mark: (_found, domain = '') => (isVersion(domain) ? null : '[e-mail]'),
  },
  { pattern: /<@[A-Z0-9]{3,20}(?:\|[^>\n]{1,80})?>|\[~[^\]\n]{1,120}\]/giu, mark: () => '[user]' },
  {
    pattern: /(?<![\p{L}\p{N}_@/.\]])@[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}\p{N}_-]+)*(?![\p{L}\p{N}_/-])/giu,
    mark: () => '[user]',
  },
  { pattern: /(?<![\w.])[A-Z]{2}\d{2}[A-Z0-9]{11,30}(?!\w)/giu, mark: (found) => (isIban(found) ? '[iban]' : null) },
  { pattern: /(?<!\w)[A-Z]{2}\d{2}(?:[ \u00a0-][A-Z0-9]{4}){2,7}(?:[ \u00a0-][A-Z0-9]{1,3})?(?!\w)/gu, mark: markIban },
  {
    pattern:
      /(?<![\w.+])[2-6](?:\d{12,18}|\d{3}([ \u00a0-])\d{4}\1\d{4}\1\d{1,7}|\d{3}([ \u00a0-])\d{6}\2\d{4,5})(?!\w)/gu,
    mark: (found) => (passesLuhn(digitsOf(found)) ? '[card]' : null),
  },
  {
    pattern: /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\w)/gu,
    mark: (found) => (isIpv4(found) ? '[ip]' : null),
  },
  {
    pattern: /(?<![\w:.])[0-9a-f:]{2,40}(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3})?(?![\w:])/giu,
    mark: (found) => (isIpv6(found) ? '[ip]' : null),
  },
  {
    pattern:
      /(?<=(?<!\p{L})(?:tel|phone|telephone|telefon|fax|mobile|mobil|cell|handy|whatsapp)\s?[.:]{0,2}\s?)\+?\(?\d[\d ().\u00a0/-]{3,20}\d/giu,
    mark: (found) => markPhone(found, 5),
  },
  {
    pattern: /(?<![\w+])\+\(?\d[\d ().\u00a0/-]{5,20}\d(?!\w)/gu,
    mark: (found) => markPhone(found, 7),
  },
  { pattern: /(?<![\w.:#/+-])\(?0\d[\d ()\u00a0/-]{5,18}\d(?![\w:])/gu, mark: markTrunk },
  { pattern: /(?<![\w.])0\d(?:\.\d\d){4}(?![\w.])/gu, mark: () => '[phone]' },
  { pattern: /(?<![\w.-])(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])\d{3}[ .-]\d{4}(?![\w.-]\d|\w)/gu, mark: () => '[phone]' },
];

/** A grouped IBAN may be followed by a word of four letters: the longest beginning that is one counts. */
function markIban(found: string): string | null {
  const groups = found.split(/(?=[ \u00a0-])/u);
  for (let end = groups.length; end >= 4; end -= 1)
    if (
      isIban(
        groups
          .slice(0, end)
          .join('')
          .replace(/[ \u00a0-]/gu, ''),
      )
    )
      return `[iban]${groups.slice(end).join('')}`;
  return null;
}

/** A number that begins with the trunk prefix 0, unless it is a date. Without any separator it needs nine digits. */
function markTrunk(found: string): string | null {
  if (/^\d{1,2}[-/ ]\d{1,2}[-/ ](\d{4}|\d{2})(?!\d)/.test(found)) return null;
  return markPhone(found, /^\d+$/.test(found) ? 9 : 7);
}

/**
 * Takes out of a text what is personal by its form: e-mail addresses (also `anna [at] example [dot] org`, and the name
 * before `<address>`), telephone numbers, IP addresses, payment cards (Luhn), IBANs (mod 97), user mentions, user-info
 * and secret parameters of URLs, bearer tokens. A mark such as `[e-mail]` stands in each place; `count` is how many.
 * What has no form of its own is not found: names in prose, postal addresses, a host without a dot after an @.
 */
export function scrubText(text: string): Scrubbed {
  let count = 0;
  // Invisible characters in the middle of an address would hide it from every pattern below.
  let rest = text.replace(/[\u00ad\u200b\u2060\ufeff]/gu, '');
  for (const { pattern, mark } of finders)
    rest = rest.replace(pattern, (found: string, ...groups: unknown[]) => {
      const texts = groups.map((group) => (typeof group === 'string' ? group : ''));
      const marked = mark(found, ...texts);
      if (marked === null) return found;
      count += 1;
      return marked;
    });
  return { text: rest, count };
}
