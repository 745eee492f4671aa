import { describe, expect, it } from 'vitest';
import { codeFiles, listFiles, readSource } from './source-files.ts';
import {
  badName,
  barrel,
  clocksAndDice,
  defaultExports,
  isProduct,
  longestFile,
  machinePaths,
  tooLong,
} from './source-rules.ts';

const files = codeFiles();
const file = (source: string, path = 'shared/domain/x.ts') => ({ path, source });

describe('the house', () => {
  it('[A2] no file is longer than 400 lines', () => {
    expect(files.flatMap(tooLong)).toEqual([]);
  });

  it('[A3] no file only re-exports, and no file exports a default', () => {
    expect([...files.flatMap(barrel), ...files.flatMap(defaultExports)]).toEqual([]);
  });

  it('[A4] shared reads no clock and throws no dice; elsewhere on Node’s side only the platform reads a clock', () => {
    const shared = files.filter(({ path }) => path.startsWith('shared/'));
    const node = files.filter(
      (each) => isProduct(each) && each.path.startsWith('electron/') && !each.path.startsWith('electron/platform/'),
    );
    expect(shared.length).toBeGreaterThan(80);
    expect(node.length).toBeGreaterThan(80);
    expect([...shared, ...node].flatMap(clocksAndDice)).toEqual([]);
  });

  it('[A5] files are named in kebab-case after what is in them', () => {
    expect(files.flatMap(badName)).toEqual([]);
  });

  it('[A6] no file names a path of somebody’s machine', () => {
    const texts = listFiles((path) => /\.(tsx?|m?[jt]s|json|ya?ml|md|mdx|css|html|txt|svg)$|^\.ci\/run$/.test(path));
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.map(readSource).flatMap(machinePaths)).toEqual([]);
  });
});

describe('the checks themselves', () => {
  it('[A2] count lines as an editor shows them', () => {
    expect(tooLong(file('x\n'.repeat(longestFile)))).toEqual([]);
    expect(tooLong(file('x\n'.repeat(longestFile + 1)))).toHaveLength(1);
  });

  it('[A3] tell a barrel from a module', () => {
    expect(barrel(file(`export * from './a.ts';\nexport { b } from './b.ts';`))).toHaveLength(1);
    expect(barrel(file(`export type { A } from './a.ts';`))).toHaveLength(1);
    expect(barrel(file(`export { a } from './a.ts';\nexport const b = 1;`))).toEqual([]);
    expect(barrel(file(`import { a } from './a.ts';\na();`))).toEqual([]);
  });

  it('[A3] see every kind of default export', () => {
    expect(defaultExports(file('export default 1;'))).toEqual(['shared/domain/x.ts:1 default export']);
    expect(defaultExports(file('\nexport default function f() {}'))).toEqual(['shared/domain/x.ts:2 default export']);
    expect(defaultExports(file('const a = 1;\nexport { a as default };'))).toHaveLength(1);
    expect(defaultExports(file('export default {};', 'vite.config.ts'))).toEqual([]);
    expect(defaultExports(file(`import a from './a.ts';\nexport const b = a;`))).toEqual([]);
  });

  it.each([
    'const a = Date.now();',
    'const a = new Date();',
    'const a = Date();',
    `const a = Date['now']();`,
    'const a = globalThis.Date.now();',
    'const a = Math.random();',
    'const read = Math.random;',
    'const a = performance.now();',
    'const a = crypto.randomUUID();',
  ])('[A4] see the clock or the dice in %s', (source) => {
    expect(clocksAndDice(file(source))).toHaveLength(1);
  });

  it('[A4] let a time that came in be worked with', () => {
    const source = 'const a = new Date(at).toISOString(); const b = Date.UTC(2026, 0); const c = Math.floor(2.5);';
    expect(clocksAndDice(file(source))).toEqual([]);
  });

  it('[A5] know a name that says nothing', () => {
    expect(badName(file('', 'shared/lib/utils.ts'))).toHaveLength(1);
    expect(badName(file('', 'shared/lib/string-helpers.ts'))).toHaveLength(1);
    expect(badName(file('', 'shared/lib/index.ts'))).toHaveLength(1);
    expect(badName(file('', 'shared/lib/camelCase.ts'))).toHaveLength(1);
    expect(badName(file('', 'shared/lib/result.test.ts'))).toEqual([]);
  });

  it('[A6] know a path of a machine from a path inside the house', () => {
    const spell = (...parts: string[]) => parts.join('/');
    for (const path of [spell('', 'work', 'x'), spell('', 'home', 'ann', 'x'), spell('', 'Users', 'ann')])
      expect(machinePaths(file(`see ${path}`))).toHaveLength(1);
    expect(machinePaths(file(`see ${spell('', 'home', 'x', 'data')}`))).toEqual([]);
    expect(machinePaths(file(['C:', 'Users', 'ann'].join('\\')))).toHaveLength(1);
    for (const path of ['./work/x', 'frame/work/x', '../shared/data', spell('', 'workflows', 'x'), 'https://home/x'])
      expect(machinePaths(file(`see ${path}`))).toEqual([]);
  });
});
