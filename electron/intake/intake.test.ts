import { readdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedRuns } from '../../shared/lib/test-runs.ts';
import {
  carriedText,
  codes,
  deploymentsCsv,
  errorOf,
  metricsCsv,
  openTestIntake,
  readLines,
  take,
  temporaryFolder,
  testNow,
  valueOf,
} from './testing.ts';

const header = 'id,service,version,environment,started_at,finished_at,status';
const row = (id: string, version: string, more = ''): string =>
  `${id},pay,${version},production,2026-03-10T10:00:00Z,2026-03-10T10:05:00Z,success${more}`;

describe('taking files in', () => {
  it('[I1] keeps the raw bytes under their SHA-256 before anything is mapped', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const text = `${header}\n${row('1', '1.0')}\n`;
    const report = await take(intake, '/home/someone/carried/deployments.csv', text);
    expect(report.name).toBe('deployments.csv');
    expect(report.sha256).toBe(createHash('sha256').update(text).digest('hex'));
    expect(await readFile(join(workspace, 'intake', 'raw', report.sha256), 'utf8')).toBe(text);
    expect(JSON.stringify(await readLines(intake))).not.toContain('/home');
  });

  it('[I8] the same file again changes nothing, in the same run and after opening again', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const text = `${header}\n${row('1', '1.0')}\n${row('2', '1.1')}\n3,pay,,production,2026-03-10T10:00:00Z,,success\n${row('4', '1.2')}\n${row('5', '1.3')}\n`;
    const first = await take(intake, 'd.csv', text);
    expect([first.accepted, first.unchanged, codes(first)]).toEqual([4, 0, ['4:missing-value']]);
    const head = intake.head();
    const again = await take(intake, 'd.csv', text);
    expect([again.accepted, again.unchanged, codes(again)]).toEqual([0, 4, ['4:missing-value']]);
    expect(intake.head()).toEqual(head);
    await intake.close();
    const reopened = await openTestIntake(workspace);
    expect([(await take(reopened, 'other-name.csv', text)).unchanged, reopened.head()]).toEqual([4, head]);
    expect(reopened.notes).toEqual([]);
  });

  it('[I8] another file with the same rows brings nothing new', async () => {
    const intake = await openTestIntake();
    await take(intake, 'a.csv', `${header}\n${row('1', '1.0')}\n${row('2', '1.1')}\n`);
    const report = await take(intake, 'b.csv', `${header}\r\n${row('2', '1.1')}\r\n${row('3', '1.2')}\r\n`);
    expect([report.accepted, report.unchanged]).toEqual([1, 1]);
    expect((await intake.rows.of('deployment', 'pay')).map((each) => each.version)).toEqual(['1.0', '1.1', '1.2']);
  });

  it('[I9] a known id with other content is a new revision; an older one and a replay are not', async () => {
    const intake = await openTestIntake();
    const file = (version: string, updated: string): string =>
      `${header},updated_at\n${row('1', version, `,${updated}`)}\n`;
    await take(intake, 'a.csv', file('1.0', '2026-03-10T11:00:00Z'));
    expect((await take(intake, 'b.csv', file('1.1', '2026-03-10T12:00:00Z'))).accepted).toBe(1);
    expect((await take(intake, 'c.csv', file('0.9', '2026-03-10T10:30:00Z'))).unchanged).toBe(1);
    expect((await take(intake, 'a2.csv', `${file('1.0', '2026-03-10T11:00:00Z')}\n`)).unchanged).toBe(1);
    expect((await intake.rows.of('deployment')).map((each) => each.version)).toEqual(['1.1']);
    expect((await readLines(intake)).flatMap((line) => line.rows)).toHaveLength(2);
  });

  it('[I5] an id twice in one file: the same content is unchanged, other content is refused', async () => {
    const intake = await openTestIntake();
    const good = Array.from({ length: 8 }, (_, index) => row(`g${index}`, `2.${index}`));
    const report = await take(
      intake,
      'd.csv',
      `${[header, row('1', '1.0'), row('1', '1.0'), row('1', '1.1'), ...good].join('\n')}\n`,
    );
    expect([report.accepted, report.unchanged, codes(report)]).toEqual([9, 1, ['4:duplicate-id']]);
    expect((await intake.rows.get('deployment', 'file:deployment:pay:1'))?.version).toBe('1.0');
  });

  it('[I5] duplicates are found across batches too', async () => {
    const intake = await openTestIntake();
    const report = await take(
      intake,
      'd.csv',
      `${deploymentsCsv(1200)}d1,svc-0,9.9.9,production,2024-01-01T00:00:00Z,,success\n`,
    );
    expect([report.accepted, codes(report)]).toEqual([1200, ['1202:duplicate-id']]);
    const lines = await readLines(intake);
    expect(lines.map((line) => [line.rows.length, line.bulk?.[0]?.count])).toEqual([[0, 1200]]);
  });

  it('[I5] the first of two counts also where another file brought it before', async () => {
    const intake = await openTestIntake();
    await take(intake, 'before.csv', `${header}\n${row('1', '1.0')}\n`);
    const good = Array.from({ length: 8 }, (_, index) => row(`g${index}`, '2.0'));
    const report = await take(intake, 'd.csv', `${[header, row('1', '1.0'), row('1', '1.1'), ...good].join('\n')}\n`);
    expect([report.accepted, report.unchanged, codes(report)]).toEqual([8, 1, ['3:duplicate-id']]);
    expect((await intake.rows.get('deployment', 'file:deployment:pay:1'))?.version).toBe('1.0');
  });

  it('[I12] stops when over a fifth of a batch is bad, keeps the good rows, and goes on when told to', async () => {
    const intake = await openTestIntake();
    const good = deploymentsCsv(1400).trimEnd().split('\n');
    const text = good
      .map((line, index) =>
        index > 500 && index % 3 === 0 ? line.replace('production,', 'production,not a time') : line,
      )
      .join('\n');
    const stopped = await take(intake, 'd.csv', text);
    expect(stopped.stopped?.code).toBe('too-many-bad');
    expect(stopped.accepted).toBe(1000 - stopped.quarantinedTotal);
    expect(stopped.accepted).toBe((await intake.rows.of('deployment')).length);
    const again = await take(intake, 'd.csv', text);
    expect([again.stopped?.code, again.accepted, again.unchanged]).toEqual(['too-many-bad', 0, stopped.accepted]);
    const accepted = valueOf(await intake.takeFile(carriedText('d.csv', text), { acceptBad: true }));
    expect(accepted.stopped).toBeNull();
    expect(accepted.accepted + accepted.unchanged + accepted.quarantinedTotal).toBe(1400);
    const logged = (await readLines(intake)).flatMap((line) => line.quarantined.map((each) => each.row));
    expect(new Set(logged).size).toBe(logged.length);
    expect(logged).toHaveLength(accepted.quarantinedTotal);
  });

  it('[I12] a small file that is mostly bad asks as well, and its good rows are kept', async () => {
    const intake = await openTestIntake();
    const text = `${header}\n${row('1', '1.0')}\n2,pay,1.1,production,2026-03-10T10:00:00Z,2026-03-09T10:00:00Z,success\n`;
    const report = await take(intake, 'd.csv', text);
    expect([report.accepted, codes(report), report.stopped?.code]).toEqual([
      1,
      ['3:finish-before-start'],
      'too-many-bad',
    ]);
    const accepted = valueOf(await intake.takeFile(carriedText('d.csv', text), { acceptBad: true }));
    expect([accepted.unchanged, accepted.stopped]).toEqual([1, null]);
  });

  it('[I3] metrics without a zone are refused whole, and nothing is kept of them', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const text = 'timestamp,value\n2026-03-10 10:00:00,1\n';
    const fault = errorOf(await intake.takeFile(carriedText('m.csv', text)));
    expect(fault.code).toBe('zone-needed');
    expect(fault.message).toContain('Say which zone');
    expect([intake.head().seq, await readdir(join(workspace, 'intake', 'raw'))]).toEqual([0, []]);
    expect(
      errorOf(
        await intake.takeFile(carriedText('m.csv', text), { mapping: { columns: {}, constants: {}, zone: 'Mars' } }),
      ).code,
    ).toBe('wrong-zone');
    expect((await take(intake, 'm.csv', text, { columns: {}, constants: {}, zone: 'UTC' })).accepted).toBe(1);
    expect(
      errorOf(
        await intake.takeFile(carriedText('m.csv', text), { mapping: { columns: {}, constants: {}, zone: '+02:00' } }),
      ).code,
    ).toBe('zone-conflict');
  });

  it('[I13] truncated and malformed files keep what is whole and name the rest', async () => {
    const intake = await openTestIntake();
    const good = deploymentsCsv(9);
    const cut = await take(intake, 'a.csv', `${good}d99,svc-1,1.0`);
    expect([cut.accepted, codes(cut)]).toEqual([9, ['11:wrong-columns']]);
    const quote = await take(intake, 'b.csv', `${deploymentsCsv(9, 100)}"d99,svc-1,1.0,p,x,y,z\n`);
    expect([quote.accepted, codes(quote)]).toEqual([9, ['11:malformed-csv']]);
    const objects = Array.from({ length: 6 }, (_, index) => ({
      id: `j${index}`,
      service: 'pay',
      version: `3.${index}`,
      started_at: '2026-03-10T10:00:00Z',
    }));
    const json = JSON.stringify(objects);
    const array = await take(intake, 'c.json', json.slice(0, -10));
    expect([array.accepted, codes(array)]).toEqual([5, ['6:truncated']]);
    const lines = objects.map((each) => JSON.stringify({ ...each, id: `n${each.id}` })).join('\n');
    const ndjson = await take(intake, 'd.ndjson', lines.slice(0, -5));
    expect([ndjson.accepted, codes(ndjson)]).toEqual([5, ['6:truncated']]);
    for (const bad of [0, 1]) {
      const fresh = objects.map((each) => JSON.stringify({ ...each, id: `${bad}${each.id}` }));
      fresh[bad] = '{"service": "pay",';
      const broken = await take(intake, 'e.ndjson', `${fresh.join('\n')}\n`);
      expect([broken.accepted, codes(broken)]).toEqual([5, [`${bad + 1}:malformed-json`]]);
    }
    const whole = [
      ['{"a": ', 'unreadable'],
      ['[{"a":}]', 'unreadable'],
      ['', 'empty'],
      ['"a,b\n', 'unreadable'],
      ['a,b\n1,2\n', 'unknown-format'],
    ] as const;
    for (const [text, code] of whole)
      expect([text, errorOf(await intake.takeFile(carriedText('x.csv', text))).code]).toEqual([text, code]);
  });

  it('[I15] UTF-16 and packed files are refused with what to do; a row that is not UTF-8 costs that row', async () => {
    const intake = await openTestIntake();
    const text = deploymentsCsv(9);
    const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    for (const bytes of [utf16, utf16.subarray(2)]) {
      const fault = errorOf(await intake.takeFile(carriedText('d.csv', bytes)));
      expect([fault.code, fault.message]).toEqual(['wrong-encoding', expect.stringContaining('UTF-8')]);
    }
    expect(
      errorOf(await intake.takeFile(carriedText('d.xlsx', Buffer.from('504b030414000600', 'hex')))).message,
    ).toContain('CSV');
    const latin = Buffer.concat([
      Buffer.from(text),
      Buffer.from('dx,caf\xe9,1.0,p,2026-03-10T10:00:00Z,,ok\n', 'latin1'),
      Buffer.from('dy,a\0b,1.0,p,2026-03-10T10:00:00Z,,ok\n'),
    ]);
    const report = valueOf(await intake.takeFile(carriedText('d.csv', latin, 7)));
    expect([report.accepted, codes(report)]).toEqual([9, ['11:bad-encoding', '12:nul-byte']]);
  });

  it('[I14] a line over 1 MiB costs that line', async () => {
    const intake = await openTestIntake();
    const report = await take(
      intake,
      'd.csv',
      `${deploymentsCsv(9)}${'x'.repeat(1_200_000)}\n${deploymentsCsv(3, 50).split('\n').slice(1).join('\n')}`,
    );
    expect([report.accepted, codes(report)]).toEqual([12, ['11:too-large']]);
  });

  it('[I7] unknown columns are reported, missing ones are one error that names the columns found', async () => {
    const intake = await openTestIntake();
    const report = await take(intake, 'd.csv', `${header},mood\n${row('1', '1.0', ',fine')}\n`);
    expect(report.unknownColumns).toEqual(['mood']);
    const fault = errorOf(await intake.takeFile(carriedText('d.csv', 'when,what\n1,2\n'), { format: 'deployments' }));
    expect([fault.code, fault.message]).toEqual(['missing-columns', expect.stringContaining('when, what')]);
  });

  it('[I19] cancelling keeps the batches that were acknowledged; the file can be finished later', async () => {
    const intake = await openTestIntake();
    const text = deploymentsCsv(6000);
    const abort = new AbortController();
    const report = valueOf(
      await intake.takeFile(carriedText('d.csv', text), {
        signal: abort.signal,
        onProgress: ({ rows }) => {
          if (rows > 2000) abort.abort();
        },
      }),
    );
    expect(report.stopped?.code).toBe('cancelled');
    expect(report.accepted).toBe((await intake.rows.of('deployment')).length);
    expect(report.accepted).toBeGreaterThan(0);
    const rest = await take(intake, 'd.csv', text);
    expect([rest.accepted + report.accepted, rest.unchanged]).toEqual([6000, report.accepted]);
    expect((await take(intake, 'd.csv', text)).unchanged).toBe(6000);
  });

  it('[I19] tells how far it is', async () => {
    const intake = await openTestIntake();
    const text = deploymentsCsv(4000);
    const seen: number[] = [];
    await intake.takeFile(carriedText('d.csv', text), {
      onProgress: ({ bytesRead, bytesTotal }) => seen.push(bytesRead / bytesTotal),
    });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});

