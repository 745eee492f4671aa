import { describe, expect, it } from 'vitest';
import { readText, rowsOf } from './test-reading.ts';

const at = Date.UTC(2026, 2, 16, 10);
const nanos = (ms: number): string => `${ms}000123`;
const resource = {
  attributes: [
    { key: 'service.name', value: { stringValue: 'Checkout' } },
    { key: 'service.version', value: { stringValue: '4.2' } },
    { key: 'service.instance.id', value: { stringValue: 'i1' } },
    { key: 'deployment.environment.name', value: { stringValue: 'Staging' } },
    { key: 'process.pid', value: { intValue: '77' } },
  ],
};
const point = (more: object): object => ({
  timeUnixNano: nanos(at),
  attributes: [{ key: 'http.route', value: { stringValue: '/pay' } }],
  ...more,
});
const metrics = [
  { name: 'queue', unit: '1', gauge: { dataPoints: [point({ asDouble: 1.5 }), point({ asInt: '9', flags: 1 })] } },
  {
    name: 'requests',
    unit: '{request}',
    sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [point({ asInt: '9007199254740993' })] },
  },
  {
    name: 'errors',
    sum: { aggregationTemporality: 'AGGREGATION_TEMPORALITY_DELTA', dataPoints: [point({ asInt: 3 })] },
  },
  {
    name: 'latency',
    unit: 's',
    histogram: { aggregationTemporality: 2, dataPoints: [point({ count: '4', sum: 2.5, bucketCounts: ['4'] })] },
  },
  {
    name: 'age',
    unit: 's',
    summary: {
      dataPoints: [
        point({
          count: '2',
          sum: 3,
          quantileValues: [
            { quantile: 0.99, value: 'NaN' },
            { quantile: 0.5, value: 2 },
          ],
        }),
      ],
    },
  },
];
const exported = { resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'm' }, metrics }] }] };

describe('OTLP metrics', () => {
  it('[I48] reads gauges, sums, histograms and summaries, pretty-printed and one export a line', () => {
    const lines = `${JSON.stringify(exported)}\n${JSON.stringify({ resourceMetrics: [] })}\n`;
    for (const text of [JSON.stringify(exported, null, 2), JSON.stringify(exported), lines]) {
      const reading = readText('metrics.json', text);
      expect([reading.format, reading.faults]).toEqual(['otlp-metrics', []]);
      const tail = '{http.route=/pay,instance=i1}/staging';
      expect(reading.samples.map(({ series, unit, time, value }) => [series, unit, time, value])).toEqual([
        [`checkout/queue${tail}`, '1', at, 1.5],
        [`checkout/requests${tail}`, '{request} (total)', at, 9_007_199_254_740_992],
        [`checkout/errors${tail}`, ' (delta)', at, 3],
        [`checkout/latency_count${tail}`, 's (total)', at, 4],
        [`checkout/latency_sum${tail}`, 's (total)', at, 2.5],
        [`checkout/age_count${tail}`, 's', at, 2],
        [`checkout/age_sum${tail}`, 's', at, 3],
        [`checkout/age{http.route=/pay,instance=i1,quantile=0.5}/staging`, 's', at, 2],
      ]);
      expect(reading.notes.map(({ message }) => message.slice(0, 8))).toEqual(['2 values']);
      expect(
        rowsOf(reading, 'sighting').map(({ version, instance, firstNewAt }) => [version, instance, firstNewAt]),
      ).toEqual([['4.2', 'i1', at]]);
    }
  });

  it('[I48] points whose time is not in nanoseconds, or missing, are one fault of their metric', () => {
    const dataPoints = [
      point({ asInt: 1, timeUnixNano: String(at) }),
      point({ asInt: 1, timeUnixNano: '0' }),
      point({ asInt: 2 }),
    ];
    const body = {
      resourceMetrics: [
        { resource, scopeMetrics: [{ metrics: [{ name: 'g', gauge: { dataPoints } }, { name: 'x' }] }] },
      ],
    };
    const reading = readText('m.json', JSON.stringify(body));
    expect(reading.samples.map(({ value }) => value)).toEqual([2]);
    expect(reading.faults.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'bad-samples: 2 of 3 points cannot be taken: 1970-01-01T00:29:33.655Z is before the year 2000',
      'wrong-type: a metric with a name and data points was expected here',
    ]);
  });
});

describe('OTLP logs', () => {
  const record = (more: object): object => ({
    timeUnixNano: nanos(at),
    severityNumber: 9,
    body: { stringValue: 'paid 7' },
    ...more,
  });

  it('[I48] counts log records by their service; the whole export is their excerpt', () => {
    const logRecords = [
      record({}),
      record({ severityNumber: 17, body: { stringValue: 'card "x" refused' } }),
      record({ timeUnixNano: '0', observedTimeUnixNano: nanos(at + 60_000), severityNumber: 0, severityText: 'FATAL' }),
      record({ timeUnixNano: '12' }),
    ];
    const text = JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
    const reading = readText('logs.json', text);
    expect([reading.format, reading.faults.map(({ message }) => message.slice(0, 60))]).toEqual([
      'otlp-logs',
      ['1 of 4 entries cannot be taken; the first: 1970-01-01T00:00:'],
    ]);
    const [row] = rowsOf(reading, 'log');
    expect([row?.service, row?.environment, row?.lines, row?.errors, row?.bytes]).toEqual([
      'checkout',
      'staging',
      3,
      2,
      { start: 0, end: text.length },
    ]);
    expect(row?.perMinute).toEqual([
      { at, lines: 2, errors: 1 },
      { at: at + 60_000, lines: 1, errors: 1 },
    ]);
    expect(row?.templates).toEqual([
      { template: 'paid <n>', count: 2, errors: 1 },
      { template: 'card <text> refused', count: 1, errors: 1 },
    ]);
  });
});
