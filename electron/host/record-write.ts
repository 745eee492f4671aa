import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import { isDeleted } from '../../shared/domain/retention/retention.ts';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { historyHead } from '../../shared/journal/head-words.ts';
import { hashLine, serializeLine } from '../../shared/journal/line.ts';
import { entryCheckpoint } from '../../shared/journal/log-entry.ts';
import { readSignedCheckpoint } from '../../shared/journal/review-log.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { actionsCsv } from '../../shared/projections/actions-csv.ts';
import { reportHtml } from '../../shared/projections/report-html.ts';
import { recordToJson, reviewToRecord } from '../../shared/projections/review-record.ts';
import { steadyPdf } from '../export/steady-pdf.ts';
import { loadReportFonts, loadVerifyPage } from '../export/verify-page.ts';
import { writeBundle } from '../export/write-bundle.ts';
import { onDisk } from '../platform/files.ts';
import { signCheckpoint } from '../signing/device-key.ts';
import { causeFilesOf } from './cause-files.ts';
import { fail, toCallFault } from './fault.ts';
import { gatherExhibits } from './gather-exhibits.ts';
import { enclosedFiles } from './transcript-enclosure.ts';
import { failWriting, listBundle, readClosed, recordFolder, type RecordServiceParts } from './record-parts.ts';

/** Puts a closed review's record together; lists the one that is there already, for a record is written once. */
export async function writeRecord(
  parts: RecordServiceParts,
  id: ReviewId,
): Promise<Result<Output<'record.export'>, CallFault>> {
  const { reviews, workspace, evidence, clock, device, port, history } = parts;
  const folder = recordFolder(parts.workspaceDir, id);
  const source = readClosed(reviews, id);
  if (!source.ok) return source;
  const { review, lines } = source.value;
  if (isDeleted(workspace.current().retention, 'record', id))
    return fail('deleted', 'The record of this review was deleted when its time had run out; it is not made again.');
  const last = lines.at(-1);
  const head = last === undefined ? '' : hashLine(last);
  const existing = await listBundle(folder);
  if (existing.length > 0) return ok({ files: existing, headWords: await wordsOfRecord(folder) });
  const sealed = await history.checkpoint(id, 'export', lines.length);
  const checkpoint = sealed.ok ? entryCheckpoint(sealed.value) : checkpointOfLines(id, lines);
  const logProof = history.logProof(id, lines.length);
  const shown = historyHead(checkpoint);
  const headWords = [...shown.words];
  const gathered = await gatherExhibits(evidence, review);
  if (!gathered.ok) return gathered;
  const { files, withheld } = gathered.value;
  const said = await enclosedFiles(parts.transcripts, review.enclosed);
  if (!said.ok) return said;
  const verifyHtml = await loadVerifyPage();
  if (!verifyHtml.ok) return err(toCallFault(verifyHtml.error));
  const record = reviewToRecord(review, workspace.current(), { events: lines.length, head }, withheld);
  const fonts = await loadReportFonts();
  const html = reportHtml(record, workspace.current(), shown, fonts);
  const sealedAt = review.closedAt ?? clock.wall();
  const [printed, attachments] = await Promise.all([port.printToPdf(html), causeFilesOf(port, review, fonts)]);
  const place = await onDisk(() => mkdir(dirname(folder), { recursive: true, mode: 0o700 }));
  if (!place.ok) return err(toCallFault(place.error));
  const written = await writeBundle(folder, {
    reviewId: id,
    title: review.title,
    sealedAt,
    reviewJson: recordToJson(record),
    eventsJsonl: lines.map((line) => `${serializeLine(line)}\n`).join(''),
    checkpoint: signCheckpoint(device, checkpoint),
    reportHtml: html,
    reportPdf: printed === null ? null : steadyPdf(printed, sealedAt),
    attachments: [...attachments, ...(logProof === undefined ? [] : [{ name: 'log-proof.txt', bytes: logProof }])],
    actionsCsv: actionsCsv(review),
    asChosen: said.value,
    evidence: files,
    verifyHtml: verifyHtml.value,
    devicePem: device.publicPem,
  });
  if (!written.ok) return failWriting(written.error);
  return ok({ files: await listBundle(folder), headWords });
}

/** The words that the record's own report and checkpoint show. */
async function wordsOfRecord(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'data', 'checkpoint.txt'), 'utf8').catch(() => '');
  const read = readSignedCheckpoint(text);
  return read === undefined ? [] : [...historyHead(read.checkpoint).words];
}
