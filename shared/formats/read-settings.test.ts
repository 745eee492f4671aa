import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSettings, type SettingsFormat } from './read-settings.ts';

const read = (text: string, format: SettingsFormat): { readonly [path: string]: string } => {
  const settings = readSettings(text, format);
  if (!settings.ok) throw new Error(settings.error.message);
  return Object.fromEntries(settings.value);
};

describe('readSettings', () => {
  it('[I58] what a secret is set to is not among the settings', () => {
    const yaml = 'db:\n  url: postgres://app:hunter2@db/x\n  password: hunter2\napi_key: hunter2\nretries: 3\n';
    expect(read(yaml, 'yaml')).toEqual({
      'db.url': 'postgres://[user-info]@db/x',
      'db.password': '[secret]',
      api_key: '[secret]',
      retries: '3',
    });
    expect(read('jdbc.passwd=hunter2\nauth.tokenFile = x', 'properties')).toEqual({
      'jdbc.passwd': '[secret]',
      'auth.tokenFile': '[secret]',
    });
  });

  it('[I58] the leaves of JSON are its settings, whatever it holds', () => {
    const leaves = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>((sum, each) => sum + leaves(each), 0)
        : 1;
    const keys = fc.stringMatching(/^[a-z]{1,6}$/);
    const tree = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.integer(),
        fc.dictionary(keys, tie('tree')),
        fc.array(tie('tree')),
      ),
    })).tree;
    fc.assert(
      fc.property(fc.dictionary(keys, tree), (value) => {
        expect(Object.keys(read(JSON.stringify(value), 'json'))).toHaveLength(leaves(value));
      }),
    );
  });

  it('[I58] a table of keys and values has a setting per row, by place and key, and hides what a secret is set to', () => {
    const text = [
      'service,environment,at,key,value',
      'shop,production,2026-03-16T10:00:00Z,db.pool,10',
      'shop,staging,2026-03-16T10:00:00Z,db.pool,5',
      'shop,production,2026-03-17T10:00:00Z,db.pool,20',
      'shop,production,2026-03-16T10:00:00Z,db.password,hunter2',
      'shop,production,2026-03-16T10:00:00Z,banner,',
    ].join('\n');
    expect(read(text, 'csv')).toEqual({
      'shop.production.db.pool': '20',
      'shop.staging.db.pool': '5',
      'shop.production.db.password': '[secret]',
      'shop.production.banner': '',
    });
  });

  it('[I58] properties are read as Java writes them', () => {
    const text = String.raw`a\ b = c\u00e4
path=C:\\x\
   y
! comment
empty
x:y`;
    expect(read(text, 'properties')).toEqual({ 'a b': 'cä', path: String.raw`C:\xy`, empty: '', x: 'y' });
  });
});
