import { erasedSeqs, withoutBody } from '../../shared/journal/erased-lines.ts';
import { parseLine, serializeLine, type JournalLine } from '../../shared/journal/line.ts';
import type { Store } from './schema.ts';

/**
 * Forgets what a journal says was erased: in its lines, and in copies that were set aside. Done in the transaction that
 * keeps the erasing event, so that no window holds the one without the other.
 */
export async function forgetBodies(store: Store, stream: string, fresh: readonly JournalLine[]): Promise<void> {
  const seqs = erasedSeqs(fresh);
  const hashes = new Set<string>();
  for (const seq of seqs) {
    const kept = await store.lines.get([stream, seq]);
    const line = kept === undefined ? undefined : parseLine(kept.text, seq);
    if (line?.ok !== true) continue;
    hashes.add(line.value.bodyHash);
    if (line.value.body !== undefined)
      await store.lines.put({ stream, seq, text: serializeLine(withoutBody(line.value)) });
  }
  if (hashes.size === 0) return;
  for (const copy of await store.forked.where({ stream }).toArray()) {
    const lines = copy.lines.map((text, index) => {
      const line = parseLine(text, index + 1);
      return line.ok && hashes.has(line.value.bodyHash) ? serializeLine(withoutBody(line.value)) : text;
    });
    await store.forked.put({ ...copy, lines });
  }
}
