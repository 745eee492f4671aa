import { readFileSync } from 'node:fs';
import { keepMedia } from '../../electron/recordings/keep-media.ts';
import { measureMs } from '../../electron/recordings/media/measure.ts';
import { runMediaJob } from '../../electron/recordings/media/run-media-job.ts';
import { openRecordingStore } from '../../electron/recordings/recording-store.ts';

// Records chunks into a part of its own and says so after each, or puts the parts together; until it is killed:
// ROOT REVIEW RECORDING CHUNKS record|join.
const [, , root = '', review = '', recording = '', chunksFile = '', work = ''] = process.argv;
const store = await openRecordingStore({ root, measure: measureMs });
const opened = await store.open(review, recording);
if (!opened.ok) throw new Error(opened.error.message);
const open = opened.value.recording;

if (work === 'join') {
  const files = store.files(recording);
  if (files === undefined) throw new Error('no files');
  process.stdout.write('begun\n');
  const job = { root, review, recording, from: { kind: 'parts' }, cuts: [], out: files.nextMedia } as const;
  const made = await runMediaJob(job, () => undefined, new AbortController().signal);
  if (!made.ok) throw new Error(made.error.message);
  const kept = await keepMedia(files, open, made.value, null, 1);
  process.stdout.write(kept.ok ? 'kept\n' : 'not kept\n');
} else {
  const begun = await open.beginPart('audio/webm;codecs=opus', 1);
  if (!begun.ok) throw new Error(begun.error.message);
  const { part } = begun.value;
  const chunks = JSON.parse(readFileSync(chunksFile, 'utf8')) as readonly {
    ms: number;
    sha256: string;
    bytes: string;
  }[];
  const send = async (index: number): Promise<void> => {
    const chunk = chunks[index];
    if (chunk === undefined) return;
    const bytes = Buffer.from(chunk.bytes, 'base64');
    const answer = await open.append({ part, index, ms: chunk.ms, sha256: chunk.sha256, bytes, at: 1 });
    if (!answer.ok) throw new Error(answer.error.message);
    process.stdout.write(`${part} ${index} ${chunk.sha256}\n`);
  };
  // Two are on their way at any time, as from a page that does not wait for the disk.
  let before: Promise<void> = Promise.resolve();
  for (let index = 0; index < chunks.length; index += 1) {
    const now = send(index);
    await before;
    before = now;
  }
  await before;
}