describe('samples', () => {
  it('[I16] come back as they were, cut to the time asked for, from as few chunks as they need', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const report = await take(intake, 'latency.csv', metricsCsv(10_000), {
      columns: {},
      constants: { service: 'pay' },
    });
    expect([report.accepted, report.byKind]).toEqual([10_000, { sample: 10_000 }]);
    const series = 'pay/latency/production';
    const reopened = await openTestIntake(workspace);
    for (const each of [intake, reopened]) {
      expect(each.chunksOf(series).map((chunk) => chunk.count)).toEqual([4096, 4096, 1808]);
      const start = Date.UTC(2024, 0, 1);
      const { times, values } = await each.samples(series, start + 4_000_000, start + 4_200_000);
      expect([times.length, times[0], times.at(-1)]).toEqual([200, start + 4_000_000, start + 4_199_000]);
      expect(values[0]).toBe(((4000 * 7919) % 10_007) / 7);
    }
  });

  it('[I16] in any order and overlapping, each time is kept once and a later file corrects an earlier one', async () => {
    const sample = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 3 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(sample, { maxLength: 60 }),
        fc.array(sample, { maxLength: 60 }),
        async (first, second) => {
          const intake = await openTestIntake();
          const expected = new Map<number, number>();
          for (const list of [first, second]) {
            const ownTimes = new Set<number>();
            for (const [time, value] of list) {
              const at = 1_773_136_800_000 + time * 1000;
              if (!ownTimes.has(at)) expected.set(at, value);
              ownTimes.add(at);
            }
            const text = `timestamp,value\n${list.map(([time, value]) => `${1_773_136_800 + time},${value}`).join('\n')}`;
            const report = valueOf(await intake.takeFile(carriedText('m.csv', text), { acceptBad: true }));
            expect(report.accepted + report.unchanged + report.quarantinedTotal).toBe(list.length);
          }
          const { times, values } = await intake.samples('unassigned/m/production', 0, testNow);
          expect([...times]).toEqual([...expected.keys()].toSorted((a, b) => a - b));
          expect([...values]).toEqual([...times].map((time) => expected.get(time)));
          await intake.close();
        },
      ),
      boundedRuns(25),
    );
  });
});

