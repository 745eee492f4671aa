import { useLiveQuery } from 'dexie-react-hooks';
import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import type { QuarantinedRow } from '../../shared/domain/release/rows.ts';
import { useOnceRead } from './once-read.ts';
import { pageStore } from './page-store.ts';
import type { Store } from './schema.ts';

/** One carried file as the intake's lines tell it. Counts cover all lines of the file; `at` is its last line's, epoch ms. */
export type IntakeFile = {
  readonly sha256: string;
  readonly name: string;
  readonly format: string;
  readonly at: number;
  readonly firstSeq: number;
  readonly rows: number;
  readonly samples: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly done: boolean;
};

type Known = { seq: number; head: string; readonly files: Map<string, IntakeFile> };
let known: Known = { seq: 0, head: '', files: new Map() };

/** Files that were taken in, the latest first; undefined while loading. Lines already counted are not read again. */
export function useIntakeFiles(): readonly IntakeFile[] | undefined {
  return useOnceRead(useLiveQuery(() => readIntakeFiles(pageStore()), []));
}

export async function readIntakeFiles(store: Store): Promise<readonly IntakeFile[]> {
  const before = known.seq === 0 ? undefined : await store.intake.get(known.seq);
  // Another history under the same sequence, or a shorter one, is counted anew.
  const count: Known =
    before?.text === known.head && known.seq > 0
      ? { ...known, files: new Map(known.files) }
      : { seq: 0, head: '', files: new Map() };
  await store.intake
    .where('seq')
    .above(count.seq)
    .each((kept) => {
      const line = JSON.parse(kept.text) as IntakeLine;
      addLine(count.files, line);
      count.seq = line.seq;
      count.head = kept.text;
    });
  if (count.seq >= known.seq) known = count;
  return [...count.files.values()].toSorted((a, b) => b.at - a.at || b.firstSeq - a.firstSeq);
}

/** Lines were checked when they were kept; they are only read here. */
function addLine(files: Map<string, IntakeFile>, line: IntakeLine): void {
  const { sha256, name, format } = line.source;
  const file = files.get(sha256);
  files.set(sha256, {
    sha256,
    name,
    format,
    at: Date.parse(line.at),
    firstSeq: file?.firstSeq ?? line.seq,
    rows: (file?.rows ?? 0) + line.rows.length,
    samples: (file?.samples ?? 0) + line.samples.reduce((sum, chunk) => sum + chunk.count, 0),
    unchanged: (file?.unchanged ?? 0) + line.unchanged,
    quarantined: (file?.quarantined ?? 0) + line.quarantined.length,
    done: line.done,
  });
}

/** The bad rows of one file, in the file's order; undefined while loading. */
export function useQuarantine(sha256: string): readonly QuarantinedRow[] | undefined {
  return useLiveQuery(() => readQuarantine(pageStore(), sha256), [sha256]);
}

export async function readQuarantine(store: Store, sha256: string): Promise<readonly QuarantinedRow[]> {
  const rows: QuarantinedRow[] = [];
  await store.intake.each((kept) => {
    if (!kept.text.includes(sha256)) return;
    const line = JSON.parse(kept.text) as IntakeLine;
    if (line.source.sha256 === sha256) rows.push(...line.quarantined);
  });
  return rows;
}
