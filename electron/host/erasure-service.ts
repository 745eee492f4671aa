import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { erasurePayloadType } from '../../shared/domain/erasure/erased-bodies.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { erasedBy, erasingType } from '../../shared/journal/erased-lines.ts';
import type { JournalLine } from '../../shared/journal/line.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { decideErasure, erasurePayload, textsOf } from '../../shared/projections/erase-bodies.ts';
import type { Journals } from '../journal/journals.ts';
import type { Clock } from '../platform/clock.ts';
import { onDisk } from '../platform/files.ts';
import { openEnvelope, signEnvelope } from '../signing/dsse.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import type { KeyStore } from './key-store.ts';
import { keyStanding } from '../../shared/domain/workspace/roster-keys.ts';
import { standingWords } from '../../shared/domain/workspace/roster-rules.ts';
import { recordFolder } from './record-parts.ts';
import type { RecordService } from './record-service.ts';
import { ownCommandId, type WorkspaceService } from './workspace-service.ts';

/** Erases what was said in a review, where retention or a person asks for it; the chain and the root stay. */
export interface ErasureService {
  events(review: ReviewId): Promise<Result<Output<'erasure.events'>, CallFault>>;
  carryOut(choice: ErasureChoice): Promise<Result<Output<'erasure.carry-out'>, CallFault>>;
}

/** `member` decides and signs with their own key. */
export type ErasureChoice = {
  readonly review: ReviewId;
  readonly seqs: readonly number[];
  readonly reason: string;
  readonly member: MemberId;
  readonly passphrase: string;
};

export type ErasureServiceParts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly journals: Journals;
  readonly workspace: WorkspaceService;
  readonly keys: KeyStore;
  readonly records: Pick<RecordService, 'alone'>;
};

export function createErasureService(parts: ErasureServiceParts): ErasureService {
  const { clock, journals, workspace, keys, records } = parts;

  async function events(review: ReviewId): Promise<Result<Output<'erasure.events'>, CallFault>> {
    const lines = journals.get(review)?.read(0);
    if (lines === undefined) return noReview();
    return ok({
      events: lines.flatMap((line) => {
        const texts = line.body === undefined ? [] : textsOf(line.type, line.body);
        const { seq, at, actor, type } = line;
        return texts.length === 0 ? [] : [{ seq, at, actor, type, texts: [...texts] }];
      }),
      erased: lines.flatMap(readErasure),
      record: await recordState(parts.workspaceDir, review),
    });
  }

  async function carryOut(choice: ErasureChoice): Promise<Result<Output<'erasure.carry-out'>, CallFault>> {
    const { review, seqs, reason, member, passphrase } = choice;
    const journal = journals.get(review);
    if (journal === undefined) return noReview();
    if (findMember(workspace.current(), member) === undefined)
      return fail('no-member', 'That person is not in the roster.');
    const { seq } = journal.head();
    const planned = decideErasure(journal.read(0), seqs);
    if (!planned.ok) return err(refusalToFault(planned.error));
    const key = await keys.unlock(member, passphrase);
    if (!key.ok) return key;
    const known = workspace.current().keys.find(({ fingerprint }) => fingerprint === key.value.fingerprint);
    const standing = known === undefined ? 'revoked' : keyStanding(known, clock.wall());
    if (standing !== 'valid')
      return fail('refused', `The key of ${member} is ${standingWords[standing]}; nothing was erased. Make a new key.`);
    const at = new Date(clock.wall()).toISOString();
    const payload = erasurePayload(planned.value, { review, signer: member, reason, at });
    const envelope = signEnvelope(key.value, payload, erasurePayloadType);
    const body = { envelope, erased: [...planned.value.erased], command: ownCommandId() };
    const record = await recordState(parts.workspaceDir, review);
    // First, so that a kill leaves no record with the words: nobody signed it, so it is made anew from what remains.
    if (record === 'unsigned') {
      const gone = await onDisk(() => rm(recordFolder(parts.workspaceDir, review), { recursive: true, force: true }));
      if (!gone.ok) return err(toCallFault(gone.error));
    }
    const erased = await journal.erase(seq, member, { type: erasingType, body });
    return erased.ok
      ? ok({ erased: planned.value.erased.length, record: became[record] })
      : err(toCallFault(erased.error));
  }

  return {
    events,
    // Alone: a record that is being signed meanwhile must not be taken for one that nobody signed.
    carryOut: (choice) => records.alone(choice.review, () => carryOut(choice)),
  };
}

const became = { none: 'none', unsigned: 'thrown-away', signed: 'kept' } as const;

const noReview = (): Result<never, CallFault> => fail('no-review', 'There is no such review in this workspace.');

async function recordState(workspaceDir: string, review: ReviewId): Promise<'none' | 'unsigned' | 'signed'> {
  const folder = recordFolder(workspaceDir, review);
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return 'none';
  const signatures = await readdir(join(folder, 'signatures')).catch(() => []);
  return signatures.length > 0 ? 'signed' : 'unsigned';
}

const statementSchema = z.object({ signer: z.string(), reason: z.string(), at: z.string() });

/** Who erased what by this line of the journal, as they signed it; nothing for every other line. */
function readErasure(line: JournalLine): Output<'erasure.events'>['erased'] {
  const seqs = [...erasedBy(line).keys()];
  const envelope = line.body?.['envelope'];
  const opened = typeof envelope === 'string' ? openEnvelope(envelope, erasurePayloadType) : undefined;
  if (seqs.length === 0 || opened?.ok !== true) return [];
  try {
    return [{ seqs, ...statementSchema.parse(JSON.parse(opened.value.payload)) }];
  } catch {
    return [];
  }
}
