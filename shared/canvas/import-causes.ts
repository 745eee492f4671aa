import type { Result } from '../lib/result.ts';
import { importDrawio } from './import-drawio.ts';
import { importJson } from './import-json.ts';
import { importMermaid, isMermaid } from './import-mermaid.ts';
import { importOutline } from './import-outline.ts';
import { importTable, readTableRows } from './import-table.ts';
import { faultAt, type Imported, type ImportFaults } from './imported-tree.ts';

/** UTF-16 code units of one paste; more cannot be read as 2,000 causes of 2,000 characters. */
const longestPaste = 8_000_000;

/**
 * Reads causes from what was pasted, whatever notation it is in: JSON, Mermaid's ishikawa, draw.io, the cells of a
 * spreadsheet, a Markdown outline, indented text or plain lines. Either all of it is read, or nothing is.
 */
export function importCauses(pasted: string): Result<Imported, ImportFaults> {
  if (pasted.length > longestPaste)
    return faultAt(null, 'This text is too long to be a list of causes. Nothing was taken; paste it in parts.');
  if (isBinary(pasted))
    return faultAt(null, 'This is not text but a file’s bytes. Nothing was taken; open the file and copy its text.');
  const text = withoutFence(pasted);
  const start = text.replace(/^\uFEFF/, '').trimStart();
  if (/^(?:\{\s*["}]|\[\s*[[{"\]])/.test(start)) return importJson(start);
  const drawn = /^%3C(?:mxGraphModel|mxfile)/i.test(start) ? decoded(start.trim()) : start;
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)?<(?:mxfile|mxGraphModel)\b/.test(drawn)) return importDrawio(drawn);
  if (/^<(?:\?xml|!doctype|svg|html)\b/i.test(start))
    return faultAt(
      1,
      'This is a page or a picture, not a list of causes. Of drawings only those of draw.io are read. Nothing was taken.',
    );
  if (isMermaid(text)) return importMermaid(text);
  const rows = readTableRows(text);
  return rows === null ? importOutline(text) : importTable(rows);
}

// oxlint-disable-next-line no-control-regex -- control characters are what is counted here
const oddSigns = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffd]/g;

/** One in twenty signs, at least four, stands in no text: what copies of programs, pictures and archives are made of. */
function isBinary(text: string): boolean {
  const start = text.slice(0, 100_000);
  const odd = start.match(oddSigns)?.length ?? 0;
  return odd >= 4 && odd * 20 >= start.length;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A text in a Markdown code fence; the line of the fence stays, empty, so that lines keep their numbers. */
const withoutFence = (text: string): string =>
  /^\s*(`{3,}|~{3,})/.test(text) ? text.replace(/^([^\S\n]*)(`{3,}|~{3,})[^\n]*$/gm, '') : text;
