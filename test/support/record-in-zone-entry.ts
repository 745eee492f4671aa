// Run by record-determinism.test.ts in processes of other time zones and languages: makes one record with everything
// that the program writes itself, and prints its own offset on the day of the review in minutes and the SHA-256 of each of
// the record's files and of its zip.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  attach,
  causePropose,
  claimAdd,
  goTo,
  startTestReview,
  testimony,
} from '../../shared/domain/review/test-review.ts';
import { checkpointOfLines } from '../../shared/journal/checkpoint.ts';
import { historyHead } from '../../shared/journal/head-words.ts';
import { hashLine, serializeLine } from '../../shared/journal/line.ts';
import { invariant } from '../../shared/lib/invariant.ts';
import { actionsCsv } from '../../shared/projections/actions-csv.ts';
import { reportHtml } from '../../shared/projections/report-html.ts';
import { recordToJson, reviewToRecord } from '../../shared/projections/review-record.ts';
import { hashFiles, listFiles } from '../../electron/export/bag-files.ts';
import { writeBundle } from '../../electron/export/write-bundle.ts';
import { zipBundle } from '../../electron/export/zip-bundle.ts';
import { readDeviceKey, signCheckpoint } from '../../electron/signing/device-key.ts';
import { causeFilesOf } from '../../electron/host/cause-files.ts';
import { makeLines } from '../../electron/host/record-fixture.ts';

const { values } = parseArgs({
  options: { out: { type: 'string', default: '' }, key: { type: 'string', default: '' } },
});

const test = startTestReview();
goTo(test, 'facts');
test.done({ ...claimAdd('clm1', 'p95 rose, then fell'), happenedAt: Date.UTC(2026, 2, 12, 22, 30, 5) } as never);
attach(test, 'claim', 'clm1', testimony);
goTo(test, 'causes');
test.done(causePropose('cau1'));
const lines = makeLines(200);
const checkpoint = checkpointOfLines(test.review().id, lines);
const device = readDeviceKey(values.key);
const last = lines.at(-1);
invariant(device.ok && last !== undefined, 'the test hands over a key');
const record = reviewToRecord({ ...test.review(), zone: 'Pacific/Chatham' }, test.workspace, {
  events: lines.length,
  head: hashLine(last),
});
const out = join(values.out, 'record');
const attachments = await causeFilesOf({ renderPng: () => Promise.resolve(null) }, test.review(), '');
const written = await writeBundle(out, {
  reviewId: record.reviewId,
  title: record.title,
  sealedAt: Date.UTC(2026, 2, 16, 23, 59, 59),
  reviewJson: recordToJson(record),
  eventsJsonl: lines.map((line) => `${serializeLine(line)}\n`).join(''),
  checkpoint: signCheckpoint(device.value, checkpoint),
  reportHtml: reportHtml(record, test.workspace, historyHead(checkpoint), ''),
  reportPdf: null,
  attachments: [
    ...attachments,
    {
      name: 'transcript.vtt',
      bytes: new TextEncoder().encode('WEBVTT\n\n00:01.000 --> 00:02.000\nThe pool was halved.\n'),
    },
  ],
  actionsCsv: actionsCsv(test.review()),
  evidence: [{ name: '001.txt', bytes: new TextEncoder().encode('what somebody said\n') }],
  verifyHtml: '<!doctype html><title>Verify</title>',
  devicePem: device.value.publicPem,
});
invariant(written.ok, 'the record is written');
const zipped = await zipBundle(out, `hotwash-${record.reviewId}`, join(values.out, 'record.zip'));
invariant(zipped.ok, 'the zip is written');
const files = [...(await hashFiles(out, await listFiles(out))), ...(await hashFiles(values.out, ['record.zip']))];
const told = {
  offset: -new Date(Date.UTC(2026, 2, 16)).getTimezoneOffset(),
  hashes: Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256])),
};
process.stdout.write(JSON.stringify(told));
