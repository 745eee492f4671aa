import { describe, expect, it } from 'vitest';
import { reviewCommandSchema } from '../../shared/domain/review/commands.ts';
import { statedIds, testedIds } from './rule-ids.ts';
import { codeFiles, listFiles, readSource } from './source-files.ts';

const docs = listFiles((path) => /^docs\/.*\.md$/.test(path)).map(readSource);
const stated = docs.flatMap(statedIds);
const files = codeFiles();
const tested = files.filter(({ path }) => /\.test\.tsx?$|^build\/pack-check\.mjs$/.test(path)).flatMap(testedIds);
const statedSet = new Set(stated.map(({ id }) => id));
const testedSet = new Set(tested.map(({ id }) => id));

/** Rules that the product's own code says it refuses by. */
const refused = files
  .filter(({ path }) => /^(shared|electron)\//.test(path) && !path.endsWith('.test.ts'))
  .flatMap(({ source }) => [...source.matchAll(/(?:\brefuse\(\s*|\brule: )'([MHK]\d+(?:\.\d+)?)'/g)])
  .flatMap((match) => match[1] ?? []);

describe('rules have numbers', () => {
  it('[A9] every rule that docs state has a test that names it', () => {
    expect(stated.length).toBeGreaterThan(20);
    expect(stated.filter(({ id, isPlanned }) => !isPlanned && !testedSet.has(id))).toEqual([]);
  });

  it('[A9] no test names a rule that docs do not state', () => {
    expect(tested.filter(({ id }) => !statedSet.has(id))).toEqual([]);
  });

  it('[A9] no rule is stated twice', () => {
    const ids = stated.map(({ id }) => id);
    expect(stated.filter(({ id }) => ids.indexOf(id) !== ids.lastIndexOf(id))).toEqual([]);
  });

  it('[A9] every rule that a refusal names is stated', () => {
    expect(refused.length).toBeGreaterThan(40);
    expect([...new Set(refused)].filter((id) => !statedSet.has(id))).toEqual([]);
  });

  it('[A9] docs/rules.md names no command that is not there', () => {
    const known = new Set(reviewCommandSchema.options.map((option) => option.shape.type.value as string));
    const rules = docs.find(({ path }) => path === 'docs/rules.md')?.source ?? '';
    const named = [...rules.matchAll(/`((?:[a-z]+)\.(?:[a-z-]+))`/g)].flatMap((match) => match[1] ?? []);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe('the checks themselves', () => {
  it('[A9] find the ids that docs state in tables, and no others', () => {
    const source = [
      '| Id | Rule |',
      '|---|---|',
      '| M3.1 | Facts. |',
      '| `S12` | x |',
      '| R17 | not made yet |',
      'As M1.1 says.',
    ].join('\n');
    expect(statedIds({ path: 'docs/x.md', source })).toEqual([
      { id: 'M3.1', at: 'docs/x.md:3', isPlanned: false },
      { id: 'S12', at: 'docs/x.md:4', isPlanned: false },
      { id: 'R17', at: 'docs/x.md:5', isPlanned: true },
    ]);
  });

  it('[A9] find the ids that tests name, however they are written', () => {
    const source = [
      `it('[M3.1] [M3.3] plain', () => {});`,
      `it.skipIf(x)('[I1] skipped', () => {});`,
      'it.each([1])(`[J2] each ${x}`, () => {});',
      `describe('[R4] group', () => {});`,
      `it('no id', () => expect('[S1]').toBe(1));`,
      `say('[S2] not a test');`,
    ].join('\n');
    expect(testedIds({ path: 'x.test.ts', source }).map(({ id, at }) => `${id} ${at}`)).toEqual([
      'M3.1 x.test.ts:1',
      'M3.3 x.test.ts:1',
      'I1 x.test.ts:2',
      'J2 x.test.ts:3',
      'R4 x.test.ts:4',
    ]);
  });
});
