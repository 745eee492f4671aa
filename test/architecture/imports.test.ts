import { describe, expect, it } from 'vitest';
import { forbiddenImports, roomOf } from './check-imports.ts';
import { importTable } from './import-table.ts';
import { readImports } from './read-imports.ts';
import { listFiles, productFiles } from './source-files.ts';

const findIn = (path: string, source: string) => forbiddenImports([{ path, source }]).map(({ because }) => because);

describe('who may import whom', () => {
  it('[A1] no file of the house imports what the table does not allow it', () => {
    const files = productFiles();
    expect(files.length).toBeGreaterThan(200);
    expect(forbiddenImports(files)).toEqual([]);
  });

  it('[A1] every file stands in a room, and every room that the table names by a file is there', () => {
    const files = productFiles().map(({ path }) => path);
    expect(files.filter((path) => roomOf(path) === undefined && !path.endsWith('.d.ts'))).toEqual([]);
    const named = importTable.flatMap(({ path, may }) => [path, ...may]).filter((path) => /\.tsx?$/.test(path));
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('[A1] no file of the product is outside the three roots and assets', () => {
    const stray = listFiles(
      (path) => /\.tsx?$/.test(path) && !/^(electron|shared|renderer|assets|build|test)\//.test(path),
    );
    expect(stray.toSorted()).toEqual(['vite.config.ts', 'vitest.config.ts']);
  });
});

describe('the check itself', () => {
  it.each([
    ['shared/lib/x.ts', '../domain/ids.ts', 'lib knows nobody'],
    ['shared/domain/claim/x.ts', '../../projections/html.ts', 'rules know no screens'],
    ['shared/domain/claim/x.ts', '../../journal/line.ts', 'rules know no log'],
    ['shared/journal/x.ts', '../formats/cells.ts', 'shared rooms of one level are strangers'],
    ['shared/record/x.ts', '../projections/html.ts', 'records and projections are strangers'],
    ['shared/projections/x.ts', '../contract/frames.ts', 'only shells and pages know the contract'],
    ['shared/formats/x.ts', 'commander', 'a package the room was not given'],
    ['shared/domain/x.ts', 'react', 'a package of the page'],
    ['shared/domain/x.ts', 'node:fs', 'Node'],
    ['shared/domain/x.test.ts', 'node:fs', 'Node, in a test'],
    ['shared/domain/x.ts', '../../electron/platform/clock.ts', 'the other side'],
    ['electron/journal/x.ts', '../intake/intake.ts', 'services are strangers'],
    ['electron/intake/x.ts', '../sync/sync.ts', 'services are strangers'],
    ['electron/signing/x.ts', '../export/bag-files.ts', 'services are strangers'],
    ['electron/sync/x.ts', '../export/bag-files.ts', 'sync knows three services'],
    ['electron/verifier/core/x.ts', '../../signing/dsse.ts', 'the verifier shares nothing with the writer'],
    ['electron/verifier/x.ts', '../export/bag-files.ts', 'the verifier shares nothing with the writer'],
    ['electron/verifier/x.ts', '../../shared/record/bag.ts', 'the verifier shares nothing with the writer'],
    ['electron/verifier/x.ts', '../../shared/domain/ids.ts', 'the verifier shares nothing with the writer'],
    ['electron/host/x.ts', '../shell/start-options.ts', 'the host knows no shell'],
    ['electron/host/x.ts', 'electron', 'the host knows no Electron'],
    ['electron/journal/x.ts', 'electron', 'only main, preload and one shell know Electron'],
    ['electron/serve.ts', 'electron', 'only main, preload and one shell know Electron'],
    ['electron/cli.ts', './shell/electron/windows.ts', 'the command knows no Electron'],
    ['electron/shell/chromium/x.ts', '../electron/origin.ts', 'shells are strangers'],
    ['electron/shell/electron/x.ts', '../chromium/origin.ts', 'shells are strangers'],
    ['electron/shell/x.ts', './chromium/origin.ts', 'what shells share knows neither'],
    ['electron/shell/chromium/x.ts', '../../host/create-services.ts', 'a shell knows the handler’s type, no more'],
    ['electron/shell/chromium/x.ts', '../../journal/journal.ts', 'a shell knows no service'],
    ['electron/shell/instance/x.ts', '../../host/handler.ts', 'the lock knows no host'],
    ['electron/journal/x.ts', '../../renderer/store/schema.ts', 'the other side'],
    ['electron/journal/x.ts', '../../build/run.mjs', 'scripts stand outside'],
    ['electron/journal/x.ts', '../../test/support/indexeddb.ts', 'tests stand outside'],
    ['renderer/features/home/x.ts', '../room/room-head.tsx', 'places are strangers'],
    ['renderer/features/home/x.ts', '../../../electron/host/handler.ts', 'the page knows shared only'],
    ['renderer/features/home/x.ts', 'dexie', 'places ask the store, not the database'],
    ['renderer/features/home/x.ts', 'node:path', 'Node'],
    ['renderer/ui/x.tsx', '../../shared/domain/ids.ts', 'base components have no domain words'],
    ['renderer/ui/x.tsx', '../store/schema.ts', 'base components know no data'],
    ['renderer/canvas/x.tsx', '../features/home/home.tsx', 'canvases know no place'],
    ['renderer/store/x.ts', '../ui/button.tsx', 'data knows no looks'],
    ['renderer/state/x.ts', '../features/home/home.tsx', 'state knows no place'],
    ['renderer/host/x.ts', '../store/schema.ts', 'the client knows no database'],
    ['electron/host/x.ts', './record-fixture.ts', 'what only tests use'],
    ['electron/journal/x.ts', './journal.test.ts', 'what only tests use'],
    ['shared/nowhere/x.ts', '../lib/result.ts', 'a room the table does not know'],
  ])('[A1] catches %s importing %s: %s', (path, specifier) => {
    expect(findIn(path, `import { x } from '${specifier}';\nexport const y = x;\n`)).toHaveLength(1);
    expect(findIn(path, `import type { X } from '${specifier}';\nexport type Y = X;\n`)).toHaveLength(1);
  });

  it.each([
    ['shared/domain/claim/x.ts', '../../lib/result.ts'],
    ['shared/domain/claim/x.ts', '../review/review.ts'],
    ['shared/domain/claim/x.ts', 'zod'],
    ['shared/journal/x.ts', '@noble/hashes/sha2.js'],
    ['shared/contract/x.ts', '../formats/cells.ts'],
    ['electron/journal/x.ts', '../platform/files.ts'],
    ['electron/journal/x.ts', 'node:fs/promises'],
    ['electron/sync/x.ts', '../journal/journal.ts'],
    ['electron/host/x.ts', '../verifier/verify-bundle.ts'],
    ['electron/verifier/core/x.ts', '../../../shared/journal/line.ts'],
    ['electron/shell/chromium/x.ts', '../../host/handler.ts'],
    ['electron/shell/chromium/x.ts', '../start-options.ts'],
    ['electron/shell/electron/x.ts', 'electron'],
    ['electron/main.ts', './shell/electron/windows.ts'],
    ['renderer/features/home/x.tsx', './home.tsx'],
    ['renderer/features/home/x.tsx', '../../ui/button.tsx'],
    ['renderer/ui/x.tsx', '@base-ui/react/dialog'],
    ['shared/lib/x.test.ts', 'fast-check'],
    ['renderer/store/x.test.ts', '../../test/support/indexeddb.ts'],
    ['test/support/x.ts', '../../electron/host/create-services.ts'],
  ])('[A1] lets %s import %s', (path, specifier) => {
    expect(findIn(path, `import { x } from '${specifier}';\nexport const y = x;\n`)).toEqual([]);
  });

  it('[A1] sees every way of importing, with its line', () => {
    const source = [
      `import a from './static.ts';`,
      `import type { B } from './type.ts';`,
      `import './side-effect.ts';`,
      `export * from './export-all.ts';`,
      `export { c } from './export-named.ts';`,
      `export type D = import('./type-query.ts').D;`,
      `const e = await import('./dynamic.ts');`,
      'const f = await import(`./template.ts`);',
      `const g = await import(a);`,
      `const h = require('./require.ts');`,
      `const i = import.meta.resolve('./resolve.ts');`,
      `new Worker(new URL('./worker.ts', import.meta.url));`,
      `// import './comment.ts'`,
      `const j = "import './string.ts'";`,
    ].join('\n');
    const found = readImports('shared/x.ts', source);
    expect(found.map(({ specifier }) => specifier)).toEqual([
      './static.ts',
      './type.ts',
      './side-effect.ts',
      './export-all.ts',
      './export-named.ts',
      './type-query.ts',
      './dynamic.ts',
      './template.ts',
      null,
      './require.ts',
      './resolve.ts',
      './worker.ts',
    ]);
    expect(found.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it('[A1] a computed import is refused, because nobody can tell what it imports', () => {
    expect(findIn('shared/domain/x.ts', 'export const x = (name: string) => import(name);')).toEqual([
      'what it imports is computed',
    ]);
  });

  it('[A1] names file and line', () => {
    const [found] = forbiddenImports([{ path: 'shared/lib/x.ts', source: `\n\nimport 'node:fs';\n` }]);
    expect(found).toMatchObject({ at: 'shared/lib/x.ts:3', specifier: 'node:fs' });
  });
});
