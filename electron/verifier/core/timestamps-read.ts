import { fromUtf8 } from './crypto-port.ts';
import { readSignedMessage, type SignedMessage } from './cms.ts';
import { context, DerCursor, DerFault, readDer, tags, type DerRead } from './der-reader.ts';
import { asciiOf, oidOf, smallOf, takeOid, takePositive, takeTrue, timeOf } from './der-reader-values.ts';
import { readHash } from './x509-keys.ts';

/** A request of RFC 3161, as Hotwash writes it: SHA-256, a nonce, the certificate asked for. */
export type TimestampRequest = { readonly imprint: Uint8Array; readonly nonce: Uint8Array };

/** What an authority states (TSTInfo) and the signed message round it. Nothing of it is proven by reading. */
export type TimestampReply = {
  readonly imprint: Uint8Array;
  readonly nonce: Uint8Array | undefined;
  /** Epoch ms. */
  readonly time: number;
  readonly message: SignedMessage;
};

const largestReply = 256 * 1024;
const tokenContent = '1.2.840.113549.1.9.16.1.4';

/** Reads a `.tsq`. */
export function readTimestampRequest(der: Uint8Array): DerRead<TimestampRequest> {
  return readDer(der, tags.sequence, (inside) => {
    if (smallOf(inside.take(tags.integer).content) !== 1) throw new DerFault('not version 1');
    const imprint = takeImprint(inside);
    const nonce = takePositive(inside);
    if (nonce.length > 20) throw new DerFault('a nonce that is too long');
    if (!takeTrue(inside)) throw new DerFault('the certificate is not asked for');
    return { imprint, nonce };
  });
}

/** Reads a `.tsr`: a granted TimeStampResp with a token of one signer. */
export function readTimestampReply(der: Uint8Array): DerRead<TimestampReply> {
  if (der.length > largestReply) return { ok: false, why: 'over 256 KiB' };
  return readDer(der, tags.sequence, (inside) => {
    readStatus(inside.into(tags.sequence));
    const message = readSignedMessage(inside);
    if (message.contentType !== tokenContent) throw new DerFault('no timestamp token');
    const info = new DerCursor(message.content);
    const stated = readInfo(info.into(tags.sequence));
    info.end();
    return { ...stated, message };
  });
}

function readStatus(status: DerCursor): void {
  const number = smallOf(status.take(tags.integer).content);
  const words = status.intoOptional(tags.sequence)?.rest() ?? [];
  status.optional(0x03);
  status.end();
  const [said] = words.map(({ content }) =>
    fromUtf8(content)
      ?.replaceAll(/[^\u0020-\u007e]/g, '?')
      .slice(0, 120),
  );
  if (number !== 0) throw new DerFault(`the authority did not grant it${said === undefined ? '' : `: ${said}`}`);
}

function readInfo(info: DerCursor): Omit<TimestampReply, 'message'> {
  if (smallOf(info.take(tags.integer).content) !== 1) throw new DerFault('not version 1');
  oidOf(info.take(tags.oid).content);
  const imprint = takeImprint(info);
  takePositive(info);
  const time = timeOf(asciiOf(info.take(tags.generalizedTime)));
  info.optional(tags.sequence); // Accuracy: said by nobody here.
  takeTrue(info);
  const nonce = info.isAt(tags.integer) ? takePositive(info) : undefined;
  info.optional(context(0)); // The authority's name: its certificate is what counts.
  for (const extension of info.intoOptional(context(1))?.rest() ?? []) {
    const one = new DerCursor(extension.content);
    takeOid(one);
    if (takeTrue(one)) throw new DerFault('a critical extension that is not known here');
    one.take(tags.octetString);
    one.end();
  }
  info.end();
  return { imprint, nonce, time };
}

function takeImprint(cursor: DerCursor): Uint8Array {
  const imprint = cursor.into(tags.sequence);
  if (readHash(imprint) !== 'SHA-256') throw new DerFault('an imprint that is not of SHA-256');
  const digest = imprint.take(tags.octetString).content;
  imprint.end();
  if (digest.length !== 32) throw new DerFault('an imprint of another length');
  return digest;
}
