import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import type { SignOffRole } from '../../shared/domain/review/seats.ts';
import { decideSigner } from '../../shared/domain/review/signing.ts';
import { findMember } from '../../shared/domain/workspace/workspace.ts';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { hashLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import { hashToWords } from '../../shared/journal/words.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { actionsCsv } from '../../shared/projections/actions-csv.ts';
import { reportHtml } from '../../shared/projections/report-html.ts';
import { recordToJson, reviewToRecord } from '../../shared/projections/review-record.ts';
import { bundleName } from '../../shared/record/names.ts';
import { loadReportFonts, loadVerifyPage } from '../export/verify-page.ts';
import { addSignOff, prepareSignOff } from '../export/sign-off-files.ts';
import { writeBundle } from '../export/write-bundle.ts';
import type { Clock } from '../platform/clock.ts';
import { onDisk } from '../platform/files.ts';
import { signCheckpoint, type DeviceKey } from '../signing/device-key.ts';
import { signOffWith } from '../signing/sign-off.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { causeFilesOf } from './cause-files.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import { gatherExhibits } from './gather-exhibits.ts';
import type { KeyStore } from './key-store.ts';
import type { ReviewService } from './review-service.ts';
import { sha256Of } from './sha256-of.ts';
import type { ShellPort } from './shell-port.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** Makes records of closed reviews, has them signed, and says whether they verify. */
export interface RecordService {
  readonly folder: (review: ReviewId) => string;
  write(review: ReviewId): Promise<Result<Output<'record.export'>, CallFault>>;
  sign(
    review: ReviewId,
    role: SignOffRole,
    member: MemberId,
    passphrase: string,
  ): Promise<Result<{ fingerprint: string }, CallFault>>;
  status(review: ReviewId): Promise<Result<Output<'record.status'>, CallFault>>;
}

export type RecordServiceParts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly device: DeviceKey;
  readonly port: ShellPort;
  readonly reviews: ReviewService;
  readonly workspace: WorkspaceService;
  readonly evidence: EvidenceDesk;
  readonly keys: KeyStore;
};

