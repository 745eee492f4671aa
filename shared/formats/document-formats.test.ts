import { describe, expect, it } from 'vitest';
import { emptyMapping } from '../domain/release/column-mapping.ts';
import { readText, rowsOf } from './test-reading.ts';

const catalogue = `# the shop
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: checkout
  title: Checkout
  labels: { example.org/tier: Tier1 }
spec:
  type: service
  lifecycle: production
  owner: group:default/payments-team
  system: shop
  dependsOn: [component:default/cart, 'resource:orders-db', 'component:checkout']
  consumesApis: [rates]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: orders-db }
spec: { type: database, owner: user:anna.smith }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments-team }
spec: { type: team, children: [] }
---
# nothing here
`;

describe('Backstage catalogues', () => {
  it('[I53] a component has its owner, tier, system and what it depends on; other kinds are passed over', () => {
    const read = readText('catalog-info.yaml', catalogue);
    expect([read.format, read.faults]).toEqual(['backstage-catalog', []]);
    expect(read.rows).toEqual([
      {
        kind: 'component',
        id: 'backstage:component:default:component/checkout',
        revision: 0,
        service: 'checkout',
        title: 'Checkout',
        owner: 'payments-team',
        tier: 'critical',
        system: 'shop',
        dependsOn: ['cart', 'resource.orders-db', 'api.rates'],
      },
      expect.objectContaining({ service: 'resource.orders-db', owner: 'one person', tier: null, dependsOn: [] }),
    ]);
  });

  it('[I53] the same entities are read as the API gives them, in JSON', () => {
    const entity = {
      apiVersion: 'backstage.io/v1beta1',
      kind: 'component',
      metadata: { name: 'Cart' },
      spec: { owner: 'web' },
    };
    for (const text of [JSON.stringify([entity]), JSON.stringify({ items: [entity] }), JSON.stringify(entity)]) {
      const read = readText('entities.json', text);
      expect([read.format, rowsOf(read, 'component').map(({ service, owner }) => [service, owner])]).toEqual([
        'backstage-catalog',
        [['cart', 'web']],
      ]);
    }
  });

  it('[I53] a tier that is not known is refused by name; only a lifecycle that says so is low', () => {
    const of = (spec: string, labels = '{}') =>
      readText(
        'c.yaml',
        `apiVersion: backstage.io/v1\nkind: Component\nmetadata: {name: a, labels: ${labels}}\nspec: ${spec}\n`,
      );
    expect(of('{}', '{tier: platinum}').faults).toMatchObject([
      { code: 'unknown-value', path: 'metadata.labels.tier' },
    ]);
    expect(rowsOf(of('{lifecycle: experimental}'), 'component')[0]?.tier).toBe('low');
    expect(rowsOf(of('{lifecycle: production}'), 'component')[0]?.tier).toBeNull();
  });
});

const slo = (spec: string): string => `apiVersion: openslo/v1
kind: SLO
metadata: { name: search, displayName: Search }
spec:
  service: Web Shop
  indicator: { metadata: { name: latency, displayName: Latency } }
  timeWindow: [{ duration: 4w, isRolling: true }]
${spec}`;

describe('OpenSLO', () => {
  it('[I54] each objective is a row, with its share, window in days and method', () => {
    const text = slo(
      '  budgetingMethod: RatioTimeslices\n  objectives: [{displayName: Good, target: 0.99, op: lte, value: 2}, {targetPercent: 99.5}]',
    );
    expect(
      readText('slo.yaml', `${text}\n---\napiVersion: openslo/v1\nkind: Service\nmetadata: {name: x}\n`),
    ).toMatchObject({
      format: 'openslo',
      faults: [],
      rows: [
        {
          service: 'web-shop',
          name: 'Search: Good',
          indicator: 'Latency <= 2',
          target: 0.99,
          windowDays: 28,
          method: 'ratio-timeslices',
        },
        { name: 'Search: objective 2', indicator: 'Latency', target: 0.995 },
      ],
    });
  });

  it.each([
    ['  objectives: [{target: 99}]', 'bad-number at spec.objectives[0].target'],
    ['  objectives: [{}]', 'bad-number at spec.objectives[0].target'],
    ['  objectives: []', 'missing-value at spec.objectives'],
    ['  budgetingMethod: Guess\n  objectives: [{target: 0.9}]', 'unknown-value at spec.budgetingMethod'],
    ['  timeWindow: [{duration: 4 weeks}]', 'malformed-yaml at '],
  ])('[I54] %j is refused as %s', (spec, fault) => {
    expect(readText('slo.yaml', slo(spec)).faults.map(({ code, path }) => `${code} at ${path}`)).toEqual([fault]);
  });

  it('[I54] m is a minute and M a month, as the specification says', () => {
    const days = (duration: string) =>
      rowsOf(readText('slo.yaml', slo('  objectives: [{target: 0.9}]').replace('4w', duration)), 'slo')[0]?.windowDays;
    expect([days('30m'), days('1M'), days('12h'), days('1Q')]).toEqual([30 / 1440, 30, 0.5, 91]);
  });

  it('[I54] an older version is refused by name', () => {
    const text = slo('  objectives: [{target: 0.9}]').replace('openslo/v1', 'openslo/v1alpha');
    expect(readText('slo.yaml', text).faults).toMatchObject([{ code: 'unknown-value', path: 'apiVersion' }]);
  });
});

