import { expect, it } from 'vitest';
import { mayBring, walkEntries } from './walk-folder.ts';

type Tree = { readonly [name: string]: Tree | string };

/** A tree as a drop hands it out: a folder's entries come two at a time. */
function entriesOf(tree: Tree): FileSystemEntry[] {
  return Object.entries(tree).map(([name, inside]) => {
    if (typeof inside === 'string')
      return {
        name,
        isFile: true,
        isDirectory: false,
        file: (done: (file: File) => void) => done(new File([inside], name)),
      };
    return {
      name,
      isFile: false,
      isDirectory: true,
      createReader: () => {
        const waiting = entriesOf(inside);
        return { readEntries: (done: (some: FileSystemEntry[]) => void) => done(waiting.splice(0, 2)) };
      },
    };
  }) as unknown as FileSystemEntry[];
}

it('takes of a folder what might be known, and any file that was dropped itself', async () => {
  const tree = {
    'odd.bin': 'x',
    exports: {
      'b.csv': 'x',
      'a.json': 'x',
      'c.ndjson': 'x',
      'picture.png': 'x',
      '.hidden.csv': 'x',
      '.git': { 'd.json': 'x' },
      node_modules: { 'e.json': 'x' },
      deeper: { 'f.YAML': 'x', empty: {} },
    },
  };
  const files = await walkEntries(entriesOf(tree));
  expect(files.map(({ name }) => name)).toEqual(['odd.bin', 'a.json', 'b.csv', 'c.ndjson', 'f.YAML']);
});

it('says the same of a chosen folder', () => {
  expect(['x/a.csv', 'x/.git/a.json', 'x/node_modules/a.json', 'x/a.png'].map(mayBring)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
