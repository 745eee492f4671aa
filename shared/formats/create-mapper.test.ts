import { describe, expect, it } from 'vitest';
import { emptyMapping, type ColumnMapping } from '../domain/release/column-mapping.ts';
import { rowSchema, type Row } from '../domain/release/rows.ts';
import { columnsOf } from './column-plan.ts';
import { createMapper } from './create-mapper.ts';
import { detectFormat } from './detect-format.ts';
import type { Mapped } from './format.ts';
import type { FormatId } from './formats.ts';

const now = Date.UTC(2026, 2, 16, 12);

/** Maps CSV cells under a header. */
function mapCells(format: FormatId, header: string, rows: readonly string[], mapping = emptyMapping): Mapped[] {
  const columns = header.split(',');
  const mapper = createMapper(format, mapping, now, columns, columns);
  if (!mapper.ok) throw new Error(mapper.error.message);
  return rows.map((row, index) => mapper.value.map({ kind: 'cells', row: index + 2, cells: row.split(',') }));
}
function mapValues(format: FormatId, values: readonly { [key: string]: unknown }[], mapping = emptyMapping): Mapped[] {
  const mapper = createMapper(format, mapping, now, null, columnsOf(values[0] ?? {}));
  if (!mapper.ok) throw new Error(mapper.error.message);
  return values.map((value, index) => mapper.value.map({ kind: 'value', row: index + 1, value }));
}
function rowOf(mapped: Mapped | undefined): Row {
  if (mapped?.kind !== 'row') throw new Error(JSON.stringify(mapped));
  return rowSchema.parse(mapped.row);
}
const codeOf = (mapped: Mapped | undefined): string =>
  mapped?.kind === 'quarantined' ? `${mapped.fault.code} at ${mapped.fault.path}` : (mapped?.kind ?? 'nothing');

const deploymentHeader = 'id,service,version,environment,started_at,finished_at,status';

