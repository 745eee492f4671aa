import { openJournal } from '../../electron/journal/journal.ts';

/** Appends one event after the other and prints each sequence once it was acknowledged. For tests that kill it. */
const journal = await openJournal(process.argv[2] ?? '', 'r-1', {
  clock: { wall: () => Date.now(), monotonic: () => performance.now() },
  device: '0123456789abcdef',
  onNote: () => undefined,
  onAppend: () => undefined,
});
for (;;) {
  const appended = await journal.append(journal.head().seq, 'ops-01', [
    { type: 'claim.added.v1', body: { text: 'y'.repeat(2000), command: 'cmd1' } },
  ]);
  if (appended.ok) process.stdout.write(`${journal.head().seq}\n`);
}
