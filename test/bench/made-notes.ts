import { genesis, hashBody, hashLine, type JournalLine } from '../../shared/journal/line.ts';

/** So many notes of the scribe after these lines, each chained to the one before as a journal chains them. */
export function notesAfter(before: readonly JournalLine[], count: number): readonly JournalLine[] {
  const lines = [...before];
  const last = before.at(-1);
  let prev = last === undefined ? genesis : hashLine(last);
  for (let added = 1; added <= count; added += 1) {
    const body = {
      id: `note${String(added).padStart(6, '0')}`,
      text: 'The error rate rose at 10:42, and somebody said so.',
      author: 'ops-01',
      command: `b${String(added).padStart(6, '0')}`,
    };
    const salt = added.toString(16).padStart(32, '0');
    const line: JournalLine = {
      seq: lines.length + 1,
      prev,
      at: last?.at ?? '2026-03-16T10:00:00.000Z',
      device: last?.device ?? '0123456789abcdef',
      actor: last?.actor ?? 'ops-01',
      type: 'note.taken.v1',
      bodyHash: hashBody(salt, body),
      salt,
      body,
    };
    prev = hashLine(line);
    lines.push(line);
  }
  return lines;
}