describe('generic deployments', () => {
  it('[I7] reads the names that sources commonly use, and constants for what is not there', () => {
    const [mapped] = mapCells(
      'deployments',
      'Deployment ID,Application,Release,Env,Start Time,End Time,Outcome,Commit SHA',
      ['d-7,Checkout API,4.18.0,PROD,2026-03-10T10:00:00Z,2026-03-10T10:12:00+01:00,rolled back,ABCDEF1'],
    );
    expect(codeOf(mapped)).toBe('finish-before-start at End Time');
    const [good] = mapCells(
      'deployments',
      'Deployment ID,Application,Release,Start Time,End Time,Outcome,Commit SHA',
      ['d-7,Checkout API,4.18.0,2026-03-10T10:00:00Z,2026-03-10T11:12:00+01:00,rolled back,ABCDEF1'],
      { columns: {}, constants: { environment: 'staging' } },
    );
    expect(rowOf(good)).toEqual({
      kind: 'deployment',
      id: 'file:deployment:checkout-api:d-7',
      revision: 0,
      service: 'checkout-api',
      version: '4.18.0',
      environment: 'staging',
      startedAt: Date.UTC(2026, 2, 10, 10),
      finishedAt: Date.UTC(2026, 2, 10, 10, 12),
      result: 'rolled-back',
      sha: 'abcdef1',
    });
  });

  it('[I7] CSV and JSON of the same deployment are the same row; nested members are columns too', () => {
    const [fromCsv] = mapCells('deployments', deploymentHeader, [
      '7,checkout,1.2.3,prod,2026-03-10T10:00:00Z,2026-03-10T10:05:00Z,success',
    ]);
    const [fromJson] = mapValues(
      'deployments',
      [
        {
          id: 7,
          service: { name: 'checkout' },
          version: '1.2.3',
          environment: 'prod',
          started_at: 1773136800,
          finished_at: 1773137100000,
          status: 'SUCCESS',
        },
      ],
      { columns: { service: 'service.name' }, constants: {} },
    );
    expect(rowOf(fromJson)).toEqual(rowOf(fromCsv));
  });

  it('[I7] a member that only later JSON records have is read from them', () => {
    const [first, second] = mapValues('deployments', [
      { service: 'a', version: '1', started_at: '2026-03-10T10:00:00Z', status: 'in_progress' },
      {
        service: 'a',
        version: '2',
        started_at: '2026-03-11T10:00:00Z',
        finished_at: '2026-03-11T10:01:00Z',
        status: 'done',
      },
    ]);
    expect(rowOf(first)).toMatchObject({ result: 'running', finishedAt: null });
    expect(rowOf(second)).toMatchObject({ result: 'success', finishedAt: Date.UTC(2026, 2, 11, 10, 1) });
  });

  it('[I7] missing columns are one error that names what is missing and what is there', () => {
    const columns = ['who', 'what', 'when'];
    const mapper = createMapper('deployments', { columns: { version: 'ver' }, constants: {} }, now, columns, columns);
    expect(mapper.ok).toBe(false);
    if (mapper.ok) return;
    expect(mapper.error.code).toBe('missing-columns');
    for (const word of ['service', 'startedAt or finishedAt', 'ver', 'who, what, when'])
      expect(mapper.error.message).toContain(word);
  });

  it('[I7] columns that feed no field are reported', () => {
    const columns = [...deploymentHeader.split(','), 'mood', 'weather'];
    const mapper = createMapper('deployments', emptyMapping, now, columns, columns);
    expect(mapper.ok && mapper.value.plan.unknown).toEqual(['mood', 'weather']);
  });

  it('[I4] a start is its own, or finish - duration, or the finish; a finish before the start is refused', () => {
    const header = 'service,version,finished_at,duration_seconds';
    const [withDuration, without, negative] = mapCells('deployments', header, [
      'a,1,2026-03-10T10:05:00Z,300',
      'a,2,2026-03-10T10:05:00Z,',
      'a,3,2026-03-10T10:05:00Z,-1',
    ]);
    expect(rowOf(withDuration)).toMatchObject({
      startedAt: Date.UTC(2026, 2, 10, 10),
      environment: 'production',
      result: 'success',
    });
    expect(rowOf(without)).toMatchObject({ startedAt: Date.UTC(2026, 2, 10, 10, 5) });
    expect(codeOf(negative)).toBe('finish-before-start at duration_seconds');
  });

  it('[I23] known words for results are mapped, others are refused by name', () => {
    const words = ['SUCCEEDED', 'failed', 'Rolled_Back', 'in progress', 'lovely'];
    const mapped = mapCells(
      'deployments',
      'service,version,started_at,status',
      words.map((word) => `a,1,2026-03-10T10:00:00Z,${word}`),
    );
    expect(mapped.slice(0, 4).map((each) => (rowOf(each) as Row & { result: string }).result)).toEqual([
      'success',
      'failure',
      'rolled-back',
      'running',
    ]);
    expect(codeOf(mapped[4])).toBe('unknown-value at status');
  });

  it('[I3] [I6] [I13] zone, range, empty cells and the number of cells are checked per row', () => {
    const rows = [
      '1,a,1,p,2026-03-10 10:00:00,,success',
      '2,a,1,p,1999-03-10T10:00:00Z,,success',
      '3,a,1,p,2027-03-10T10:00:00Z,,success',
      '4,,1,p,2026-03-10T10:00:00Z,,success',
      '5,a,,p,2026-03-10T10:00:00Z,,success',
      '6,a,1,p,,,success',
      '7,a,1,p',
      '8,a,1,p,soon,,success',
    ];
    expect(mapCells('deployments', deploymentHeader, rows).map(codeOf)).toEqual([
      'zone-needed at started_at',
      'time-out-of-range at started_at',
      'time-out-of-range at started_at',
      'missing-value at service',
      'missing-value at version',
      'missing-value at started_at',
      'wrong-columns at ',
      'bad-time at started_at',
    ]);
    const zoned: ColumnMapping = { columns: {}, constants: {}, zone: '+02:00' };
    expect(rowOf(mapCells('deployments', deploymentHeader, rows.slice(0, 1), zoned)[0])).toMatchObject({
      startedAt: Date.UTC(2026, 2, 10, 8),
    });
  });

  it('[I7] a deployment that tells no version is of its commit', () => {
    const header = ['service', 'version', 'sha', 'finished_at'];
    const mapper = createMapper('deployments', emptyMapping, now, header, header);
    const of = (...cells: string[]) => mapper.ok && mapper.value.map({ kind: 'cells', row: 2, cells });
    const at = '2026-03-10T10:00:00Z';
    expect(of('pay', '', 'A84D88E7554FC1FA21BC', at)).toMatchObject({ row: { version: 'a84d88e7554f' } });
    expect(of('pay', '1.0', 'a84d88e7554fc1fa21bc', at)).toMatchObject({ row: { version: '1.0' } });
    expect(of('pay', '', '', at)).toMatchObject({ fault: { code: 'missing-value', path: 'version' } });
  });

  it('[I5] an id that stands for two services in one file is refused', () => {
    const mapped = mapCells('deployments', deploymentHeader, [
      '1,a,1,p,2026-03-10T10:00:00Z,,ok',
      '1,b,1,p,2026-03-10T10:00:00Z,,ok',
    ]);
    expect(mapped.map(codeOf)).toEqual(['row', 'duplicate-id at id']);
  });
});

