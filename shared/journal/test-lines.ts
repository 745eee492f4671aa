import { genesis, hashBody, hashLine, type JournalLine } from './line.ts';

/** What a test has a journal say: events in order, each of one command unless its body names another. */
export type Told = { readonly type: string; readonly body: JournalLine['body'] & object };

const salt = 'ab'.repeat(16);

/** The lines of a journal that says so, by one device at one moment, with hashes that fit. */
export function chainedLines(told: readonly Told[]): readonly JournalLine[] {
  const lines: JournalLine[] = [];
  for (const { type, body } of told) {
    const last = lines.at(-1);
    const withCommand = { command: `cmd${String(lines.length).padStart(3, '0')}`, ...body };
    lines.push({
      seq: lines.length + 1,
      prev: last === undefined ? genesis : hashLine(last),
      at: '2026-03-16T10:00:00.000Z',
      device: '0123456789abcdef',
      actor: 'ops-02',
      type,
      bodyHash: hashBody(salt, withCommand),
      salt,
      body: withCommand,
    });
  }
  return lines;
}
