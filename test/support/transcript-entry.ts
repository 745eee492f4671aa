import { openTranscriptStore } from '../../electron/transcripts/transcript-store.ts';

// Founds, appends to and erases transcripts and says so after each, until it is killed: DIRECTORY FIRST.
// Prints `founded STREAM`, `appended STREAM SEQ`, `erased STREAM`.
const [, , directory = '', first = '0'] = process.argv;
const store = await openTranscriptStore(directory, {
  clock: { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => performance.now() },
  device: '0123456789abcdef',
});
const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const segment = (at: number) => ({
  id: `s${String(at).padStart(6, '0')}`,
  start: at * 1000,
  end: at * 1000 + 900,
  speaker: null,
  text: `what was said in sentence ${at}`.repeat(20),
  state: 'machine-draft' as const,
});
const added = (from: number) => ({
  type: 'segments.added.v1',
  body: { segments: Array.from({ length: 20 }, (_, index) => segment(from + index)), command: 'cmd1' },
});

for (let number = Number(first); ; number += 1) {
  const id = `tr${String(number).padStart(6, '0')}`;
  const stream = `t-${id}`;
  const review = 'r-2026-001';
  const source = { kind: 'scribe' };
  const opening = { id, review, recording: null, offsetMs: 0, startedAt: null, language: 'en', source };
  const opened = { type: 'transcript.opened.v1', body: { ...opening, command: 'cmd0' } };
  if ((await store.found(stream, 'ops-01', [opened, added(0), added(20)])).ok) say(`founded ${stream}`);
  for (let more = 2; more < 6; more += 1) {
    const done = await store.use(stream, (journal) => journal.append(journal.head().seq, 'ops-01', [added(more * 20)]));
    if (done.ok && done.value.ok) say(`appended ${stream} ${more + 2}`);
  }
  if (number % 2 === 0) continue;
  const gone = await store.use(stream, (journal) => {
    const through = journal.head().seq;
    const body = { why: 'order', through, review, recording: null, command: 'cmd2' };
    return journal.erase(through, 'ops-01', { type: 'transcript.erased.v1', body });
  });
  if (gone.ok && gone.value.ok) say(`erased ${stream}`);
}
