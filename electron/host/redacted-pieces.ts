import type { Scanned } from '../../shared/domain/disclosure/scan-copy.ts';
import type { DisclosurePlan } from '../../shared/record/disclosure.ts';
import { pathWords } from '../../shared/record/leaves.ts';
import { redactionName, type Confirmed } from '../../shared/record/redaction.ts';

/** What is said in redaction.json, field by field: values, their paths, the reasons for confirmed words. */
export function redactionPieces(plan: DisclosurePlan, confirmed: readonly Confirmed[]): readonly Scanned[] {
  const fields = plan.leaves.flatMap(({ path, value, isWithheld }): readonly Scanned[] => {
    if (isWithheld) return [];
    const place = pathWords(path);
    const text = typeof value === 'string' ? `${value}\n\n${place}` : place;
    return [{ kind: 'field', file: redactionName, place, text }];
  });
  const reasons = confirmed.map(({ reason }, index): Scanned => {
    return { kind: 'field', file: redactionName, place: `confirmed.${index}.reason`, text: reason };
  });
  return [...fields, ...reasons];
}

/** A file by what it is: text, a picture or document that is not searched, or both in one. */
export function filePieces(path: string, bytes: Uint8Array): readonly Scanned[] {
  if (/^(?:timestamps|trust)\//.test(path)) return [{ kind: 'file', file: path, text: printable(bytes) }];
  const text = textOf(bytes);
  if (text === undefined)
    return [{ kind: 'unread', file: path, why: `it is ${kindOf(path)}, not text; look through it yourself` }];
  const whole: Scanned = { kind: 'file', file: path, text };
  const embedded = /data:(?:image\/(?!svg)|application\/(?!json|font|x-font))[\w.+-]+/.exec(text)?.[0];
  const packed = path.endsWith('.drawio') && /<diagram[^>]*>[^<\s]{40,}/.test(text);
  if (embedded === undefined && !packed) return [whole];
  return [whole, { kind: 'unread', file: path, why: packed ? 'its drawing is packed' : 'a picture is embedded in it' }];
}

const kindOf = (path: string): string => {
  if (path.endsWith('.pdf')) return 'a PDF';
  return /\.(?:png|jpe?g|gif|webp)$/.test(path) ? 'a picture' : 'a file of its own kind';
};

function textOf(bytes: Uint8Array): string | undefined {
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(mark, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Text in certificates and timestamps, with what is in their base64: names stand in DER as they are. */
function printable(bytes: Uint8Array): string {
  const plain = Buffer.from(bytes).toString('latin1');
  const packed = [...plain.matchAll(/-----BEGIN [A-Z0-9 ]+-----([A-Za-z0-9+/=\s]+)-----END/g)].map(([, inside = '']) =>
    Buffer.from(inside, 'base64'),
  );
  const runs = [Buffer.from(bytes), ...packed].map((each) =>
    [...each.toString('utf8').matchAll(/[\p{L}\p{M}\p{N}\p{P} ]{4,}/gu)].map(([run]) => run).join('\n'),
  );
  return runs.join('\n');
}
