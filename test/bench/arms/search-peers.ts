import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SearchDocument } from '../../../shared/search/document.ts';

/** An index of somebody else, filled with whole documents by their number. */
export type PeerIndex = {
  /** Numbers of the documents that have a word. */
  readonly find: (word: string) => readonly number[];
  readonly close: () => void;
};
export type Peer = {
  readonly name: string;
  readonly build: (texts: readonly string[]) => PeerIndex;
};

type MiniSearchModule = {
  readonly default: new (options: { readonly fields: readonly string[] }) => {
    add(document: { readonly id: number; readonly text: string }): void;
    search(query: string): readonly { readonly id: number }[];
  };
};
type FlexIndex = {
  add(id: number, text: string): void;
  search(query: string, options: { readonly limit: number }): readonly number[];
};
type FlexSearchModule = {
  readonly Index: new (options: object) => FlexIndex;
  readonly Charset: { readonly Normalize: unknown };
};
type SqliteModule = { readonly default: () => Promise<Sqlite> };
type Sqlite = { readonly oo1: { readonly DB: new (name: string) => Database } };
type Statement = {
  bind(index: number, value: number | string): Statement;
  stepReset(): void;
  finalize(): void;
};
type Database = {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  selectValues(sql: string, bind: readonly string[]): number[];
  close(): void;
};

/** The peers that are installed, and the names of those that are not. */
export async function openPeers(root: string): Promise<{ readonly peers: readonly Peer[]; readonly absent: string }> {
  const folder = join(root, 'test/bench/node_modules');
  const load = async (path: string): Promise<unknown> => {
    const file = join(folder, path);
    return existsSync(file) ? import(/* @vite-ignore */ pathToFileURL(file).href) : undefined;
  };
  const mini = (await load('minisearch/dist/es/index.js')) as MiniSearchModule | undefined;
  const flex = (await load('flexsearch/dist/flexsearch.bundle.module.min.mjs')) as FlexSearchModule | undefined;
  const sqlite = (await load('@sqlite.org/sqlite-wasm/dist/node.mjs')) as SqliteModule | undefined;
  const found = {
    MiniSearch: mini && miniSearch(mini),
    FlexSearch: flex && flexSearch(flex),
    'SQLite FTS5': sqlite && (await fts5(sqlite)),
  };
  return {
    peers: Object.values(found).filter((peer) => peer !== undefined),
    absent: Object.entries(found)
      .flatMap(([name, peer]) => (peer === undefined ? [name] : []))
      .join(', '),
  };
}

function miniSearch({ default: MiniSearch }: MiniSearchModule): Peer {
  return {
    name: 'MiniSearch',
    build: (texts) => {
      const index = new MiniSearch({ fields: ['text'] });
      texts.forEach((text, id) => index.add({ id, text }));
      return { find: (word) => index.search(word).map(({ id }) => id), close: () => undefined };
    },
  };
}

/** With the encoder that keeps words as they are: the default one takes several for one. */
function flexSearch({ Index, Charset }: FlexSearchModule): Peer {
  return {
    name: 'FlexSearch',
    build: (texts) => {
      const index = new Index({ tokenize: 'strict', encoder: Charset.Normalize });
      texts.forEach((text, id) => index.add(id, text));
      return { find: (word) => index.search(word, { limit: texts.length }), close: () => undefined };
    },
  };
}

/** In memory, without a copy of the texts, in one transaction. */
async function fts5({ default: open }: SqliteModule): Promise<Peer> {
  const sqlite = await open();
  return {
    name: 'SQLite FTS5',
    build: (texts) => {
      const database = new sqlite.oo1.DB(':memory:');
      database.exec("create virtual table texts using fts5(text, content='')");
      database.exec('begin');
      const insert = database.prepare('insert into texts(rowid, text) values (?, ?)');
      texts.forEach((text, id) => insert.bind(1, id).bind(2, text).stepReset());
      insert.finalize();
      database.exec('commit');
      return {
        find: (word) =>
          database.selectValues('select rowid from texts where texts match ? order by rank', [`"${word}"`]),
        close: () => database.close(),
      };
    },
  };
}

/** A document as one text: peers know no blocks. */
export const wholeText = ({ blocks }: SearchDocument): string => blocks.map(({ text }) => text).join('\n');
