import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { Inflate, strFromU8 } from 'fflate';
import { err, ok, type Result } from '../lib/result.ts';
import { cleanText } from './clean-text.ts';

export type DrawnBox = { readonly id: string; readonly text: string };
export type DrawnArrow = { readonly from: string | null; readonly to: string | null; readonly isLink: boolean };
/** One page of a draw.io file as boxes and arrows, in the order of the file. */
export type DrawnPage = {
  readonly boxes: readonly DrawnBox[];
  readonly arrows: readonly DrawnArrow[];
  readonly pages: number;
};

/** UTF-16 code units of a page once it is inflated: far more than 2,000 causes of 2,000 characters. */
const largestPage = 16_000_000;

/** Reads a draw.io file, or what draw.io copies, plain or compressed; the error is a sentence. */
export function readDrawio(text: string): Result<DrawnPage, string> {
  const root = parse(text);
  if (root === null) return err('This begins as a draw.io drawing but is not whole XML.');
  if (root.name === 'mxGraphModel') return ok({ ...readModel(root), pages: 1 });
  const diagrams = elementsOf(root).filter(({ name }) => name === 'diagram');
  const [first] = diagrams;
  if (first === undefined) return err('This draw.io file has no page.');
  const inner = elementsOf(first).find(({ name }) => name === 'mxGraphModel') ?? inflated(first.text.trim());
  if (inner === null)
    return err(
      'The page of this draw.io file is compressed and cannot be read. In draw.io, open File, Properties, untick Compressed, and save it again.',
    );
  return ok({ ...readModel(inner), pages: diagrams.length });
}

function parse(text: string): XmlElement | null {
  try {
    return parseXml(text.replace(/^\uFEFF/, '').trim(), { ignoreUndefinedEntities: true }).root;
  } catch {
    return null;
  }
}

/** A compressed page: base64 over raw deflate over percent-encoded XML. What would grow too large is not read. */
function inflated(packed: string): XmlElement | null {
  try {
    const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
    const parts: string[] = [];
    let size = 0;
    const inflate = new Inflate((part) => {
      size += part.length;
      if (size <= largestPage) parts.push(strFromU8(part, true));
    });
    for (let at = 0; at < bytes.length; at += 4096) {
      if (size > largestPage) return null;
      inflate.push(bytes.subarray(at, at + 4096), at + 4096 >= bytes.length);
    }
    return size > largestPage ? null : parse(decodeURIComponent(parts.join('')));
  } catch {
    return null;
  }
}

const elementsOf = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter((child) => child instanceof XmlElement);

function readModel(model: XmlElement): { readonly boxes: readonly DrawnBox[]; readonly arrows: readonly DrawnArrow[] } {
  const boxes: DrawnBox[] = [];
  const arrows: DrawnArrow[] = [];
  for (const outer of elementsOf(model)
    .filter(({ name }) => name === 'root')
    .flatMap(elementsOf)) {
    // A box with data of its own is wrapped, and the wrapper has its label and id.
    const cell = outer.name === 'mxCell' ? outer : elementsOf(outer).find(({ name }) => name === 'mxCell');
    if (cell === undefined) continue;
    const style = cell.attributes['style'] ?? '';
    if (cell.attributes['edge'] === '1')
      arrows.push({
        from: cell.attributes['source'] ?? null,
        to: cell.attributes['target'] ?? null,
        isLink: /(^|;)hotwash=link(;|$)/.test(style),
      });
    else if (cell.attributes['vertex'] === '1' && !/(^|;)edgeLabel(;|$)/.test(style)) {
      const label = outer.attributes['label'] ?? cell.attributes['value'] ?? '';
      const text = /(^|;)html=1(;|$)/.test(style) || outer.name !== 'mxCell' ? htmlToText(label) : cleanText(label);
      boxes.push({ id: outer.attributes['id'] ?? cell.attributes['id'] ?? '', text });
    }
  }
  return { boxes, arrows };
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A label without its small print and the break before each. Cut up, because a search for pairs of tags is quadratic. */
function withoutSmallPrint(html: string): string {
  const parts = html.split(/<small\b[^<>]*>/i);
  const isSmall = (part: string | undefined): boolean => part !== undefined && /<\/small>/i.test(part);
  return parts
    .map((part, index) => {
      const own = index > 0 && isSmall(part) ? part.slice(part.search(/<\/small>/i) + '</small>'.length) : part;
      return isSmall(parts[index + 1]) ? own.replace(/<br\s*\/?>\s*$/i, '') : own;
    })
    .join('');
}

/** The words of a label: small print left out, blocks and breaks as line breaks. */
function htmlToText(html: string): string {
  const words = withoutSmallPrint(html)
    .replace(/<br\s*\/?>|<\/(?:div|p|li|h[1-6])>|(?<=[^>])<(?:div|p|li|h[1-6])\b[^<>]*>/gi, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    });
  return cleanText(words.replace(/\n{2,}/g, '\n'));
}
