import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import { carriedText, codes, openTestIntake, temporaryFolder, valueOf } from './testing.ts';

/** Everything on the disk below a folder, as one text. */
async function allText(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')));
  return [...files.map((entry) => entry.name), ...texts].join('\n');
}

const header = 'key,service,title,description,created,reporter,email';
const good = Array.from(
  { length: 9 },
  (_, index) =>
    `T-${index},pay,"mail jane.doe${index}@example.org","call back\nj.doe@mail.example.com today",2026-03-10T10:0${index}:00Z,Jane Doe,jane@example.org`,
);
const csv = `${[header, ...good, 'T-9,pay,cut off jane@example.org', 'T-10,pay,"no time from max@example.org",x,soon max@example.org,M,max@example.org'].join('\n')}\n`;

describe('files with personal data', () => {
  it('[I33] nothing of a ticket file reaches the disk but its scrubbed records', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const carried = carriedText('tickets of jane@example.org.csv', csv, 50);
    const preview = valueOf(await intake.previewFile(carried));
    expect([preview.format, JSON.stringify(preview.rows).includes('@')]).toEqual(['tickets', false]);
    const report = valueOf(await intake.takeFile(carried));
    expect([report.format, report.accepted, codes(report)]).toEqual([
      'tickets',
      9,
      ['11:wrong-columns', '12:bad-time'],
    ]);
    expect(report.original).toBe(createHash('sha256').update(csv).digest('hex'));
    expect(report.sha256).not.toBe(report.original);
    expect(JSON.stringify(report)).not.toContain('@');
    const text = await allText(workspace);
    expect(text).toContain('[e-mail]');
    expect(text).not.toMatch(/@|Doe|jane/i);
    const rows = await intake.rows.of('ticket', 'pay');
    expect(rows).toHaveLength(9);
    expect(rows.every((row) => row.scrubbed > 0 && !JSON.stringify(row).includes('@'))).toBe(true);
  });

  it('[I33] the same file again changes nothing, and its copy can be mapped again', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const first = valueOf(await intake.takeFile(carriedText('t.csv', csv)));
    const again = valueOf(await intake.takeFile(carriedText('t.csv', csv)));
    expect([again.accepted, again.unchanged, again.sha256]).toEqual([0, 9, first.sha256]);
    const mapping = { ...emptyMapping, constants: { service: 'web' } };
    const retried = valueOf(await intake.retry(first.sha256, { mapping }));
    expect([retried.accepted, codes(retried)]).toEqual([9, ['11:wrong-columns', '12:bad-time']]);
  });

  it('[I33] a pulled answer with personal data is scrubbed on its way to the disk', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const records = [
      { key: 'T-1', service: 'pay', title: 'from a@b.example', created: '2026-03-10T10:00:00Z', reporter: 'A. Person' },
    ];
    const pulled = {
      source: 'desk',
      connector: 'test',
      connectorVersion: 1,
      query: '/issues',
      fetchedAt: '2026-03-10T12:00:00.000Z',
      outcome: { kind: 'read', cursor: 1, watermark: null, open: [], done: true },
    } as const;
    const bytes = new TextEncoder().encode(JSON.stringify(records));
    const body = { bytes, format: 'tickets', mapping: emptyMapping };
    const batch = { name: 'desk', pulled: { ...pulled, outcome: { ...pulled.outcome, open: [] } }, body };
    expect(valueOf(await intake.takePulled(batch)).accepted).toBe(1);
    expect(await allText(workspace)).not.toMatch(/a@b|Person/);
    expect(intake.pulls()[0]?.read?.cursor).toBe(1);
  });
});
