import type { RowHash } from './row-hash.ts';

/** Rows by number, in order of arrival: what is compared of each, without the row. */
export type RowTable = {
  readonly size: () => number;
  /** Adds a row and gives its number. */
  readonly add: (hash: RowHash, revision: number) => number;
  /** Numbers of all rows with the id's hash, replaced ones too, until `visit` returns true. */
  readonly find: (hash: Pick<RowHash, 'idLow' | 'idHigh'>, visit: (row: number) => boolean) => void;
  readonly hasContent: (row: number, hash: RowHash) => boolean;
  readonly revision: (row: number) => number;
  readonly replace: (row: number, by: number) => void;
  /** Whether the row was in force when there were `size` rows. */
  readonly isCurrent: (row: number, size: number) => boolean;
};

const rowsPerPage = 16_384;
const mostLoad = 0.6;

type Page = {
  /** idLow, idHigh, low, high of each row. */
  readonly hashes: Uint32Array;
  /** Made with the first that is not 0, since most rows have one revision. */
  revisions?: Float64Array;
  /** The number of the row that replaced it, plus one; 0 while it is in force. Made with the first that is replaced. */
  replaced?: Uint32Array;
};

/** Open addressing with linear probing over typed arrays: about 24 bytes a row. Pages never move when it grows. */
export function createRowTable(): RowTable {
  const pages: Page[] = [];
  let size = 0;
  /** Row numbers plus one; 0 is free. */
  let slots = new Uint32Array(1024);

  const pageOf = (row: number): Page => {
    const index = Math.floor(row / rowsPerPage);
    return (pages[index] ??= { hashes: new Uint32Array(rowsPerPage * 4) });
  };
  const hashAt = (row: number, part: number): number => pageOf(row).hashes[(row % rowsPerPage) * 4 + part] ?? 0;
  const place = (row: number): void => {
    const mask = slots.length - 1;
    let slot = hashAt(row, 0) & mask;
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = row + 1;
  };
  const grow = (): void => {
    slots = new Uint32Array(slots.length * 2);
    for (let row = 0; row < size; row += 1) place(row);
  };
  return {
    size: () => size,
    add: ({ idLow, idHigh, low, high }, revision) => {
      const row = size;
      const page = pageOf(row);
      const at = (row % rowsPerPage) * 4;
      page.hashes[at] = idLow;
      page.hashes[at + 1] = idHigh;
      page.hashes[at + 2] = low;
      page.hashes[at + 3] = high;
      if (revision !== 0) (page.revisions ??= new Float64Array(rowsPerPage))[row % rowsPerPage] = revision;
      size += 1;
      if (size > slots.length * mostLoad) grow();
      else place(row);
      return row;
    },
    find: ({ idLow, idHigh }, visit) => {
      const mask = slots.length - 1;
      let slot = idLow & mask;
      for (let entry = slots[slot] ?? 0; entry !== 0; entry = slots[slot] ?? 0) {
        const row = entry - 1;
        if (hashAt(row, 0) === idLow && hashAt(row, 1) === idHigh && visit(row)) return;
        slot = (slot + 1) & mask;
      }
    },
    hasContent: (row, { low, high }) => hashAt(row, 2) === low && hashAt(row, 3) === high,
    revision: (row) => pageOf(row).revisions?.[row % rowsPerPage] ?? 0,
    replace: (row, by) => {
      (pageOf(row).replaced ??= new Uint32Array(rowsPerPage))[row % rowsPerPage] = by + 1;
    },
    isCurrent: (row, then) => {
      const by = pageOf(row).replaced?.[row % rowsPerPage] ?? 0;
      return by === 0 || by > then;
    },
  };
}
