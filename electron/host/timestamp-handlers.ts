import type { timestampProcedures } from '../../shared/contract/timestamp-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

const types = {
  csr: 'application/pkcs10',
  tsq: 'application/timestamp-query',
  pdf: 'application/pdf',
  p7s: 'application/pkcs7-signature',
} as const;

/** What the procedures of certificates, timestamps and signed copies do. */
export function createTimestampHandlers(services: Services): Pick<ProcedureHandlers, keyof typeof timestampProcedures> {
  const { certificates, timestamps, seal } = services;
  const file = (name: string, type: keyof typeof types, bytes: Uint8Array | string) => ({
    name: `${name}.${type}`,
    type: types[type],
    base64: Buffer.from(bytes).toString('base64'),
  });
  const text = (base64: string): string => Buffer.from(base64, 'base64').toString('utf8');
  return {
    'certificate.status': () => certificates.status(),
    'certificate.request': async (asked) => {
      const request = await certificates.request(asked);
      return request.ok ? ok(file(asked.member, 'csr', request.value)) : request;
    },
    'certificate.take': ({ member, base64 }) => certificates.take(member, text(base64)),
    'authority.take': ({ base64 }) => certificates.takeAuthority(text(base64)),
    'timestamp.status': ({ review }) => timestamps.status(review),
    'timestamp.request': async ({ review, number }) => {
      const request = await timestamps.request(review, number);
      return request.ok ? ok(file(`${review}-${number}`, 'tsq', request.value)) : request;
    },
    'timestamp.take': ({ review, number, base64 }) => timestamps.take(review, number, Buffer.from(base64, 'base64')),
    'record.seal': async (asked) => {
      const sealed = await seal(asked);
      return sealed.ok ? ok(file(`hotwash-${asked.review}`, asked.as, sealed.value)) : sealed;
    },
  };
}
