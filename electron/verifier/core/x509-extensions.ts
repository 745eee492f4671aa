import { DerCursor, DerFault, tags } from './der-reader.ts';
import { asciiOf, namedBits, smallOf, takeOid, takeTrue } from './der-reader-values.ts';

/** What a certificate says of its use. */
export type Extensions = {
  readonly isAuthority: boolean;
  /** How many authorities may stand below this one; null where it does not say. */
  readonly pathLength: number | null;
  /** Numbers of RFC 5280's KeyUsage bits; null where it does not say. */
  readonly keyUsage: ReadonlySet<number> | null;
  readonly extendedKeyUsage: { readonly oids: readonly string[]; readonly isCritical: boolean } | null;
  /** rfc822Names of the SubjectAltName. */
  readonly emails: readonly string[];
  /** Critical extensions that this verifier does not know: such a certificate is not accepted. */
  readonly unknownCritical: readonly string[];
};

export const keyUsages = { digitalSignature: 0, contentCommitment: 1, keyCertSign: 5 } as const;

export const noExtensions: Extensions = {
  isAuthority: false,
  pathLength: null,
  keyUsage: null,
  extendedKeyUsage: null,
  emails: [],
  unknownCritical: [],
};

/** Reads the extensions (RFC 5280, 4.2), each at most once. Throws `DerFault`. */
export function readExtensions(wrapped: DerCursor): Extensions {
  const list = wrapped.into(tags.sequence).rest();
  let extensions: Extensions = noExtensions;
  const seen = new Set<string>();
  for (const item of list) {
    if (item.tag !== tags.sequence) throw new DerFault('an extension that is none');
    const inside = new DerCursor(item.content);
    const oid = takeOid(inside);
    const isCritical = takeTrue(inside);
    const { content } = inside.take(tags.octetString);
    inside.end();
    if (seen.has(oid)) throw new DerFault('an extension that is there twice');
    seen.add(oid);
    extensions = { ...extensions, ...readExtension(oid, isCritical, content, extensions) };
  }
  return extensions;
}

function readExtension(oid: string, isCritical: boolean, content: Uint8Array, so: Extensions): Partial<Extensions> {
  const cursor = new DerCursor(content);
  const done = (value: Partial<Extensions>): Partial<Extensions> => {
    cursor.end();
    return value;
  };
  switch (oid) {
    case '2.5.29.19':
      return done(readConstraints(cursor.into(tags.sequence)));
    case '2.5.29.15':
      return done({ keyUsage: namedBits(cursor) });
    case '2.5.29.37': {
      const list = cursor.into(tags.sequence);
      const oids: string[] = [];
      while (!list.atEnd) oids.push(takeOid(list));
      return done({ extendedKeyUsage: { oids, isCritical } });
    }
    case '2.5.29.17': {
      const names = cursor.into(tags.sequence).rest();
      // [1] IA5String: rfc822Name.
      return done({ emails: names.filter(({ tag }) => tag === 0x81).map(asciiOf) });
    }
    default:
      return isCritical ? { unknownCritical: [...so.unknownCritical, oid] } : {};
  }
}

function readConstraints(inside: DerCursor): Partial<Extensions> {
  const isAuthority = takeTrue(inside);
  const length = inside.optional(tags.integer);
  inside.end();
  if (length !== undefined && !isAuthority) throw new DerFault('a path length of what is no authority');
  return { isAuthority, pathLength: length === undefined ? null : smallOf(length.content) };
}

/** The TimeStampToken's and the sign-off's uses, by the names of RFC 5280 and of Microsoft's and RFC 9336's signing. */
export const extendedUses = { timeStamping: '1.3.6.1.5.5.7.3.8' } as const;
export const personalUses: ReadonlySet<string> = new Set([
  '2.5.29.37.0',
  '1.3.6.1.5.5.7.3.2',
  '1.3.6.1.5.5.7.3.4',
  '1.3.6.1.5.5.7.3.36',
  '1.3.6.1.4.1.311.10.3.12',
]);
