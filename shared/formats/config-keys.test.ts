import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { ConfigChange } from '../domain/cause/config-change.ts';
import { configDiff } from './config-diff.ts';
import { configKeys, mostConfigKeys, type ConfigKeys } from './config-keys.ts';
import type { SettingsFormat } from './read-settings.ts';

function keysOf(text: string, format: SettingsFormat): ConfigKeys {
  const read = configKeys(text, format);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}
const entriesOf = (text: string, format: SettingsFormat) => [...keysOf(text, format)];
const faultOf = (text: string, format: SettingsFormat) => {
  const read = configKeys(text, format);
  return read.ok ? undefined : read.error;
};

/** What a configuration becomes when its changes are carried out. */
function applied(keys: ConfigKeys, changes: readonly ConfigChange[]): ConfigKeys {
  const next = new Map(keys);
  for (const { key, after } of changes)
    if (after === null) next.delete(key);
    else next.set(key, after);
  return next;
}
const inOrder = (keys: ConfigKeys) => [...keys].toSorted(([a], [b]) => (a < b ? -1 : 1));

const name = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const leaf = fc.oneof(fc.stringMatching(/^[A-Za-z äé日🚢_-]{0,12}$/u), fc.integer(), fc.boolean());
const tree = fc.dictionary(
  name,
  fc.oneof({ depthSize: 'small' }, leaf, fc.dictionary(name, leaf, { minKeys: 1 }), fc.array(leaf, { minLength: 1 })),
);

const escaped = (text: string): string => text.replace(/[\\=:#! ]/g, (sign) => `\\${sign}`);
const asProperties = (keys: ConfigKeys): string =>
  [...keys].map(([key, value]) => `${escaped(key)} = ${escaped(value)}`).join('\n');

describe('keys of a configuration', () => {
  it('[M4.4] one configuration has the same keys as JSON, YAML and properties, in whatever order', () => {
    fc.assert(
      fc.property(tree, (data) => {
        const json = keysOf(JSON.stringify(data), 'json');
        expect(entriesOf(stringify(data), 'yaml')).toEqual([...json]);
        expect(entriesOf(asProperties(json), 'properties')).toEqual([...json]);
        const turned = Object.fromEntries(Object.entries(data).toReversed());
        expect(entriesOf(JSON.stringify(turned), 'json')).toEqual([...json]);
      }),
      { numRuns: 150 },
    );
  });

  it('[M4.4] reads properties with escapes, continued lines and characters by their number', () => {
    const text =
      '# a comment \\\ndb.pool.max=512\n! another\n db.url : jdbc:postgresql://h/\\\n    orders\ngreeting Gr\\u00fc\\u00dfe\npath=a\\tb\\\\\nlast=1\\';
    expect(entriesOf(text, 'properties')).toEqual([
      ['db.pool.max', '512'],
      ['db.url', 'jdbc:postgresql://h/orders'],
      ['greeting', 'Grüße'],
      ['last', '1'],
      ['path', 'a\tb\\'],
    ]);
  });

  it('[M4.4] reads the export of a configuration database by item and attribute', () => {
    const text = 'CI,owner,pool max\nsrv-01,ops,512\n"srv 02",,256\n';
    expect(entriesOf(text, 'csv')).toEqual([
      ['srv 02.pool max', '256'],
      ['srv-01.owner', 'ops'],
      ['srv-01.pool max', '512'],
    ]);
  });

  it('[M4.4] stands a hash in for a secret, so that equal stays equal and nothing can be read', () => {
    const read = (password: string) =>
      keysOf(JSON.stringify({ db: { password, url: `postgres://app:${password}@h/db` }, API_KEY: 'k' }), 'json');
    const [one, same, other] = [read('hunter2'), read('hunter2'), read('hunter3')];
    expect(configDiff(one, same)).toEqual([]);
    expect(configDiff(one, other).map(({ key }) => key)).toEqual(['db.password', 'db.url']);
    expect(one.get('db.password')).toMatch(/^sha256:[0-9a-f]{12}$/);
    expect(JSON.stringify([...one, ...other])).not.toMatch(/hunter|"k"/);
    const options = (password: string) =>
      keysOf(
        `url=jdbc:postgresql://h/db?user=app&password=${password}&ssl=true\nopts=Pwd = ${password};Max=5`,
        'properties',
      );
    expect([...options('hunter2').values()].join(' ')).toMatch(
      /^Pwd = sha256:\w{12};Max=5 jdbc:postgresql:\/\/h\/db\?user=app&password=sha256:\w{12}&ssl=true$/,
    );
    expect(configDiff(options('hunter2'), options('hunter3')).map(({ key }) => key)).toEqual(['opts', 'url']);
  });

  it('[M4.4] refuses what swells, lies too deep, is too large or is no text, and says so', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefg'.split('').map((sign, index) => {
        const before = 'abcdef'[index];
        return `${sign}: &${sign} [${`*${before},`.repeat(9)}*${before}]`;
      }),
    ].join('\n');
    expect(faultOf(bomb, 'yaml')?.message).toMatch(/aliases swell/);
    expect(faultOf('['.repeat(50_000) + ']'.repeat(50_000), 'json')?.message).toMatch(/deeper than 64/);
    expect(faultOf(`${'['.repeat(70)}1${']'.repeat(70)}`, 'yaml')?.message).toMatch(/deeper than 64/);
    expect(faultOf('{"a": "[[[[\\"[[["}', 'json')).toBeUndefined();
    expect(faultOf(`{"a": "${'\\"'.repeat(400_000)}`, 'json')?.code).toBeDefined();
    expect(faultOf(`a=${'x'.repeat(5_000_000)}`, 'properties')?.message).toMatch(/longer than 4 MiB/);
    const many = Array.from({ length: mostConfigKeys + 1 }, (_each, index) => `k${index}=1`).join('\n');
    expect(faultOf(many, 'properties')?.message).toBe('it has 50,001 settings; at most 50,000 are compared');
    expect(faultOf('a=\0', 'properties')?.code).toBe('nul-byte');
    expect(faultOf('a: 1\na: 2', 'yaml')?.message).toMatch(/line 2/);
    expect(faultOf(`${'\\'.repeat(3_000_000)}x`, 'properties')).toBeUndefined();
  });
});

describe('the difference of two configurations', () => {
  const keys = fc.dictionary(name, fc.stringMatching(/^[a-z]{0,2}$/)).map((data) => new Map(Object.entries(data)));

  it('[M4.4] of one with itself is nothing; carried out on the first it gives the second', () => {
    fc.assert(
      fc.property(keys, keys, (before, after) => {
        expect(configDiff(before, before)).toEqual([]);
        const changes = configDiff(before, after);
        expect(inOrder(applied(before, changes))).toEqual(inOrder(after));
        expect(changes.every((each) => each.before !== each.after)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('[M4.4] tells what was set, changed and taken away', () => {
    const before = keysOf('{"db": {"pool": {"max": 512}}, "old": true, "same": 1}', 'json');
    const after = keysOf('db:\n  pool:\n    max: 256 # default\nnew: x\nsame: 1\n', 'yaml');
    expect(configDiff(before, after)).toEqual([
      { key: 'db.pool.max', before: '512', after: '256' },
      { key: 'new', before: null, after: 'x' },
      { key: 'old', before: 'true', after: null },
    ]);
  });

  it('[M4.4] of 50,000 settings each is found', () => {
    const side = (value: number) =>
      new Map(Array.from({ length: mostConfigKeys }, (_each, index) => [`k${index}`, `${value}`] as const));
    expect(configDiff(side(1), side(2))).toHaveLength(mostConfigKeys);
  });
});