describe('the log', () => {
  it('[I11] a torn last line is cut off, kept aside and told of', async () => {
    const { appendFile } = await import('node:fs/promises');
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    await take(intake, 'd.csv', deploymentsCsv(20));
    const head = intake.head();
    await intake.close();
    await appendFile(join(workspace, 'intake', 'log.jsonl'), '{"seq":2,"prev":"');
    const reopened = await openTestIntake(workspace);
    expect([reopened.head(), reopened.notes.map((note) => note.code)]).toEqual([head, ['torn-line']]);
    expect(await readdir(join(workspace, 'intake', 'torn'))).toHaveLength(1);
    expect((await take(reopened, 'e.csv', deploymentsCsv(5, 100))).accepted).toBe(5);
    expect((await openTestIntake(workspace)).notes).toEqual([]);
  });

  it('[I11] a changed line seals the log: what stands before it is read, nothing is added', async () => {
    const { readFile: read, writeFile } = await import('node:fs/promises');
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    for (const first of [1, 100, 200]) await take(intake, `${first}.csv`, deploymentsCsv(5, first));
    await intake.close();
    const path = join(workspace, 'intake', 'log.jsonl');
    const lines = (await read(path, 'utf8')).split('\n');
    await writeFile(path, [lines[0], lines[1]?.replace('svc-1', 'svc-2'), lines[2], ''].join('\n'));
    const reopened = await openTestIntake(workspace);
    expect(reopened.notes.map((note) => note.code)).toEqual(['broken-history']);
    expect(reopened.head().seq).toBe(2);
    expect(errorOf(await reopened.takeFile(carriedText('n.csv', deploymentsCsv(5, 300)))).code).toBe('sealed-by-fault');
  });

  it('[I25] tells listeners of every append, after it is on the disk', async () => {
    const intake = await openTestIntake();
    const seen: number[] = [];
    const stop = intake.subscribe(({ head, rows }) => seen.push(head.seq, rows.length));
    await take(intake, 'd.csv', deploymentsCsv(600));
    stop();
    await take(intake, 'e.csv', deploymentsCsv(5, 1000));
    expect(seen).toEqual([1, 500, 2, 100]);
  });
});

describe('preview', () => {
  it('[I28] shows format, why, columns, mapping, rows and problems, and writes nothing', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const text = `${deploymentsCsv(30)}dx,svc-1,1.0,production,tomorrow,,success\n`;
    const preview = valueOf(await intake.previewFile(carriedText('d.csv', text)));
    expect(preview).toMatchObject({ format: 'deployments', columns: header.split(','), unknownColumns: [] });
    expect(preview.why).not.toBe('');
    expect(preview.mapping.columns).toMatchObject({ startedAt: 'started_at', result: 'status' });
    expect([preview.rows.length, preview.problems.map((each) => each.row)]).toEqual([20, [32]]);
    expect([intake.head().seq, await readdir(join(workspace, 'intake', 'raw'))]).toEqual([0, []]);
  });
});