describe('generic incidents and runtime observations', () => {
  it('[I4] [I23] incidents are read and checked', () => {
    const header = 'incident_id,service,summary,severity,started,detected,acknowledged,resolved,caused_by';
    const mapped = mapCells('incidents', header, [
      'i1,Pay,Slow,SEV-1,2026-03-10T09:50:00Z,2026-03-10T10:00:00Z,2026-03-10T10:01:00Z,2026-03-10T11:00:00Z,pay@2',
      'i2,Pay,Slow,P3,,2026-03-10T10:00:00Z,,,',
      'i3,Pay,Slow,P3,,2026-03-10T10:00:00Z,,2026-03-10T09:59:59Z,',
      'i4,Pay,Slow,awful,,2026-03-10T10:00:00Z,,,',
    ]);
    expect(rowOf(mapped[0])).toEqual({
      kind: 'incident',
      id: 'file:incident:pay:i1',
      revision: 0,
      service: 'pay',
      title: 'Slow',
      severity: 'critical',
      impactStartedAt: Date.UTC(2026, 2, 10, 9, 50),
      detectedAt: Date.UTC(2026, 2, 10, 10),
      acceptedAt: Date.UTC(2026, 2, 10, 10, 1),
      resolvedAt: Date.UTC(2026, 2, 10, 11),
      release: 'pay@2',
    });
    expect(rowOf(mapped[1])).toMatchObject({ severity: 'minor', impactStartedAt: null, resolvedAt: null });
    expect(mapped.slice(2).map(codeOf)).toEqual(['finish-before-start at resolved', 'unknown-value at severity']);
  });

  it('[I4] runtime observations need a whole number of instances and an order', () => {
    const mapped = mapCells('runtime', 'service,version,environment,first_seen,complete,instances', [
      'pay,2.0,production,2026-03-10T10:00:00Z,2026-03-10T10:09:00Z,12',
      'pay,2.0,production,2026-03-10T10:00:00Z,2026-03-10T09:09:00Z,12',
      'pay,2.0,production,2026-03-10T10:00:00Z,,1.5',
    ]);
    expect(rowOf(mapped[0])).toMatchObject({
      kind: 'runtime',
      instances: 12,
      completeAt: Date.UTC(2026, 2, 10, 10, 9),
    });
    expect(mapped.slice(1).map(codeOf)).toEqual(['finish-before-start at complete', 'bad-number at instances']);
  });
});

describe('metrics', () => {
  const metrics: ColumnMapping = {
    columns: {},
    constants: { metric: 'latency', service: 'pay' },
    zone: 'Europe/Berlin',
  };

  it('[I24] in the repeated hour the order of the series tells which instant is meant', () => {
    const mapped = mapCells(
      'metrics',
      'timestamp,value',
      [
        '2025-10-26 02:00,1',
        '2025-10-26 02:30,2',
        '2025-10-26 02:00,3',
        '2025-10-26 02:30,4',
        '2025-10-26 03:00,5',
        '2026-03-29 02:30,6',
      ],
      { ...metrics, zone: 'Europe/Berlin' },
    );
    expect(
      mapped
        .slice(0, 5)
        .map((each) => (each.kind === 'sample' ? new Date(each.time).toISOString().slice(11, 16) : each.kind)),
    ).toEqual(['00:00', '00:30', '01:00', '01:30', '02:00']);
  });

  it('[I13] values that are no finite numbers are refused', () => {
    const rows = ['NaN', 'Inf', '', '0x10', '1e999', '12,5'].map((value) => `2025-10-20 02:00,${value}`);
    expect(mapCells('metrics', 'timestamp,value', rows, metrics).map(codeOf)).toEqual([
      'bad-number at value',
      'bad-number at value',
      'missing-value at value',
      'bad-number at value',
      'bad-number at value',
      'wrong-columns at ',
    ]);
  });

  it('[I7] columns for metric, service and unit make one series each', () => {
    const mapped = mapCells('metrics', 'time,value,metric,service,env,unit', [
      '1773136800,1,latency p95,Pay,prod,ms',
      '1773136860,2,latency p95,Pay,prod,ms',
      '1773136860,2,errors,Pay,prod,1',
    ]);
    const series = mapped.flatMap((each) => (each.kind === 'sample' ? [each.series] : []));
    expect(new Set(series).size).toBe(2);
    expect(rowSchema.parse(series[0])).toMatchObject({ series: 'pay/latency_p95/prod', unit: 'ms', better: 'neither' });
  });
});

