import type { CallFault } from '../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../shared/domain/ids.ts';
import { keyOfMember } from '../../shared/domain/workspace/roster-keys.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { answerText, readRequest, type OpenedRequest, type SignWords } from '../../shared/record/sign-request.ts';
import { onDisk } from '../platform/files.ts';
import { unlockPersonKey, type PersonKey } from '../signing/person-key.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { fail, toCallFault } from './fault.ts';
import type { RecordServiceParts } from './record-parts.ts';
import { digestsInRecord } from './record-digests.ts';
import type { KeyWords } from './sign-key.ts';

/** An answer to take back: its file and the key that signed. */
export type AnsweredRequest = { readonly name: string; readonly text: string; readonly fingerprint: string };

const unread = (message: string): Result<never, CallFault> =>
  err({
    code: 'refused',
    rule: 'K22',
    message: `${message} Nothing was signed.`,
    satisfy: 'Ask for the request again, as a file, not as a copy of its text.',
  });

/** Reads a request that was brought here; what it says in words is what would be signed, or it is refused. */
function openRequest(text: string): Result<OpenedRequest, CallFault> {
  const opened = readRequest(text);
  return opened.ok ? opened : unread(opened.error.message);
}

/** What looking at the record that came along with a request found. */
export type RecordBeside = { readonly state: 'same' | 'other' | 'broken'; readonly message: string };

/** What a request asks to be signed, the key here that would answer, and how the record that came along stands. */
export type LookedAt = {
  readonly title: string;
  readonly display: string;
  readonly words: SignWords;
  readonly key: KeyWords | null;
  readonly record: RecordBeside | null;
};

/** Reads a request that was brought here. Nothing is signed. */
export async function lookAtRequest(
  { keys, workspace }: Pick<RecordServiceParts, 'keys' | 'workspace'>,
  text: string,
  record: string | null,
): Promise<Result<LookedAt, CallFault>> {
  const opened = openRequest(text);
  if (!opened.ok) return opened;
  const { request, statement } = opened.value;
  const beside = record === null ? ok(null) : await lookAtRecord({ keys }, opened.value, record);
  if (!beside.ok) return beside;
  const key = keyOfMember(workspace.current().keys, statement.claim.signer);
  const isHere = key !== undefined && (await keys.isHere(key.member, key.fingerprint));
  return ok({
    title: request.title,
    display: request.display,
    words: statement.words,
    key: isHere ? { fingerprint: key.fingerprint, words: key.words } : null,
    record: beside.value,
  });
}

/** Verifies the record that came along and whether its files are the ones that would be signed. */
async function lookAtRecord(
  { keys }: Pick<RecordServiceParts, 'keys'>,
  { statement }: OpenedRequest,
  record: string,
): Promise<Result<RecordBeside, CallFault>> {
  const trust = await keys.trustFolder();
  if (!trust.ok) return trust;
  const report = await verifyBundle(record, { trust: [trust.value] });
  // That sign-offs are missing, or by keys that are not known here, is why somebody is asked.
  const fault = report.findings.find(({ exit }) => exit === 1 || exit === 2);
  if (fault !== undefined) return ok({ state: 'broken', message: `The record does not hold: ${fault.message}` });
  const found = await digestsInRecord(record);
  if (found === undefined) return fail('unreadable', 'The record that came along cannot be read. Nothing was signed.');
  const { subjects } = statement.prepared;
  const other = subjects.find(({ name, sha256 }) => found.get(name) !== sha256);
  return ok(
    other === undefined
      ? {
          state: 'same',
          message: `The record that came along holds: all ${subjects.length} files are the ones to be signed.`,
        }
      : {
          state: 'other',
          message: `The record that came along is another one: ${other.name} is not what would be signed.`,
        },
  );
}

/** Which key answers: a member's of this workspace, or an age file that was brought here. */
export type AnsweringKey = { readonly kind: 'workspace' } | { readonly kind: 'age'; readonly file: Uint8Array };

/** Signs a request of another machine, with the time of this one's clock. Nothing is kept here. */
export async function answerRequest(
  { workspace, keys, clock }: Pick<RecordServiceParts, 'workspace' | 'keys' | 'clock'>,
  text: string,
  passphrase: string,
  from: AnsweringKey,
): Promise<Result<AnsweredRequest, CallFault>> {
  const opened = openRequest(text);
  if (!opened.ok) return opened;
  const { request, statement } = opened.value;
  const member = memberIdSchema.parse(statement.claim.signer);
  if (from.kind === 'workspace' && findMember(workspace.current(), member) === undefined)
    return err({
      code: 'refused',
      rule: 'K26',
      message: `This request is for ${request.display} (${member}), who is not in the roster here. Nothing was signed.`,
      satisfy: 'Open it where this person keeps their key, or hand it to them.',
    });
  const key = await unlock(keys, member, passphrase, from);
  if (!key.ok) return key;
  const claim = { ...statement.claim, claimedAt: new Date(clock.wall()).toISOString() };
  const prepared = { ...statement.prepared, manifest: Buffer.from(request.manifest, 'utf8') };
  const { envelope, manifestSignature, publicPem } = signOffWith(key.value, prepared, claim);
  return ok({
    name: `sign-answer-${statement.prepared.reviewId}-${claim.role}.json`,
    text: answerText({ envelope, manifestSignature, publicPem }),
    fingerprint: key.value.fingerprint,
  });
}

async function unlock(
  keys: RecordServiceParts['keys'],
  member: Parameters<RecordServiceParts['keys']['unlock']>[0],
  passphrase: string,
  from: AnsweringKey,
): Promise<Result<PersonKey, CallFault>> {
  if (from.kind === 'workspace') return keys.unlock(member, passphrase);
  const key = await onDisk(() => unlockPersonKey(from.file, passphrase));
  if (!key.ok) return err(toCallFault(key.error));
  return key.value.ok ? key.value : err(toCallFault(key.value.error));
}
