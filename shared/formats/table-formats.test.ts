import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyMapping, type ColumnMapping } from '../domain/release/column-mapping.ts';
import { rowSchema, type Row } from '../domain/release/rows.ts';
import { createMapper } from './create-mapper.ts';
import { detectFormat } from './detect-format.ts';
import { genericFields, requiredFields, type GenericFormat } from './fields.ts';
import type { Mapped } from './format.ts';
import type { FormatId } from './formats.ts';
import { readText, rowsOf } from './test-reading.ts';
import { scrubTicket } from './map-ticket.ts';

const now = Date.UTC(2026, 2, 16, 12);
const at = Date.UTC(2026, 2, 10, 10);

function mapCells(
  format: FormatId,
  header: string,
  row: readonly string[],
  mapping: ColumnMapping = emptyMapping,
): Mapped {
  const columns = header.split(',');
  const mapper = createMapper(format, mapping, now, columns, columns);
  if (!mapper.ok) throw new Error(mapper.error.message);
  return mapper.value.map({ kind: 'cells', row: 2, cells: row });
}
/** The row, or `code at column` of what is wrong with it. */
function told(mapped: Mapped): Row | string {
  if (mapped.kind === 'quarantined') return `${mapped.fault.code} at ${mapped.fault.path}`;
  if (mapped.kind !== 'row') throw new Error(mapped.kind);
  return rowSchema.parse(mapped.row);
}
const formatOf = (header: string): string => {
  const found = detectFormat({ shape: 'csv', columns: header.split(','), first: null });
  return found.ok ? found.value.format : found.error.code;
};

describe('recognising tables', () => {
  it.each([
    ['id,service,version,environment,started_at,finished_at,status', 'deployments'],
    ['Service,Release,Env,Deployed At,Outcome,Owner', 'deployments'],
    ['service,version,deployed_at,tier,owner', 'deployments'],
    ['deployment_id,id,service,repository,environment,started_at,finished_at,duration,status,sha', 'deployments'],
    ['id,service,title,severity,detected_at,acknowledged_at,resolved_at', 'incidents'],
    ['number,component,summary,priority,opened_at,closed_at,status', 'incidents'],
    ['id,service,title,description,severity,created_at,resolved_at', 'incidents'],
    ['service,version,environment,first_seen,complete_at,instances', 'runtime'],
    ['time,value', 'metrics'],
    ['timestamp,value,metric,service,environment,unit', 'metrics'],
    ['Issue key,Component/s,Summary,Description,Status,Created,Resolved,Labels,Fix Version/s', 'tickets'],
    ['id,project,subject,status,created_on,closed_on,assignee,reporter', 'tickets'],
    ['key,service,title,created,reporter,email', 'tickets'],
    ['service,feature_flag,environment,changed_at,state', 'flags'],
    ['time,flag,value,service', 'flags'],
    ['service,flag,variant,environment,from,to,exposures,errors,conversions', 'exposures'],
    ['service,flag,variation,hour,window_minutes,impressions,failures', 'exposures'],
    ['service,version,made_at,probability,impact,reason', 'predictions'],
    ['service,version,date,risk,severity,comment', 'predictions'],
    ['service,title,owner,tier,depends_on', 'services'],
    ['name,team,criticality', 'services'],
    ['sha,parents,committed_at,files,insertions,deletions,generated_lines,subject', 'git-commits'],
    ['tag,tagged_at,commit', 'git-tags'],
    ['name,owner,stars,forks,language,licence,url,homepage', 'unknown-format'],
    ['a,b,c', 'unknown-format'],
  ])('[I60] %s is %s', (header, format) => {
    expect(formatOf(header)).toBe(format);
  });

  const tables = Object.keys(genericFields) as GenericFormat[];

  it('[I60] a table with all of its own columns is never taken for another, in any order', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...tables).chain((format) =>
          fc.tuple(
            fc.constant(format),
            fc.shuffledSubarray(
              genericFields[format].map(({ name }) => name),
              { minLength: genericFields[format].length },
            ),
          ),
        ),
        ([format, columns]) => {
          expect(formatOf(columns.join(','))).toBe(format);
        },
      ),
    );
  });

  it.each(tables)(
    '[I60] %s is read when it is named and every needed field is mapped from a column of another name',
    (format) => {
      const needed = requiredFields[format].flatMap(([first]) => first ?? []);
      const columns = Object.fromEntries(needed.map((name, index) => [name, `c${index}`]));
      const header = Object.values(columns);
      const mapper = createMapper(format, { columns, constants: {} }, now, header, header);
      expect(mapper.ok && mapper.value.plan.columns).toEqual(columns);
      expect(createMapper(format, emptyMapping, now, header, header)).toMatchObject({
        error: { code: 'missing-columns' },
      });
    },
  );
});