describe('hostile YAML', () => {
  const swelling = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...['b', 'c', 'd', 'e', 'f', 'g'].map(
      (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[index]}`).join(', ')}]`,
    ),
  ].join('\n');

  it.each([
    ['aliases that swell', swelling, /aliases swell/],
    ['an anchor that is not there', 'x: *nowhere', /anchor that is not in this document/],
    ['a key that stands twice', 'x: 1\nx: 2', /line 6, column 1: Map keys must be unique/],
    ['a tab', 'x:\n\ty: 1', /line 6, column 1: Tabs are not allowed/],
    ['lists in lists', `x: ${'['.repeat(20_000)}`, /nested deeper than 64/],
    ['a NUL byte', 'x: "\0"', /NUL/],
  ])('[I55] %s costs its document, and says where', (_what, text, message) => {
    const whole = `apiVersion: backstage.io/v1\nkind: Component\nmetadata: {name: bad}\nspec: {}\n${text}\n---\n${catalogue}`;
    const { faults, rows } = readText('catalog-info.yaml', whole);
    expect(faults.map((fault) => fault.message)).toEqual([expect.stringMatching(message)]);
    expect(rows).toHaveLength(2);
  });

  it('[I55] tags are plain data, and times stay text', () => {
    const text =
      'apiVersion: backstage.io/v1\nkind: Component\nmetadata: {name: !!js/function "x"}\nspec: {owner: 2026-03-16}\n';
    expect(rowsOf(readText('c.yaml', text), 'component')).toMatchObject([{ service: 'x', owner: '2026-03-16' }]);
  });

  it('[I55] YAML of no known kind is refused with what can be done', () => {
    expect(() => readText('notes.md', '# Notes\n')).toThrow(/A document, but of no kind that is known here/);
    expect(() => readText('pod.yaml', 'apiVersion: v1\nkind: Pod\n')).toThrow(/A YAML file, but of no kind/);
    expect(readText('x@y@2026-03-16T1000Z.snapshot.yaml', 'a: 1\n').format).toBe('snapshots');
  });
});

describe('snapshots of configurations', () => {
  const mapping = { ...emptyMapping, constants: { service: 'checkout', at: '2026-03-16T10:00:00Z' } };
  const snapshotOf = (
    name: string,
    text: string,
    constants: { readonly [name: string]: string } = mapping.constants,
  ) => {
    const read = readText(name, text, { format: 'snapshots', mapping: { ...emptyMapping, constants } });
    return read.rows[0] ?? read.faults[0];
  };

  it.each([
    ['app.json', '{"a": {"b": [1, 2]}, "c": null, "password": "x"}', 'json', 4],
    ['app.yaml', 'a: 1\nb: {c: 2}\n---\na: 3\n', 'yaml', 3],
    ['app.properties', '# c\na = 1\nb: two \\\n  lines\nc\\ d=3\n', 'properties', 3],
    ['app.ini', '[x]\na=1\n[y]\na=2\n', 'properties', 2],
    ['cmdb.csv', 'ci,os,cpu\nweb-1,linux,4\nweb-2,,8\n', 'csv', 3],
    ['motd', 'hello\n\nthere\n', 'text', 2],
  ])('[I58] %s is one row with its hash and the number of its settings', (name, text, format, keys) => {
    expect(snapshotOf(name, text)).toMatchObject({
      kind: 'snapshot',
      service: 'checkout',
      environment: 'production',
      at: Date.UTC(2026, 2, 16, 10),
      format,
      keys,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('[I58] a name may say service, environment and time; without a time it is refused', () => {
    expect(snapshotOf('checkout@staging@2026-03-16T1000Z.yaml', 'a: 1', {})).toMatchObject({
      service: 'checkout',
      environment: 'staging',
      name: 'checkout',
      at: Date.UTC(2026, 2, 16, 10),
    });
    expect(() => snapshotOf('app.yaml', 'a: 1', { service: 'checkout' })).toThrow(/Nothing says the time \(at\)/);
    expect(snapshotOf('app_2026-03-16.yaml', 'a: 1', { service: 'x' })).toMatchObject({
      code: 'zone-needed',
      path: 'at',
    });
  });

  it('[I58] one that cannot be read is refused as a whole', () => {
    expect(snapshotOf('app.json', '{"a": 1')).toMatchObject({ code: 'malformed-json' });
    expect(snapshotOf('app.yaml', 'a: 1\na: 2')).toMatchObject({ code: 'malformed-yaml' });
    expect(snapshotOf('deep.json', '['.repeat(50_000) + ']'.repeat(50_000))).toMatchObject({ keys: 0 });
  });
});
