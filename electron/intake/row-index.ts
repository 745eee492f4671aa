import { createHash } from 'node:crypto';
import { rowOwner, type Row, type RowKind, type RowOf } from '../../shared/domain/release/rows.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';

/** What a row means to what is known: `older` is a revision that a newer one has already replaced. */
type Standing = 'new' | 'revision' | 'unchanged' | 'older' | 'duplicate';

export type RowIndex = {
  readonly get: <K extends RowKind>(kind: K, id: string) => RowOf<K> | undefined;
  /** Rows of one kind, newest revision each, in order of arrival; of one service (of one repository for changes) when named. */
  readonly of: <K extends RowKind>(kind: K, service?: string) => readonly RowOf<K>[];
  readonly count: (kind: RowKind) => number;
};

export type WritableRowIndex = RowIndex & {
  /** `source` is the carried file's SHA-256. Within one file an id may come twice only with the same content or a newer revision. */
  readonly standing: (row: Row, hash: string, source: string) => Standing;
  readonly put: (row: Row, source: string) => void;
};

/** A row is hashed when it is first compared: opening a workspace compares nothing. */
type Entry = { row: Row; hash: string | null; source: string; older: string[] | null };

const hashOf = (entry: Entry): string => (entry.hash ??= hashRow(entry.row));

/** Content hash of a row: 16 bytes of the SHA-256 of its canonical JSON, in base64url. */
export function hashRow(row: Row): string {
  return createHash('sha256').update(canonicalJson(row)).digest('base64url').slice(0, 22);
}

export function createRowIndex(): WritableRowIndex {
  const byKind = new Map<RowKind, Map<string, Entry>>();
  const byOwner = new Map<string, string[]>();
  const entries = (kind: RowKind): Map<string, Entry> => {
    let map = byKind.get(kind);
    if (map === undefined) byKind.set(kind, (map = new Map()));
    return map;
  };
  return {
    get: <K extends RowKind>(kind: K, id: string) => entries(kind).get(id)?.row as RowOf<K> | undefined,
    of: <K extends RowKind>(kind: K, service?: string) => {
      const map = entries(kind);
      const ids = service === undefined ? [...map.keys()] : (byOwner.get(`${kind}/${service}`) ?? []);
      return ids.flatMap((id) => {
        const row = map.get(id)?.row;
        return row !== undefined && (service === undefined || rowOwner(row) === service) ? [row as RowOf<K>] : [];
      });
    },
    count: (kind) => entries(kind).size,
    standing: (row, hash, source) => {
      const known = entries(row.kind).get(row.id);
      if (known === undefined) return 'new';
      if (hashOf(known) === hash || known.older?.includes(hash) === true) return 'unchanged';
      if (row.revision < known.row.revision) return 'older';
      return known.source === source && row.revision === known.row.revision ? 'duplicate' : 'revision';
    },
    put: (row, source) => {
      const map = entries(row.kind);
      const known = map.get(row.id);
      const ownerBefore = known === undefined ? null : rowOwner(known.row);
      if (known === undefined) map.set(row.id, { row, hash: null, source, older: null });
      else {
        (known.older ??= []).push(hashOf(known));
        Object.assign(known, { row, hash: null, source });
      }
      if (ownerBefore === rowOwner(row)) return;
      const owner = `${row.kind}/${rowOwner(row)}`;
      const ids = byOwner.get(owner);
      if (ids === undefined) byOwner.set(owner, [row.id]);
      else if (known === undefined || !ids.includes(row.id)) ids.push(row.id);
    },
  };
}