describe('tables of services, flags, exposures and predictions', () => {
  it('[I59] services', () => {
    const header = 'service,title,owner,tier,depends_on';
    expect(
      told(mapCells('services', header, ['Checkout API', '', 'payments', 'Gold', 'cart; Rates |checkout-api|cart'])),
    ).toEqual({
      kind: 'component',
      id: 'file:component:carried:checkout-api',
      revision: 0,
      service: 'checkout-api',
      title: 'Checkout API',
      owner: 'payments',
      tier: 'critical',
      system: null,
      dependsOn: ['cart', 'rates'],
    });
    expect(told(mapCells('services', header, ['a', '', 'anna@example.org', '', '']))).toMatchObject({
      owner: '[e-mail]',
      tier: null,
    });
    expect(told(mapCells('services', header, ['a', '', '', 'platinum', '']))).toBe('unknown-value at tier');
    const json = JSON.stringify([{ name: 'a', team: 't', dependencies: ['b', { name: 'C d' }] }]);
    expect(rowsOf(readText('services.json', json), 'component')).toMatchObject([
      { service: 'a', dependsOn: ['b', 'c-d'] },
    ]);
  });

  it.each([
    ['on', 'on'],
    ['TRUE', 'on'],
    ['0', 'off'],
    ['Turned off', 'off'],
    ['archived', 'archived'],
    ['', 'missing-value at state'],
    ['maybe', 'unknown-value at state'],
  ])('[I59] a flag that is %j', (written, state) => {
    const row = told(mapCells('flags', 'service,flag,at,state', ['web', 'new-cart', '2026-03-10T10:00:00Z', written]));
    expect(row).toEqual(
      state.includes(' ')
        ? state
        : expect.objectContaining({
            state,
            environment: 'production',
            at,
            id: `file:flag:web:new-cart/production/${at}`,
          }),
    );
  });

  it.each([
    [
      ['2026-03-10T11:00:00Z', '', '200', '3', '10'],
      { to: at + 3_600_000, exposures: 200, errors: 3, conversions: 10 },
    ],
    [['', '15', '0', '', ''], { to: at + 900_000, exposures: 0, errors: null, conversions: null }],
    [['', '', '1', '', ''], 'missing-value at to'],
    [['', '0', '1', '', ''], 'bad-number at minutes'],
    [['2026-03-10T09:00:00Z', '', '1', '', ''], 'finish-before-start at to'],
    [['', '15', '10', '11', ''], 'bad-number at errors'],
    [['', '15', '1.5', '', ''], 'bad-number at exposures'],
    [['', '15', '', '', ''], 'missing-value at exposures'],
  ])('[I59] an exposure of %j', (cells, expected) => {
    const header = 'service,flag,variant,from,to,minutes,exposures,errors,conversions';
    const row = told(mapCells('exposures', header, ['web', 'f', 'blue', '2026-03-10T10:00:00Z', ...cells]));
    if (typeof expected === 'string') expect(row).toBe(expected);
    else expect(row).toMatchObject({ kind: 'exposure', from: at, ...expected });
  });

  it.each([
    ['0.2', 0.2],
    ['20 %', 0.2],
    ['1', 1],
    ['20', 'bad-number at probability'],
    ['101%', 'bad-number at probability'],
    ['likely', 'bad-number at probability'],
    ['', 'missing-value at probability'],
  ])('[I59] a prediction of %j', (written, expected) => {
    const row = told(
      mapCells('predictions', 'service,version,made_at,probability,impact', [
        'web',
        '1.2',
        '2026-03-10T10:00:00Z',
        written,
        'High',
      ]),
    );
    if (typeof expected === 'string') expect(row).toBe(expected);
    else
      expect(row).toMatchObject({ kind: 'prediction', madeAt: at, probability: expected, impact: 'major', reason: '' });
  });
});

describe('what a refusal quotes', () => {
  const time = '2026-03-10T10:00:00Z';
  const refusals: readonly (readonly [FormatId, string, readonly string[]])[] = [
    ['metrics', 'time,value,metric,service', [time, 'hunter2', 'm', 'web']],
    ['exposures', 'service,flag,variant,from,minutes,exposures', ['web', 'f', 'b', time, '15', 'hunter2']],
    ['predictions', 'service,version,made_at,probability', ['web', '1', time, 'hunter2']],
    ['flags', 'service,flag,at,value', ['web', 'f', time, 'hunter2']],
    ['deployments', 'service,sha,finished_at', ['web', 'hunter2-hunter2-hunter2', time]],
    ['deployments', 'service,version,finished_at', ['web', '1', 'hunter2-hunter2-hunter2']],
    ['deployments', 'service,version,finished_at,status', ['web', '1', time, 'hunter2-hunter2-hunter2']],
  ];

  it.each(refusals)('[I13] %s from %s: neither a value nor a long cell', (format, header, row) => {
    const mapped = mapCells(format, header, row);
    if (mapped.kind !== 'quarantined') throw new Error(mapped.kind);
    expect(mapped.fault.path).not.toBe('');
    expect(mapped.fault.message).not.toContain('hunter2');
  });

  it('[I23] a short word that is not known is named', () => {
    const mapped = mapCells('deployments', 'service,version,finished_at,status', ['web', '1', time, 'maybe']);
    expect(mapped).toMatchObject({ fault: { message: expect.stringMatching(/^"maybe" is not known/) as unknown } });
  });
});