describe('Jenkins and PagerDuty', () => {
  const build = {
    _class: 'hudson.model.FreeStyleBuild',
    number: 7,
    timestamp: 1773136800000,
    duration: 61000,
    fullDisplayName: 'shop » pay #7',
    building: false,
    result: 'SUCCESS',
    url: 'https://ci.example:8443/job/shop/job/pay/7/',
  };

  it('[I20] times are ms, the finish is timestamp + duration', () => {
    const [mapped] = mapValues('jenkins-builds', [build]);
    expect(rowOf(mapped)).toMatchObject({
      id: 'jenkins:build:ci.example:8443:shop » pay#7',
      service: 'pay',
      startedAt: 1773136800000,
      finishedAt: 1773136861000,
      result: 'success',
    });
  });

  it('[I20] while it is building a build has neither result nor finish, whatever its body says', () => {
    const [mapped] = mapValues('jenkins-builds', [
      { ...build, building: true, result: 'FAILURE', originalResult: 'SUCCESS' },
    ]);
    expect(rowOf(mapped)).toMatchObject({ finishedAt: null, result: null, revision: 0 });
  });

  it('[I20] bad builds are refused', () => {
    const wrong = [
      { number: undefined },
      { timestamp: '2026-03-10' },
      { timestamp: 1 },
      { duration: -5 },
      { result: 'FINE' },
    ];
    expect(
      mapValues(
        'jenkins-builds',
        wrong.map((change) => ({ ...build, ...change })),
      ).map(codeOf),
    ).toEqual([
      'missing-value at number',
      'missing-value at timestamp',
      'time-out-of-range at timestamp',
      'finish-before-start at duration',
      'unknown-value at result',
    ]);
  });

  const incident = {
    id: 'Q1',
    type: 'incident',
    incident_number: 3,
    title: 'Slow',
    status: 'resolved',
    urgency: 'high',
    created_at: '2026-03-10T10:00:00Z',
    last_status_change_at: '2026-03-10T11:00:00Z',
    html_url: 'https://x.pagerduty.com/incidents/Q1',
    service: { summary: 'Pay API' },
    acknowledgements: [],
    log_entries: [
      { type: 'acknowledge_log_entry', created_at: '2026-03-10T10:09:00Z' },
      { type: 'acknowledge_log_entry', created_at: '2026-03-10T10:02:00Z' },
      { type: 'resolve_log_entry', created_at: '2026-03-10T10:58:00Z' },
    ],
  };

  it('[I21] accepted is the first acknowledgement, resolved the last resolve, priority wins over urgency', () => {
    const [mapped, prioritised, open] = mapValues('pagerduty-incidents', [
      incident,
      { ...incident, priority: { summary: 'P1' } },
      { ...incident, status: 'acknowledged' },
    ]);
    expect(rowOf(mapped)).toMatchObject({
      id: 'pagerduty:incident:x.pagerduty.com:Q1',
      service: 'pay-api',
      severity: 'major',
      acceptedAt: Date.UTC(2026, 2, 10, 10, 2),
      resolvedAt: Date.UTC(2026, 2, 10, 10, 58),
      revision: Date.UTC(2026, 2, 10, 11),
    });
    expect(rowOf(prioritised)).toMatchObject({ severity: 'critical' });
    expect(rowOf(open)).toMatchObject({ resolvedAt: null });
    expect(rowOf(mapValues('pagerduty-incidents', [{ incident }])[0])).toEqual(rowOf(mapped));
    expect(detectFormat({ shape: 'json', columns: [], first: { incident } })).toMatchObject({
      value: { format: 'pagerduty-incidents' },
    });
  });
});
