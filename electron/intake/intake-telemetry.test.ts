import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyMapping, type ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import { carriedText, codes, errorOf, openTestIntake, take, temporaryFolder, valueOf } from './testing.ts';

const at = Date.UTC(2026, 2, 16, 10);
const s = at / 1000;
const matrix = (result: readonly object[]): string =>
  JSON.stringify({ status: 'success', data: { resultType: 'matrix', result }, warnings: ['partial'] });
const series = (name: string, count: number, value: (index: number) => string): object => ({
  metric: { __name__: name, app: 'pay', instance: 'i1' },
  values: Array.from({ length: count }, (_, index) => [s - 15 * (count - index), value(index)]),
});
const otlpAttributes = [{ key: 'service.name', value: { stringValue: 'pay' } }];
const logLine = (second: number, text: string): string => `${new Date(at + second * 1000).toISOString()} ${text}\n`;

/** A real-looking file of each format, and the kinds of rows its preview shows. */
const files: readonly (readonly [name: string, format: string, content: string, kinds: readonly string[]])[] = [
  ['cpu.json', 'prometheus', matrix([series('cpu_seconds_total', 3, String)]), ['sample', 'sample', 'sample']],
  ['metrics.txt', 'openmetrics', `# TYPE up gauge\nup{app="pay"} 1 ${s}\n# EOF\n`, ['sample']],
  [
    'otlp.json',
    'otlp-metrics',
    JSON.stringify({
      resourceMetrics: [
        {
          resource: { attributes: otlpAttributes },
          scopeMetrics: [
            { metrics: [{ name: 'q', gauge: { dataPoints: [{ timeUnixNano: `${at}000000`, asInt: '4' }] } }] },
          ],
        },
      ],
    }),
    ['sample'],
  ],
  [
    'otlp-logs.json',
    'otlp-logs',
    JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: otlpAttributes },
          scopeLogs: [{ logRecords: [{ timeUnixNano: `${at}000000`, body: { stringValue: 'paid' } }] }],
        },
      ],
    }),
    ['log'],
  ],
  ['pay.log', 'logs', logLine(0, 'INFO paid'), ['log']],
  ['access_log', 'logs', '::1 - - [16/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "curl/8"\n', ['log']],
  ['pay.ndjson', 'logs', '{"ts":1773655200.5,"level":"info","msg":"paid"}\n', ['log']],
  [
    'loki.json',
    'loki',
    JSON.stringify({
      status: 'success',
      data: { resultType: 'streams', result: [{ stream: { app: 'pay' }, values: [[`${at}000000`, 'paid']] }] },
    }),
    ['log'],
  ],
  [
    'hits.json',
    'elasticsearch',
    JSON.stringify({
      took: 1,
      hits: { hits: [{ _index: 'l', _source: { '@timestamp': new Date(at).toISOString(), message: 'paid' } }] },
    }),
    ['log'],
  ],
];

