import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';

/**
 * One carried file or pulled answer as the intake's lines tell it. Counts cover all its lines; `at` is its last line's,
 * epoch ms. `source` is the id of the source that was asked for it, null for a carried file.
 */
export type IntakeFile = {
  readonly sha256: string;
  readonly name: string;
  readonly format: string;
  readonly source: string | null;
  readonly at: number;
  readonly firstSeq: number;
  readonly rows: number;
  readonly samples: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly done: boolean;
};

/** What is known of a file after one more of its lines; `before` is what was known until then. */
export function fileAfter(before: IntakeFile | undefined, line: IntakeLine): IntakeFile {
  const { sha256, name, format } = line.source;
  const sealed = line.bulk?.reduce((sum, chunk) => sum + chunk.count, 0) ?? 0;
  return {
    sha256,
    name,
    format,
    source: line.pulled?.source ?? before?.source ?? null,
    at: Date.parse(line.at),
    firstSeq: before?.firstSeq ?? line.seq,
    rows: (before?.rows ?? 0) + line.rows.length + sealed,
    samples: (before?.samples ?? 0) + line.samples.reduce((sum, chunk) => sum + chunk.count, 0),
    unchanged: (before?.unchanged ?? 0) + line.unchanged,
    quarantined: (before?.quarantined ?? 0) + line.quarantined.length,
    done: line.done,
  };
}
