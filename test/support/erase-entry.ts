import { openJournals } from '../../electron/journal/journals.ts';

// Erases event after event of a journal and says so after each, until it is killed: DIRECTORY STREAM COUNT.
const [, , directory = '', stream = '', count = '0'] = process.argv;
const journals = await openJournals(directory, {
  clock: { wall: () => Date.parse('2026-03-16T10:00:00Z'), monotonic: () => 0 },
  device: '0123456789abcdef',
});
const journal = await journals.open(stream);
for (let seq = 1; seq <= Number(count); seq += 1) {
  if (journal.read(seq - 1)[0]?.body === undefined) continue;
  const body = { envelope: '{}', erased: [{ seq, remains: { text: '[erased]' } }], command: 'cmd1' };
  const erased = await journal.erase(journal.head().seq, 'ops-01', { type: 'bodies.erased.v1', body });
  if (erased.ok) process.stdout.write(`${seq}\n`);
}
await journals.close();