describe('metrics and logs through the intake', () => {
  it.each(files)('[I28] [I26] previews %s as %s and takes it in, once', async (name, format, content, kinds) => {
    const intake = await openTestIntake();
    const preview = valueOf(await intake.previewFile(carriedText(name, content)));
    expect([preview.format, preview.blocked, preview.problems, preview.rows.map(({ kind }) => kind)]).toEqual([
      format,
      null,
      [],
      kinds,
    ]);
    expect(preview.why).not.toBe('');
    expect(intake.head().seq).toBe((await openTestIntake()).head().seq);
    const report = await take(intake, name, content);
    expect([report.format, report.accepted, report.quarantinedTotal, report.stopped]).toEqual([
      format,
      kinds.length,
      0,
      null,
    ]);
    expect((await take(intake, name, content)).accepted).toBe(0);
  });

  it('[I52] a file of values that are no samples is not stopped for them', async () => {
    const intake = await openTestIntake();
    const report = await take(intake, 'p99.json', matrix([series('p99', 400, (index) => (index < 399 ? 'NaN' : '2'))]));
    expect([report.accepted, codes(report), report.stopped]).toEqual([1, ['1:not-finite'], null]);
    const nothing = await take(intake, 'p98.json', matrix([series('p98', 4, () => 'NaN')]));
    expect([nothing.accepted, codes(nothing), nothing.stopped]).toEqual([0, ['1:not-finite'], null]);
  });

  it('[I52] what is refused from its head shows why in the preview and takes nothing', async () => {
    const intake = await openTestIntake();
    const body = JSON.stringify({ status: 'error', errorType: 'timeout', error: 'query timed out' });
    const preview = valueOf(await intake.previewFile(carriedText('e.json', body)));
    expect([preview.format, preview.blocked?.code]).toEqual(['prometheus', 'unreadable']);
    expect(errorOf(await intake.takeFile(carriedText('e.json', body))).message).toContain('timeout: query timed out');
    const wall = '2026-03-16 10:00:00 INFO paid\n';
    expect(errorOf(await intake.takeFile(carriedText('w.log', wall))).code).toBe('zone-needed');
    const zoned: ColumnMapping = { ...emptyMapping, zone: 'Europe/Berlin' };
    expect((await take(intake, 'w.log', wall, zoned)).accepted).toBe(1);
  });

  it('[I45] a series of 2 MiB is one record; one of over 16 MiB costs itself', async () => {
    const intake = await openTestIntake();
    const report = await take(intake, 'long.json', matrix([series('a', 86_400, String), series('b', 3, String)]));
    expect([report.accepted, report.quarantinedTotal]).toEqual([86_403, 0]);
    const huge = matrix([series('b', 3, String), series('c', 2, () => '1'.repeat(9 * 1024 * 1024))]);
    const second = valueOf(await intake.takeFile(carriedText('huge.json', huge), { acceptBad: true }));
    expect([second.unchanged, codes(second)]).toEqual([3, ['2:too-large']]);
  });

  it('[I16] [I45] of two values of one series at one moment the first counts; a counter may fall', async () => {
    const intake = await openTestIntake();
    const metric = { __name__: 'c_total', app: 'pay' };
    const values = ['7', '9', '0', '1'].map((value, index) => [s - 60 + 15 * index, value]);
    const text = matrix([{ metric, values: [...values, [s - 60, '8']] }]);
    const report = valueOf(await intake.takeFile(carriedText('c.json', text), { acceptBad: true }));
    expect([report.accepted, codes(report)]).toEqual([4, ['1:duplicate-time']]);
  });

  it('[I50] the excerpt of a log is those bytes of its raw copy', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const text = `\uFEFF${logLine(0, 'INFO bezahlt: 7 €')}\r\n${logLine(1, `INFO ${'x'.repeat(10 * 1024 * 1024)}`)}${logLine(2, 'ERROR no\n\tat a')}`;
    const report = await take(intake, 'pay.log', text, { ...emptyMapping, constants: { service: 'pay' } });
    expect([report.accepted, codes(report)]).toEqual([2, ['3:too-large']]);
    const raw = await readFile(join(workspace, 'intake', 'raw', report.sha256));
    const rows = await intake.rows.of('log', 'pay');
    expect(rows.map(({ lines, errors }) => [lines, errors])).toEqual([
      [1, 0],
      [1, 1],
    ]);
    for (const { bytes, sha256 } of rows)
      expect(createHash('sha256').update(raw.subarray(bytes.start, bytes.end)).digest('hex')).toBe(sha256);
  });

  it('[I49] a log that has grown is a new revision of the same row', async () => {
    const intake = await openTestIntake();
    const text = logLine(0, 'INFO a');
    await take(intake, 'pay.log', text);
    await take(intake, 'pay.log', text + logLine(70, 'ERROR b'));
    const rows = await intake.rows.of('log', 'unassigned');
    expect(rows.map(({ lines, errors }) => [lines, errors])).toEqual([[2, 1]]);
  });

  it('[I13] a file cut off keeps what was before; NUL bytes cost their line', async () => {
    const intake = await openTestIntake();
    const text = matrix([1, 2, 3, 4, 5, 6].map((each) => series(`m${each}`, 2, String)));
    const cut = await take(intake, 'cut.json', text.slice(0, text.indexOf('m6')));
    expect([cut.accepted, codes(cut), cut.stopped]).toEqual([10, ['6:truncated'], null]);
    const lines = Array.from({ length: 9 }, (_, index) => `up{app="pay"} 1 ${s + index}\n`).join('');
    const report = await take(intake, 'up.prom', `# TYPE up gauge\n${lines}u\0p 1 ${s}\n`);
    expect([report.accepted, codes(report)]).toEqual([9, ['11:nul-byte']]);
  });
});
