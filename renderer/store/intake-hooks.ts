import { useLiveQuery } from 'dexie-react-hooks';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import type { QuarantinedRow } from '../../shared/domain/release/rows.ts';
import type { IntakeFile } from './intake-files.ts';
import { useOnceRead } from './once-read.ts';
import { pageStore } from './page-store.ts';
import type { Store } from './schema.ts';

/** Files and answers that were taken in, the latest first; undefined while loading. */
export function useIntakeFiles(): readonly IntakeFile[] | undefined {
  return useOnceRead(useLiveQuery(() => readIntakeFiles(pageStore()), []));
}

export async function readIntakeFiles(store: Store): Promise<readonly IntakeFile[]> {
  const files = await store.files.toArray();
  return files.toSorted((a, b) => b.at - a.at || b.firstSeq - a.firstSeq);
}

/** The bad rows of one file, in the file's order. Reads only the lines that set rows of this file aside. */
export async function readQuarantine(store: Store, sha256: string): Promise<readonly QuarantinedRow[]> {
  const bad = await store.badLines.where('[sha256+seq]').between([sha256, 0], [sha256, Infinity]).toArray();
  const lines = await store.intake.bulkGet(bad.map(({ seq }) => seq));
  // Lines were checked when they were kept; they are only read here.
  return lines.flatMap((kept) => (kept === undefined ? [] : (JSON.parse(kept.text) as IntakeLine).quarantined));
}
