import { createHash, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { timestampRequest } from '../../shared/record/tsq.ts';
import { onDisk, readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import { checkTimestamp, type ProvenTime } from '../verifier/core/timestamps.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import type { CertificateStore } from './certificate-store.ts';
import { fail, toCallFault } from './fault.ts';
import type { RecordService } from './record-service.ts';
import { listSignOffs, placeBeside, type StampedSignOff } from './timestamp-files.ts';

type Status = Output<'timestamp.take'>;

/** Times of sign-offs by an authority (RFC 3161): the request out on a stick, the reply back into the record. */
export interface TimestampService {
  status(review: ReviewId): Promise<Result<{ signOffs: Status[] }, CallFault>>;
  /** The request's bytes; the same ones for the same sign-off. */
  request(review: ReviewId, number: string): Promise<Result<Uint8Array, CallFault>>;
  take(review: ReviewId, number: string, reply: Uint8Array): Promise<Result<Status, CallFault>>;
}

export type TimestampServiceParts = {
  readonly workspaceDir: string;
  readonly records: RecordService;
  readonly certificates: CertificateStore;
};

const nonceBytes = 16;

export function createTimestampService({
  workspaceDir,
  records,
  certificates,
}: TimestampServiceParts): TimestampService {
  /** Requests wait here, outside the record: a request alone proves nothing. */
  const waiting = (review: ReviewId, stem: string): string => join(workspaceDir, 'timestamps', review, `${stem}.tsq`);

  async function find(review: ReviewId, number: string): Promise<Result<StampedSignOff, CallFault>> {
    const found = (await listSignOffs(records.folder(review))).find((each) => each.number === number);
    return found === undefined
      ? fail('no-sign-off', `The record has no sign-off ${number}. Nothing was changed.`)
      : ok(found);
  }

  async function statusOf(review: ReviewId, signOff: StampedSignOff): Promise<Status> {
    const { number, stem } = signOff;
    const inRecord = (ending: string) =>
      readFileIfAny(join(records.folder(review), 'timestamps', `${number}.${ending}`));
    const reply = await inRecord('tsr');
    if (reply === undefined)
      return {
        number,
        stem,
        state: { kind: (await readFileIfAny(waiting(review, stem))) === undefined ? 'none' : 'asked' },
      };
    const request = await inRecord('tsq');
    const judged = await judge(signOff, request, reply, certificates);
    return { number, stem, state: judged.ok ? stamped(judged.value) : { kind: 'broken', why: judged.why } };
  }

  return {
    status: async (review) => {
      const signOffs: Status[] = [];
      for (const signOff of await listSignOffs(records.folder(review))) signOffs.push(await statusOf(review, signOff));
      return ok({ signOffs });
    },
    request: async (review, number) => {
      const found = await find(review, number);
      if (!found.ok) return found;
      const path = waiting(review, found.value.stem);
      const there = await readFileIfAny(path);
      const imprint = imprintOf(found.value);
      // A record that was deleted and signed anew has another envelope under the same name.
      if (there?.includes(imprint) === true) return ok(there);
      const request = timestampRequest(imprint, randomBytes(nonceBytes));
      const written = await onDisk(async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFileAtomic(path, request);
      });
      return written.ok ? ok(request) : err(toCallFault(written.error));
    },
    take: async (review, number, reply) => {
      const found = await find(review, number);
      if (!found.ok) return found;
      const { stem } = found.value;
      const request = await readFileIfAny(waiting(review, stem));
      if (request === undefined)
        return fail('not-asked', 'No timestamp was asked for this sign-off here. Write the request first.');
      const judged = await judge(found.value, request, reply, certificates);
      if (!judged.ok)
        return fail('wrong-reply', `This reply does not stamp ${stem}: ${judged.why}. The record is as it was.`);
      const placed = await records.alone(review, () =>
        placeBeside(records.folder(review), [
          { path: `timestamps/${number}.tsq`, content: request },
          { path: `timestamps/${number}.tsr`, content: reply },
        ]),
      );
      return placed.ok ? ok({ number, stem, state: stamped(judged.value) }) : placed;
    },
  };
}

const imprintOf = ({ envelope }: StampedSignOff): Buffer => createHash('sha256').update(envelope).digest();

const judge = async (
  signOff: StampedSignOff,
  request: Uint8Array | undefined,
  reply: Uint8Array,
  certificates: CertificateStore,
): ReturnType<typeof checkTimestamp> =>
  checkTimestamp({ imprint: imprintOf(signOff), request, reply }, await certificates.authorities(), nodeCrypto);

const stamped = ({ at, by, isTrusted, why }: ProvenTime): Status['state'] => ({
  kind: 'stamped',
  at,
  by,
  trusted: isTrusted,
  why,
});
