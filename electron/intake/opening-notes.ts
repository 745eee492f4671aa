import type { FileLedger } from './file-ledger.ts';
import type { IntakeNote } from './intake-log.ts';

/** A window that gives lines back has the rows, not the bytes they were mapped from. */
export function noRawCopies(ledger: FileLedger, names: ReadonlySet<string>): readonly IntakeNote[] {
  const gone = new Map(
    ledger.all().flatMap(({ source }) => (names.has(source.sha256) ? [] : [[source.sha256, source.name]])),
  );
  if (gone.size === 0) return [];
  const shown = [...gone.values()].slice(0, 3).join(', ');
  const more = gone.size > 3 ? ` and ${gone.size - 3} more` : '';
  const message = `The carried bytes of ${shown}${more} are not here, only the rows mapped from them: this release data was given back by a window after its folder was lost. Bring the files in again to have them beside their rows; nothing is counted twice.`;
  return [{ code: 'no-raw-copies', files: gone.size, message }];
}

/** Rows whose chunk is gone from the folder: the log names it, its bytes are not here. */
export function lostRows(missing: readonly string[]): readonly IntakeNote[] {
  if (missing.length === 0) return [];
  const message = `${missing.length} ${missing.length === 1 ? 'chunk' : 'chunks'} of rows that the intake log names cannot be read: the rows in them are not shown. A window that has them gives them back; else bring their files in again.`;
  return [{ code: 'lost-rows', chunks: missing.length, message }];
}
