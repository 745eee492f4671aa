/** A text as a reader or a program may come to see it. */
export type TextView = {
  readonly text: string;
  /** What was undone to come to it: nothing, escapes, tags, base64. */
  readonly how: 'as written' | 'escaped' | 'between tags' | 'base64' | 'hex';
  /** Lines of the file before it. */
  readonly lines: number;
};

const named: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    shy: '\u00ad',
    zwnj: '\u200c',
    zwj: '\u200d',
    commat: '@',
    period: '.',
    Auml: 'Ä',
    auml: 'ä',
    Ouml: 'Ö',
    ouml: 'ö',
    Uuml: 'Ü',
    uuml: 'ü',
    szlig: 'ß',
    aacute: 'á',
    Aacute: 'Á',
    eacute: 'é',
    Eacute: 'É',
    iacute: 'í',
    oacute: 'ó',
    uacute: 'ú',
    agrave: 'à',
    egrave: 'è',
    igrave: 'ì',
    ograve: 'ò',
    ugrave: 'ù',
    acirc: 'â',
    ecirc: 'ê',
    icirc: 'î',
    ocirc: 'ô',
    ucirc: 'û',
    ccedil: 'ç',
    Ccedil: 'Ç',
    ntilde: 'ñ',
    Ntilde: 'Ñ',
    atilde: 'ã',
    otilde: 'õ',
    oslash: 'ø',
    Oslash: 'Ø',
    aring: 'å',
    Aring: 'Å',
    aelig: 'æ',
    AElig: 'Æ',
    euml: 'ë',
    iuml: 'ï',
    yuml: 'ÿ',
    scaron: 'š',
    Scaron: 'Š',
    zcaron: 'ž',
    Zcaron: 'Ž',
    lstrok: 'ł',
    Lstrok: 'Ł',
    nacute: 'ń',
    sacute: 'ś',
  }),
);
const deepest = 3;

/** Every view of a text: as it is, without its escapes, without its tags, and what lies in it as base64 or hex. */
export function viewsOf(text: string, depth = 0, lines = 0, how: TextView['how'] = 'as written'): readonly TextView[] {
  const views: TextView[] = [{ text, how, lines }];
  const plain = unescapeAll(text);
  if (plain !== text) views.push({ text: plain, how: how === 'as written' ? 'escaped' : how, lines });
  if (/<[a-z/!?]/i.test(plain)) {
    const tag = /<(?:[a-z/!?][^<>]{0,4000})>/gi;
    views.push({ text: plain.replace(tag, ''), how: 'between tags', lines });
    views.push({ text: plain.replace(tag, ' '), how: 'between tags', lines });
  }
  return depth === deepest ? views : [...views, ...packedIn(plain, depth, lines)];
}

function packedIn(text: string, depth: number, lines: number): readonly TextView[] {
  const views: TextView[] = [];
  const place = lineCounter(text);
  for (const match of text.matchAll(/[A-Za-z0-9+/_-]{6,}(?:\r?\n[A-Za-z0-9+/_-]{6,})*={0,2}/g)) {
    const inner = readable(fromBase64(match[0]));
    if (inner !== undefined) views.push(...viewsOf(inner, depth + 1, lines + place(match.index), 'base64'));
  }
  for (const match of text.matchAll(/(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}){4,}(?![0-9a-fA-F])/g)) {
    const inner = readable(Uint8Array.from(match[0].match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
    if (inner !== undefined) views.push(...viewsOf(inner, depth + 1, lines + place(match.index), 'hex'));
  }
  return views;
}

/** Counts line ends up to places that only go forward. */
function lineCounter(text: string): (place: number) => number {
  let [at, count] = [0, 0];
  return (place) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < place; next = text.indexOf('\n', at)) {
      count += 1;
      at = next + 1;
    }
    return count;
  };
}

/** Escapes of JSON, HTML, URLs and quoted-printable, undone until nothing changes. */
function unescapeAll(text: string): string {
  let rest = text;
  for (let round = 0; round < 4; round += 1) {
    const next = unescapeOnce(rest);
    if (next === rest) break;
    rest = next;
  }
  return rest;
}

function unescapeOnce(text: string): string {
  let rest = text;
  if (rest.includes('\\'))
    rest = rest
      .replace(/\\+u\{([0-9a-fA-F]{1,6})\}/g, (all, code: string) => letter(Number.parseInt(code, 16)) ?? all)
      .replace(/\\+u([0-9a-fA-F]{4})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/\\+x([0-9a-fA-F]{2})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
      .replace(/\\+[nrtbf](?![a-z])|\\+[nrt](?=\p{Lu})/gu, ' ');
  if (rest.includes('&'))
    rest = rest.replace(
      /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi,
      (all, decimal?: string, hex?: string, name?: string) =>
        name === undefined
          ? (letter(decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)) ?? all)
          : (named.get(name) ?? all),
    );
  if (rest.includes('%')) rest = rest.replace(/(?:%[0-9a-fA-F]{2})+/g, (all) => readable(bytesOf(all, '%')) ?? all);
  if (/=(?:\r?\n|[C-F][0-9A-F])/.test(rest))
    rest = rest.replace(/=\r?\n/g, '').replace(/(?:=[0-9A-F]{2})+/g, (all) => readable(bytesOf(all, '=')) ?? all);
  return rest;
}

const letter = (code: number): string | undefined =>
  code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff) ? String.fromCodePoint(code) : undefined;

const bytesOf = (text: string, mark: string): Uint8Array =>
  Uint8Array.from(text.split(mark).slice(1), (pair) => Number.parseInt(pair, 16));

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Both alphabets, line ends and missing padding allowed: what is looked for is what a reader may decode. */
function fromBase64(text: string): Uint8Array {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const sign of text) {
    const six = alphabet.indexOf(sign === '-' ? '+' : sign === '_' ? '/' : sign);
    if (six < 0) continue;
    held = ((held << 6) | six) & 0xff_ff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}

/** The text, where bytes are one: UTF-8 or UTF-16, no control characters but white space. */
function readable(bytes: Uint8Array): string | undefined {
  const even = bytes.filter((byte, index) => index % 2 === 1 && byte === 0).length * 2 >= bytes.length - 1;
  try {
    const text = decode(bytes, bytes.length > 3 && even ? 'utf-16le' : 'utf-8');
    // oxlint-disable-next-line no-control-regex -- what has these is no text
    return text === undefined || /[\u0000-\u0008\u000e-\u001f\u007f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

function decode(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le'): string | undefined {
  let binary = '';
  if (encoding === 'utf-16le') {
    for (let at = 0; at + 1 < bytes.length; at += 2)
      binary += String.fromCharCode((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
    return binary;
  }
  for (const byte of bytes) binary += `%${byte.toString(16).padStart(2, '0')}`;
  return decodeURIComponent(binary);
}
