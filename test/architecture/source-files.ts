import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file of the house, its path relative to the root, with forward slashes. */
export type SourceFile = { readonly path: string; readonly source: string };

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is made, installed or kept by tools, and so is not the house's own text. */
const notOurs = new Set(['node_modules', 'dist', 'out', 'coverage', '.cache', '.git', 'test-results']);

/** Paths of all files of the house whose name `wanted` accepts. */
export function listFiles(wanted: (path: string) => boolean, folder = ''): readonly string[] {
  return readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : listFiles(wanted, `${path}/`);
    return entry.isFile() && wanted(path) ? [path] : [];
  });
}

export const readSource = (path: string): SourceFile => ({ path, source: readFileSync(`${root}${path}`, 'utf8') });

/** A test, or what only tests use and stands beside the code: `testing.ts`, `test-x.ts`, `x-fixture.ts`, `x-tamper.ts`, `made-up-x.ts`. */
export const isTestFile = (path: string): boolean =>
  /\.test\.tsx?$/.test(path) ||
  /(^|\/)(testing|test-[a-z-]+|[a-z-]+-(?:fixture|tamper)|made-up-[a-z-]+)\.tsx?$/.test(path);

const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path);

/** All TypeScript of the product, tests beside the code included. */
export const productFiles = (): readonly SourceFile[] =>
  listFiles((path) => isTypeScript(path) && /^(electron|shared|renderer|assets)\//.test(path)).map(readSource);

/** All TypeScript and scripts of the house. */
export const codeFiles = (): readonly SourceFile[] =>
  listFiles((path) => /\.(tsx?|mjs|mts)$/.test(path)).map(readSource);
