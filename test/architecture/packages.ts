import { packageName } from './check-imports.ts';
import { readImports } from './read-imports.ts';
import { listFiles, productFiles, readSource } from './source-files.ts';
import { isProduct } from './source-rules.ts';

type LockEntry = {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
};
export type Lock = { readonly packages: Readonly<Record<string, LockEntry>> };

/** Licences that ask for no more than to be named; MPL-2.0 also for the source of its own files, which we do not change. */
export const allowedLicences: readonly string[] = [
  'MIT',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'OFL-1.1',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'MPL-2.0',
];

/** Names of the packages that the product's own code and style sheets import, tests left out. */
export function importedPackages(): readonly string[] {
  const fromCode = productFiles()
    .filter(isProduct)
    .flatMap(({ path, source }) => readImports(path, source).flatMap(({ specifier }) => specifier ?? []));
  const fromStyles = listFiles((path) => /^(renderer|assets)\/.*\.css$/.test(path))
    .map(readSource)
    .flatMap(({ source }) => [...source.matchAll(/@import\s+['"]([^'"]+)['"]/g)].flatMap((match) => match[1] ?? []));
  const names = [...fromCode, ...fromStyles].filter((each) => !/^(\.|node:)/.test(each)).map(packageName);
  return [...new Set(names)].toSorted();
}

/** Lock file paths of these packages and of all they need in turn, found as Node finds them: innermost folder first. */
export function withAllTheyNeed(lock: Lock, names: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = names.map((name) => find(lock, '', name));
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const name of Object.keys(lock.packages[path]?.dependencies ?? {})) open.push(find(lock, path, name));
  }
  return reached;
}

function find(lock: Lock, from: string, name: string): string {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.packages[path] !== undefined) return path;
    if (folder === '') throw new Error(`${name}, which ${from || 'the product'} needs, is not in the lock file`);
  }
}

/** True when the terms of an SPDX expression let one choose an allowed licence, or ask only for allowed ones. */
export function isAllowed(licence: string | undefined): boolean {
  if (licence === undefined) return false;
  const plain = licence.replaceAll(/[()]/g, '').trim();
  if (plain.includes(' OR ')) return plain.split(' OR ').some(isAllowed);
  if (plain.includes(' AND ')) return plain.split(' AND ').every(isAllowed);
  return allowedLicences.includes(plain);
}

/** Host names in a text: `https://registry.example/...` names one. */
export const hostNames = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(/(?:https?|git\+\w+|git):\/\/(?:[^@/"]*@)?([\w.-]+)/g)].flatMap((match) => match[1] ?? []),
  ),
];