export function createRecordService(parts: RecordServiceParts): RecordService {
  const { reviews, workspace, evidence, keys, clock, device, port } = parts;
  const folder = (review: ReviewId): string => join(parts.workspaceDir, 'records', bundleName(review));

  const queues = new Map<ReviewId, Promise<unknown>>();
  const serially = <T>(id: ReviewId, work: () => Promise<T>): Promise<T> => {
    const run = (queues.get(id) ?? Promise.resolve()).then(work, work);
    queues.set(
      id,
      run.catch(() => undefined),
    );
    return run;
  };

  function closed(id: ReviewId): Result<{ review: Review; lines: readonly JournalLine[] }, CallFault> {
    const read = reviews.read(id);
    if (!read.ok) return read;
    const { review } = read.value;
    if (review.closedAt === null)
      return fail('not-closed', 'The review is not closed; only a closed review becomes a record.');
    const lines = reviews.lines(id);
    const last = lines.findLastIndex((line) => line.type === 'review.closed.v1');
    return ok({ review, lines: lines.slice(0, last + 1) });
  }

  async function write(id: ReviewId): Promise<Result<Output<'record.export'>, CallFault>> {
    const source = closed(id);
    if (!source.ok) return source;
    const { review, lines } = source.value;
    const last = lines.at(-1);
    const head = last === undefined ? '' : hashLine(last);
    const headWords = [...hashToWords(Buffer.from(head, 'hex'))];
    const existing = await listBundle(folder(id));
    if (existing.length > 0) return ok({ files: existing, headWords });
    const gathered = await gatherExhibits(evidence, review);
    if (!gathered.ok) return gathered;
    const { files, withheld } = gathered.value;
    const verifyHtml = await loadVerifyPage();
    if (!verifyHtml.ok) return err(toCallFault(verifyHtml.error));
    const record = reviewToRecord(review, workspace.current(), { events: lines.length, head }, withheld);
    const fonts = await loadReportFonts();
    const html = reportHtml(record, workspace.current(), headWords, fonts);
    const [reportPdf, attachments] = await Promise.all([port.printToPdf(html), causeFilesOf(port, review, fonts)]);
    const place = await onDisk(() => mkdir(dirname(folder(id)), { recursive: true, mode: 0o700 }));
    if (!place.ok) return err(toCallFault(place.error));
    const written = await writeBundle(folder(id), {
      reviewId: id,
      title: review.title,
      sealedAt: review.closedAt ?? clock.wall(),
      reviewJson: recordToJson(record),
      eventsJsonl: lines.map((line) => `${serializeLine(line)}\n`).join(''),
      checkpoint: signCheckpoint(device, checkpointOfLines(id, lines)),
      reportHtml: html,
      reportPdf,
      attachments,
      actionsCsv: actionsCsv(review),
      evidence: files,
      verifyHtml: verifyHtml.value,
      devicePem: device.publicPem,
    });
    if (!written.ok) return fail(written.error.code, `${written.error.message} ${written.error.kept}`);
    return ok({ files: await listBundle(folder(id)), headWords });
  }

  async function sign(
    id: ReviewId,
    role: SignOffRole,
    member: MemberId,
    passphrase: string,
  ): Promise<Result<{ fingerprint: string }, CallFault>> {
    const source = closed(id);
    if (!source.ok) return source;
    const signer = decideSigner(source.value.review, role, findMember(workspace.current(), member));
    if (!signer.ok) return err(refusalToFault(signer.error));
    const key = await keys.unlock(member, passphrase);
    if (!key.ok) return key;
    const prepared = await prepareSignOff(folder(id));
    if (!prepared.ok) return fail(prepared.error.code, `${prepared.error.message} ${prepared.error.kept}`);
    const act =
      role === 'facilitator' ? 'facilitated' : prepared.value.covers.length > 0 ? 'countersigned' : 'accepted';
    const signOff = signOffWith(key.value, prepared.value, {
      role,
      act,
      signer: member,
      claimedAt: new Date(clock.wall()).toISOString(),
      rosterVersion: workspace.current().rosterVersion,
    });
    const added = await addSignOff(folder(id), signOff);
    if (!added.ok) return fail(added.error.code, `${added.error.message} ${added.error.kept}`);
    const { fingerprint } = key.value;
    const noted = await reviews.note(id, {
      type: 'signoff.recorded.v1',
      body: { role, member, fingerprint, envelope: sha256Of(signOff.envelope) },
    });
    return noted.ok ? ok({ fingerprint }) : noted;
  }

  return {
    folder,
    write: (id) => serially(id, () => write(id)),
    // One after the other: who comes second must hear that the role is signed, not meet half a sign-off.
    sign: (id, role, member, passphrase) => serially(id, () => sign(id, role, member, passphrase)),
    status: async (id) => {
      const exported = (await listBundle(folder(id))).length > 0;
      if (!exported) return ok({ exported, report: null });
      const trust = await keys.trustFolder();
      if (!trust.ok) return trust;
      const report = await verifyBundle(folder(id), { trust: [trust.value] });
      const { exit, verdict, findings, signers } = report;
      return ok({
        exported,
        report: {
          exit,
          verdict,
          findings: findings.map(({ case: number, message, path }) => ({ case: number, message, path })),
          signers: signers.map(({ role, act, member, fingerprint, trusted, validAt }) => ({
            role,
            act,
            member,
            fingerprint,
            trusted,
            validAt,
          })),
        },
      });
    },
  };
}

async function listBundle(folder: string): Promise<{ name: string; bytes: number }[]> {
  const names: string[] = await readdir(folder, { recursive: true }).catch(() => []);
  const files: { name: string; bytes: number }[] = [];
  for (const name of names.toSorted()) {
    const about = await stat(join(folder, name));
    if (about.isFile()) files.push({ name: name.replaceAll('\\', '/'), bytes: about.size });
  }
  return files;
}
