import { describe, expect, it } from 'vitest';
import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import type { CarriedFile } from '../platform/carried.ts';
import { carriedText, codes, deploymentsCsv, errorOf, openTestIntake, take, valueOf } from './testing.ts';

const megabyte = 1_000_000;

/** A file made while it is read, so that a test holds nothing of it. */
function made(name: string, pieces: number, piece: (index: number) => string): CarriedFile {
  return {
    name,
    size: undefined,
    async *open() {
      for (let index = 0; index < pieces; index += 1) yield Buffer.from(piece(index), 'utf8');
    },
  };
}

/** Heap and buffers that work took at most, in MB; looked at while its file is read. */
async function memoryOf(file: CarriedFile, use: (file: CarriedFile) => Promise<void>): Promise<number> {
  const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const before = used();
  let most = 0;
  await use({
    ...file,
    async *open() {
      for await (const part of file.open()) {
        most = Math.max(most, used() - before);
        yield part;
      }
    },
  });
  return Math.max(most, used() - before) / megabyte;
}

describe('odd files', () => {
  it('[I35] a table of a million columns is refused with words, in little memory', async () => {
    const intake = await openTestIntake();
    const wide = made('wide.csv', 1000, (index) =>
      Array.from({ length: 1000 }, (_, each) => `c${index * 1000 + each},`).join(''),
    );
    const most = await memoryOf(wide, async (file) => {
      for (const fault of [errorOf(await intake.previewFile(file)), errorOf(await intake.takeFile(file))])
        expect([fault.code, fault.message]).toEqual(['unreadable', expect.stringMatching(/^The header is too long/)]);
    });
    expect(most).toBeLessThan(100);
    expect(intake.head().seq).toBe(0);
  });

  it('[I35] one line of 10 MB is refused with words as a whole file, and costs its row inside of one', async () => {
    const intake = await openTestIntake();
    const long = made('long.csv', 160, () => 'x'.repeat(65_536));
    const most = await memoryOf(long, async (file) => {
      expect(errorOf(await intake.takeFile(file)).code).toBe('unreadable');
    });
    expect(most).toBeLessThan(100);
    const [head, tail] = [deploymentsCsv(9), deploymentsCsv(5, 100).split('\n').slice(1).join('\n')];
    const inside = made('inside.csv', 162, (index) =>
      index === 0 ? head : index === 161 ? `\n${tail}` : 'x'.repeat(65_536),
    );
    const held = await memoryOf(inside, async (file) => {
      const report = valueOf(await intake.takeFile(file));
      expect([report.accepted, codes(report)]).toEqual([14, ['11:too-large']]);
    });
    expect(held).toBeLessThan(100);
    for (const name of ['long.json', 'long.ndjson']) {
      const open = made(name, 160, (index) => (index === 0 ? '[{"id":"' : 'x'.repeat(65_536)));
      const fault = errorOf(await intake.takeFile(open));
      expect([name, fault.code, fault.message.length > 20]).toEqual([name, expect.stringMatching(/un/), true]);
    }
  });

  it('[I35] NUL bytes cost their rows; a file of nothing else is refused', async () => {
    const intake = await openTestIntake();
    const text = deploymentsCsv(12).replace('d3,svc', 'd\u00003,svc').replace('d5,svc', 'd5\u0000,svc');
    expect(codes(await take(intake, 'd.csv', text))).toEqual(['4:nul-byte', '6:nul-byte']);
    const fault = errorOf(await intake.takeFile(carriedText('z.csv', new Uint8Array(5000))));
    expect([fault.code, fault.message]).toEqual(['wrong-encoding', expect.stringContaining('UTF-8')]);
  });

  it('[I35] times with zones, without and of several in one file: each is read by its own, or named', async () => {
    const intake = await openTestIntake();
    const times = [
      '2026-03-10T10:00:00Z',
      '2026-03-10T11:00:00+01:00',
      '2026-03-10 10:00:00',
      '1773136800',
      '10.03.2026',
    ];
    const rows = times.map((time, index) => `m${index},pay,1.${index},${time}`);
    const text = ['id,service,version,started_at', ...rows].join('\n');
    const mapped = { mapping: { ...emptyMapping, zone: 'Europe/Berlin' }, acceptBad: true };
    const bare = valueOf(await intake.takeFile(carriedText('m.csv', text), { acceptBad: true }));
    expect(codes(bare).filter((code) => code.endsWith('zone-needed'))).toEqual(['4:zone-needed']);
    const zoned = valueOf(await intake.takeFile(carriedText('m.csv', text), mapped));
    expect(codes(zoned).some((code) => code.endsWith('zone-needed'))).toBe(false);
    const starts = (await intake.rows.of('deployment')).map((row) => [row.version, row.startedAt]);
    const ten = Date.UTC(2026, 2, 10, 10);
    expect(starts).toEqual(
      expect.arrayContaining([
        ['1.0', ten],
        ['1.1', ten],
        ['1.2', ten - 3_600_000],
        ['1.3', ten],
      ]),
    );
  });

  it('[I15] lines that end with a carriage return alone are refused, and not one long header', async () => {
    const fault = errorOf(
      await (await openTestIntake()).takeFile(carriedText('d.csv', deploymentsCsv(9).replaceAll('\n', '\r'))),
    );
    expect([fault.code, fault.message]).toEqual(['unreadable', expect.stringContaining('carriage return')]);
  });

  it.each([
    ['{"total_count":0,"workflow_runs":[]}', 'empty', 'holds no records'],
    [`{"service":"${'x'.repeat(400_000)}"}`, 'unknown-format', 'does not end within 256 KiB'],
    ['{"status":"success","data":{"resultType":"scalar","result":[1773136800.7,"1"]}}', 'unreadable', 'holds a scalar'],
  ])('[I52] %.40s is refused as %s', async (text, code, words) => {
    const fault = errorOf(await (await openTestIntake()).takeFile(carriedText('a.json', text)));
    expect([fault.code, fault.message]).toEqual([code, expect.stringContaining(words)]);
  });

  it('[I14] a document over its limit says so, and what to do', async () => {
    const intake = await openTestIntake();
    const long = made('post-mortem.md', 260, (index) =>
      index === 0 ? '---\nservice: pay\nstarted: 2026-03-10T10:00:00Z\n---\n# Timeline\n' : 'x'.repeat(65_536),
    );
    const report = valueOf(await intake.takeFile(long));
    expect(report.stopped?.message).toBe(
      'The one record could not be taken: the document is longer than 16 MiB; part it into several files. Correct it, or the mapping, and bring it in again.',
    );
  });

  it('[I12] one bad thing among ten of one record is a tenth', async () => {
    const intake = await openTestIntake();
    const alert = (index: number): unknown => ({
      status: 'firing',
      labels: { alertname: 'Slow', service: 'pay' },
      annotations: {},
      startsAt: index === 3 ? 'yesterday' : `2026-03-10T10:0${index}:00Z`,
      endsAt: '0001-01-01T00:00:00Z',
      fingerprint: `f${index}`,
    });
    const payload = {
      version: '4',
      status: 'firing',
      receiver: 'r',
      groupKey: '{}',
      groupLabels: {},
      alerts: Array.from({ length: 10 }, (_, i) => alert(i)),
    };
    const report = await take(intake, 'webhook.json', JSON.stringify(payload));
    expect([report.accepted, codes(report), report.stopped]).toEqual([9, ['1:bad-time'], null]);
  });

  it('[I35] half a character, which JSON can write and UTF-8 cannot, is replaced', async () => {
    const intake = await openTestIntake();
    const record =
      '{"id":"e1","service":"pay","title":"broken \\ud83d title","detected_at":"2026-03-10T10:00:00Z","severity":"major"}';
    const report = await take(intake, 'i.ndjson', `${record}\n${record.replace('e1', 'e2')}\n`);
    expect(report.accepted).toBe(2);
    expect((await intake.rows.of('incident'))[0]?.title).toBe('broken \uFFFD title');
  });
});
