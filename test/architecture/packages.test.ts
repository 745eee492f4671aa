import { describe, expect, it } from 'vitest';
import { hostNames, importedPackages, isAllowed, withAllTheyNeed, type Lock } from './packages.ts';
import { readSource } from './source-files.ts';

type Manifest = {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

const lockText = readSource('package-lock.json').source;
const lock = JSON.parse(lockText) as Lock;
const manifest = JSON.parse(readSource('package.json').source) as Manifest;

describe('packages', () => {
  it('[A7] every version in package.json is exact', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('[A7] the lock file says where nothing is fetched from, and holds a checksum for everything', () => {
    const fetched = JSON.parse(lockText) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: true }>;
    };
    const entries = Object.entries(fetched.packages).filter(([path]) => path !== '');
    expect(entries.length).toBeGreaterThan(300);
    expect(entries.filter(([, { resolved }]) => resolved !== undefined && hostNames(resolved).length > 0)).toEqual([]);
    expect(entries.filter(([, { integrity }]) => integrity === undefined).map(([path]) => path)).toEqual([]);
  });

  it('[A8] everything that reaches a user has a licence that lets it', () => {
    const names = importedPackages();
    expect(names).toEqual(expect.arrayContaining(['react', 'dexie', 'zod', 'yazl', 'age-encryption', 'electron']));
    // Electron is handed over as its own binary with its own licences; what its installer needs is not.
    const reached = withAllTheyNeed(lock, [
      ...names.filter((name) => name !== 'electron'),
      ...Object.keys(manifest.dependencies),
    ]);
    expect(reached.size).toBeGreaterThan(20);
    const wrong = [...reached].map((path) => [path, lock.packages[path]?.license] as const);
    expect(wrong.filter(([, licence]) => !isAllowed(licence))).toEqual([]);
  });
});

describe('the checks themselves', () => {
  it('[A7] see a host in a lock file', () => {
    expect(hostNames('"resolved": "https://registry.example.org/a/-/a-1.tgz"')).toEqual(['registry.example.org']);
    expect(hostNames('"resolved": "git+ssh://git@example.org/a.git"')).toEqual(['example.org']);
    expect(hostNames('"integrity": "sha512-abc//def=="')).toEqual([]);
  });

  it('[A8] read SPDX expressions', () => {
    expect(['MIT', '(MIT OR GPL-3.0)', 'MIT AND BSD-3-Clause'].map(isAllowed)).toEqual([true, true, true]);
    expect(['GPL-3.0', 'MIT AND GPL-3.0', 'SEE LICENSE IN x', undefined].map(isAllowed)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('[A8] follow what a package needs, the innermost copy first', () => {
    const small: Lock = {
      packages: {
        'node_modules/a': { dependencies: { b: '1', c: '1' } },
        'node_modules/a/node_modules/b': { dependencies: { c: '1' } },
        'node_modules/b': {},
        'node_modules/c': {},
        'node_modules/d': {},
      },
    };
    expect([...withAllTheyNeed(small, ['a'])].toSorted()).toEqual([
      'node_modules/a',
      'node_modules/a/node_modules/b',
      'node_modules/c',
    ]);
    expect(() => withAllTheyNeed(small, ['missing'])).toThrow('not in the lock file');
  });
});
