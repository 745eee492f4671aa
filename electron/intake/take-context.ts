import type { IntakeLine } from '../../shared/domain/release/intake-line.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { NamedBytes } from './chunk-files.ts';
import type { FileLedger } from './file-ledger.ts';
import type { LogFault, NewIntakeLine } from './intake-log.ts';
import type { PullLedger } from './pull-ledger.ts';
import type { WritableRowIndex } from './row-index.ts';
import type { SampleStore } from './sample-store.ts';

/** What taking something in needs of the intake it is taken into. */
export type TakeContext = {
  readonly rawDirectory: string;
  readonly now: () => number;
  readonly ledger: FileLedger;
  readonly pulls: PullLedger;
  readonly index: WritableRowIndex;
  readonly store: SampleStore;
  /** Writes chunks, then the line that names them; both are noted in memory when they are on the disk. */
  readonly append: (line: NewIntakeLine, chunks: readonly NamedBytes[]) => Promise<Result<IntakeLine, LogFault>>;
};