describe('tickets', () => {
  const header = 'id,component,summary,description,status,created,resolved,labels,fix_version';
  const cells = (change: { readonly [column: string]: string }): string[] => {
    const usual: { readonly [column: string]: string } = {
      id: 'T-1',
      component: 'Checkout',
      summary: 'Cannot pay',
      description: 'With card 4111 1111 1111 1111, says anna@example.org',
      status: 'In Progress',
      created: '2026-03-10T10:00:00Z',
      resolved: '',
      labels: 'ui; payment',
      fix_version: '4.18.0',
    };
    return header.split(',').map((column) => change[column] ?? usual[column] ?? '');
  };

  it('[I57] [M5.5] a ticket is kept without personal details, and says how many were taken out', () => {
    expect(told(mapCells('tickets', header, cells({})))).toEqual({
      kind: 'ticket',
      id: 'file:ticket:checkout:T-1',
      revision: 0,
      service: 'checkout',
      title: 'Cannot pay',
      text: 'With card [card], says [e-mail]',
      state: 'open',
      createdAt: at,
      closedAt: null,
      release: '4.18.0',
      labels: ['ui', 'payment'],
      scrubbed: 2,
    });
  });

  it.each([
    [
      { status: 'Done', resolved: '2026-03-10T11:00:00Z' },
      { state: 'closed', closedAt: at + 3_600_000 },
    ],
    [
      { status: 'Reopened', resolved: '2026-03-10T11:00:00Z' },
      { state: 'open', closedAt: null },
    ],
    [{ status: '', resolved: '2026-03-10T11:00:00Z' }, { state: 'closed' }],
    [{ summary: '' }, { title: 'T-1' }],
    [{ status: 'Frobnicated' }, 'unknown-value at status'],
    [{ resolved: '2026-03-09T11:00:00Z' }, 'finish-before-start at resolved'],
    [{ created: '' }, 'missing-value at created'],
  ])('[I57] %j', (change, expected) => {
    const row = told(mapCells('tickets', header, cells(change)));
    if (typeof expected === 'string') expect(row).toBe(expected);
    else expect(row).toMatchObject(expected);
  });

  it('[M5.5] columns about people are dropped at any depth, before anything else is read', () => {
    const record = {
      key: '0012345678',
      reporter: { name: 'Anna Smith', emailAddress: 'anna@example.org' },
      'Assignee E-Mail': 'bob@example.org',
      component: { name: 'Checkout', lead: { displayName: 'Bob' } },
      comments: [{ author: 'Bob', body: 'I am bob@example.org' }],
      fixVersion: '4.18.0.1',
      phone: null,
    };
    const scrubbed = scrubTicket(record);
    expect(scrubbed).toEqual({
      key: '0012345678',
      component: { name: 'Checkout', lead: {} },
      comments: [{ body: 'I am [e-mail]' }],
      fixVersion: '4.18.0.1',
      scrubbed: 4,
    });
    expect(scrubTicket(scrubbed)).toEqual(scrubbed);
  });

  it('[M5.5] no address survives, wherever in a record it stands', () => {
    fc.assert(
      fc.property(
        fc.emailAddress(),
        fc.jsonValue(),
        fc.constantFrom('id', 'summary', 'x', 'reporter', 'version'),
        (address, other, column) => {
          const record = { other, [column]: address, list: [{ deep: [`to ${address}, please`] }] };
          expect(JSON.stringify(scrubTicket(record))).not.toContain(JSON.stringify(address).slice(1, -1));
        },
      ),
    );
  });

  it('[M5.5] what lies too deep to be looked into is not kept', () => {
    let deep: unknown = 'anna@example.org';
    for (let i = 0; i < 5_000; i += 1) deep = { deep };
    expect(JSON.stringify(scrubTicket({ deep }))).not.toContain('anna');
  });

  it('[I57] tickets are read from JSON as from CSV, lists and all', () => {
    const records = [
      {
        key: 'A-1',
        project: 'web',
        summary: 'x',
        created: '2026-03-10T10:00:00Z',
        labels: ['a', 'b'],
        fixVersions: [{ name: '4.18' }],
      },
    ];
    expect(rowsOf(readText('tickets.json', JSON.stringify(records)), 'ticket')).toMatchObject([
      { service: 'web', labels: ['a', 'b'], release: '4.18', scrubbed: 0 },
    ]);
  });
});
