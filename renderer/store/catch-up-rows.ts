import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import { deriveLines } from './derive-lines.ts';
import { inRowTransaction } from './row-transaction.ts';
import type { Store } from './schema.ts';
import { sealTails } from './seal-tail.ts';

const linesAtOnce = 64;

/**
 * Derives rows from kept lines that they were not derived from yet: after the store's schema changed, all of them. In the
 * ordinary case there is none, since lines and what follows from them are one transaction.
 */
export async function catchUpRows(store: Store): Promise<void> {
  for (;;) {
    const isMore = await inRowTransaction(store, async (changes, seq, reach) => {
      const kept = await store.intake.where('seq').above(seq).limit(linesAtOnce).toArray();
      const last = kept.at(-1);
      if (last === undefined) return false;
      await deriveLines(
        changes,
        kept.map(({ text }) => JSON.parse(text) as IntakeLine),
      );
      reach(last.seq);
      return true;
    });
    if (!isMore) return;
    await sealTails(store);
  }
}
