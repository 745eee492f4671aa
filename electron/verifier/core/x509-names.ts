import { fromUtf8 } from './crypto-port.ts';
import { DerCursor, DerFault, tags, type DerValue } from './der-reader.ts';
import { takeOid } from './der-reader-values.ts';

/** A distinguished name: its bytes, by which issuer and subject are compared, and what is read from it. */
export type Name = {
  readonly der: Uint8Array;
  readonly isEmpty: boolean;
  /** `CN=..., O=...` for people; parts in letters this verifier does not read are left out. */
  readonly text: string;
  readonly commonNames: readonly string[];
  readonly userIds: readonly string[];
};

const commonName = '2.5.4.3';
const userId = '0.9.2342.19200300.100.1.1';
const labels: { readonly [oid: string]: string } = {
  [commonName]: 'CN',
  [userId]: 'UID',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.6': 'C',
};

/** Reads a Name (RFC 5280, 4.1.2.4). Throws `DerFault`. */
export function readName(cursor: DerCursor): Name {
  const value = cursor.take(tags.sequence);
  const parts = new DerCursor(value.content).rest().flatMap(readRelative);
  const of = (oid: string): readonly string[] => parts.filter((part) => part.oid === oid).map(({ text }) => text);
  const shown = parts.flatMap(({ oid, text }) => (labels[oid] === undefined ? [] : [`${labels[oid]}=${text}`]));
  return {
    der: value.whole,
    isEmpty: value.content.length === 0,
    text: shown.toReversed().join(', ').slice(0, 300),
    commonNames: of(commonName),
    userIds: of(userId),
  };
}

function readRelative(set: DerValue): readonly { readonly oid: string; readonly text: string }[] {
  if (set.tag !== tags.set || set.content.length === 0) throw new DerFault('a name that is not one');
  return new DerCursor(set.content).rest().flatMap((pair) => {
    if (pair.tag !== tags.sequence) throw new DerFault('a name that is not one');
    const inside = new DerCursor(pair.content);
    const oid = takeOid(inside);
    const text = textOf(inside.any());
    inside.end();
    return text === undefined ? [] : [{ oid, text }];
  });
}

const readable: ReadonlySet<number> = new Set([tags.utf8, tags.printable, tags.ia5]);

/** The text of the kinds of string that are in use; a control character would steer the reader's terminal. */
function textOf({ tag, content }: DerValue): string | undefined {
  const text = readable.has(tag) ? fromUtf8(content) : undefined;
  return text === undefined || /\p{C}/u.test(text) || text === '' ? undefined : text;
}
