import { err, ok, type Result } from '../lib/result.ts';
import {
  objectAt,
  readDictionary,
  readPdf,
  readReference,
  type PdfFault,
  type PdfFile,
  type PdfReference,
} from './pades-reader.ts';

/** What the signature's dictionary says; signed with the rest of the file. */
export type SealWords = {
  /** Member id of the signer. */
  readonly signer: string;
  readonly reason: string;
  /** Epoch ms the signer claims. */
  readonly signedAt: number;
};

/** A PDF with a place for its signature. Everything but that place is signed. */
export type PreparedSeal = {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Bytes that the CMS may have. */
  readonly room: number;
};

/**
 * Appends a signature field to a PDF as an incremental update (ISO 32000-1, 7.5.6 and 12.8; PAdES, EN 319 142-1): not one
 * byte of the file itself is changed, so its tags and its outline stay. The field is not seen on the page.
 */
export function prepareSeal(pdf: Uint8Array, words: SealWords, room: number): Result<PreparedSeal, PdfFault> {
  const file = readPdf(latin1(pdf));
  if (!file.ok) return file;
  const places = findPlaces(file.value);
  if (places === undefined)
    return err({ code: 'unreadable-pdf', message: 'The PDF cannot be signed: it has no first page. It is as it was.' });
  if (places.catalog.entries.has('AcroForm'))
    return err({
      code: 'unreadable-pdf',
      message: 'The PDF has a form or a signature already; it is as it was. Take the report of the record.',
    });
  const update = writeUpdate(file.value, places, words, room);
  const start = update.indexOf(contentsMark) + contentsMark.length;
  const bytes = fromLatin1(update);
  const end = start + 2 + 2 * room;
  const range = [0, pdf.length + start, pdf.length + end, bytes.length - end];
  const rangeAt = update.indexOf(rangePlace);
  bytes.set(fromLatin1(`[${range.join(' ')}]`.padEnd(rangePlace.length)), rangeAt);
  const before = new Uint8Array(pdf.length + start);
  before.set(pdf);
  before.set(bytes.subarray(0, start), pdf.length);
  return ok({ before, after: bytes.slice(end), room });
}

/** The signed PDF: the CMS in hex at its place. `cms` must fit the room it was promised. */
export function fillSeal({ before, after, room }: PreparedSeal, cms: Uint8Array): Uint8Array {
  const hex = Array.from(cms, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const contents = fromLatin1(`<${hex.padEnd(2 * room, '0')}>`);
  const sealed = new Uint8Array(before.length + contents.length + after.length);
  sealed.set(before);
  sealed.set(contents, before.length);
  sealed.set(after, before.length + contents.length);
  return sealed;
}

type Places = {
  readonly catalog: Placed;
  readonly page: Placed;
};
type Placed = { readonly reference: PdfReference; readonly entries: ReadonlyMap<string, string> };

const deepestPages = 20;

function findPlaces(file: PdfFile): Places | undefined {
  const catalog = place(file, file.trailer.get('Root'));
  let page = catalog === undefined ? undefined : place(file, catalog.entries.get('Pages'));
  for (let depth = 0; page !== undefined && page.entries.get('Type') !== '/Page'; depth += 1) {
    const first = /^\[\s*(\d+\s+\d+\s+R)/.exec(page.entries.get('Kids') ?? '')?.[1];
    page = depth < deepestPages ? place(file, first) : undefined;
  }
  return catalog === undefined || page === undefined ? undefined : { catalog, page };
}

function place(file: PdfFile, value: string | undefined): Placed | undefined {
  const reference = readReference(value);
  const at = reference === undefined ? undefined : objectAt(file, reference);
  const dictionary = at === undefined ? undefined : readDictionary(file.text, at);
  return reference === undefined || dictionary === undefined ? undefined : { reference, entries: dictionary.entries };
}

const rangePlace = `[${' '.repeat(46)}]`;
const contentsMark = '/Contents ';

function writeUpdate(file: PdfFile, { catalog, page }: Places, words: SealWords, room: number): string {
  const size = Number(file.trailer.get('Size') ?? 0);
  const [signature, field] = [
    { number: size, generation: 0 },
    { number: size + 1, generation: 0 },
  ];
  const annotations = readAnnotations(file, page.entries.get('Annots'));
  const objects: [PdfReference, string][] = [
    [signature, signatureDictionary(words, room)],
    [
      field,
      `<</Type /Annot /Subtype /Widget /FT /Sig /T (Sign-off) /F 132 /Rect [0 0 0 0] /P ${ref(page.reference)} /V ${ref(signature)}>>`,
    ],
    [page.reference, dictionary(page.entries, ['Annots', `[${[...annotations, ref(field)].join(' ')}]`])],
    [catalog.reference, dictionary(catalog.entries, ['AcroForm', `<</Fields [${ref(field)}] /SigFlags 3>>`])],
  ];
  const base = file.text.length;
  let body = '\n';
  const offsets: (readonly [PdfReference, number])[] = [];
  for (const [reference, value] of objects) {
    offsets.push([reference, base + body.length]);
    body += `${reference.number} ${reference.generation} obj\n${value}\nendobj\n`;
  }
  const kept = ['Info', 'ID'].flatMap((name) => {
    const value = file.trailer.get(name);
    return value === undefined ? [] : [`/${name} ${value}`];
  });
  const trailer = [`/Size ${size + 2}`, `/Root ${ref(catalog.reference)}`, ...kept, `/Prev ${file.startXref}`];
  return `${body}${table(offsets)}trailer\n<<${trailer.join('\n')}>>\nstartxref\n${base + body.length}\n%%EOF\n`;
}

/** The annotations of a page as references, wherever their array stands. */
function readAnnotations(file: PdfFile, value: string | undefined): readonly string[] {
  const reference = readReference(value);
  const at = reference === undefined ? undefined : objectAt(file, reference);
  const array = at === undefined ? (value ?? '') : file.text.slice(at, file.text.indexOf(']', at) + 1);
  return array.match(/\d+\s+\d+\s+R/g) ?? [];
}

const signatureDictionary = ({ signer, reason, signedAt }: SealWords, room: number): string =>
  [
    '<</Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
    `/M (D:${new Date(signedAt).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z)`,
    `/Name ${textString(signer)} /Reason ${textString(reason)}`,
    `/ByteRange ${rangePlace}`,
    `${contentsMark}<${'0'.repeat(2 * room)}>>>`,
  ].join('\n');

/** A text string in UTF-16 with its mark, in hex, so that no letter can end it. */
function textString(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0'));
  return `<FEFF${units.join('')}>`;
}

const ref = ({ number, generation }: PdfReference): string => `${number} ${generation} R`;

function dictionary(entries: ReadonlyMap<string, string>, [name, value]: readonly [string, string]): string {
  const all = [...new Map([...entries, [name, value]])];
  return `<<${all.map(([key, written]) => `/${key} ${written}`).join('\n')}>>`;
}

/** A cross-reference section for each run of object numbers. */
function table(offsets: readonly (readonly [PdfReference, number])[]): string {
  const sections = offsets
    .toSorted(([a], [b]) => a.number - b.number)
    .map(([{ number, generation }, offset]) => {
      const entry = `${String(offset).padStart(10, '0')} ${String(generation).padStart(5, '0')} n \n`;
      return `${number} 1\n${entry}`;
    });
  return `xref\n${sections.join('')}`;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return text;
}

const fromLatin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
