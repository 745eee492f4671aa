import { err, ok, type Result } from '../../shared/lib/result.ts';
import { isErasing } from '../../shared/journal/erased-lines.ts';
import { genesis, hashLine, parseLine, type JournalLine } from '../../shared/journal/line.ts';
import type { Cursor, Store } from './schema.ts';

export type CachedJournal = {
  readonly lines: readonly JournalLine[];
  readonly head: { readonly seq: number; readonly hash: string };
};

export type JournalCache = (store: Store, cursor: Cursor) => Promise<Result<CachedJournal, { message: string }>>;

/**
 * Keeps journals parsed, so that an append costs its own lines and not the whole history. A cached journal that is not
 * the beginning of the stored one (it was replaced after a fork) is read anew. At most `most` stay, those read last.
 */
export function createJournalCache(most = Infinity): JournalCache {
  const byStream = new Map<string, CachedJournal>();
  return async (store, cursor) => {
    const known = byStream.get(cursor.stream);
    if (known?.head.seq === cursor.seq && known.head.hash === cursor.hash) return ok(known);
    const extended = known === undefined ? undefined : await extend(store, cursor, known);
    const isWhole = extended?.ok === true && !hasErased(extended.value, known);
    const journal = isWhole ? extended : await extend(store, cursor, empty);
    if (journal.ok) {
      byStream.delete(cursor.stream);
      byStream.set(cursor.stream, journal.value);
      const oldest = byStream.keys().next().value;
      if (byStream.size > most && oldest !== undefined) byStream.delete(oldest);
    }
    return journal;
  };
}

/** An erasure changes lines that are cached already. */
const hasErased = ({ lines }: CachedJournal, known: CachedJournal | undefined): boolean =>
  lines.slice(known?.lines.length ?? 0).some(({ type }) => isErasing(type));

const empty: CachedJournal = { lines: [], head: { seq: 0, hash: genesis } };

async function extend(
  store: Store,
  cursor: Cursor,
  known: CachedJournal,
): Promise<Result<CachedJournal, { message: string }>> {
  const { stream, seq } = cursor;
  const kept = await store.lines
    .where('[stream+seq]')
    .between([stream, known.head.seq], [stream, seq], false, true)
    .toArray();
  const lines = [...known.lines];
  let head = known.head;
  for (const { text } of kept) {
    const line = parseLine(text, head.seq + 1);
    if (!line.ok) return err({ message: line.error.message });
    if (line.value.prev !== head.hash || line.value.seq !== head.seq + 1)
      return err({ message: `event ${line.value.seq} does not follow event ${head.seq}` });
    lines.push(line.value);
    head = { seq: line.value.seq, hash: hashLine(line.value) };
  }
  if (head.seq !== seq || head.hash !== cursor.hash) return err({ message: `event ${head.seq + 1} is missing` });
  return ok({ lines, head });
}
