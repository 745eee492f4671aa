import { useRef, useState } from 'react';
import { mappingFits, type SavedMapping } from '../../../shared/domain/workspace/sources.ts';
import { call } from '../../host/client.ts';
import { carryFile, takeFile, type IntakeChoice } from '../../host/intake-client.ts';
import { dropFile } from '../../state/dropped-files.ts';
import { toChoice } from './look.tsx';

/** How far taking all recognised files is. `left` were not recognised, or stopped: each waits for its own decision. */
export type TakingAll = {
  readonly isRunning: boolean;
  readonly done: number;
  readonly of: number;
  readonly name: string;
  readonly taken: number;
  readonly rows: number;
  readonly left: number;
};

/** Takes the waiting files in that are recognised, by their content or by a saved mapping; the others stay. */
export function useTakeAll(saved: readonly SavedMapping[]): {
  readonly state: TakingAll | null;
  readonly start: (files: readonly File[]) => Promise<void>;
  readonly cancel: () => void;
} {
  const [state, setState] = useState<TakingAll | null>(null);
  const stop = useRef(new AbortController());
  const start = async (files: readonly File[]) => {
    stop.current = new AbortController();
    const { signal } = stop.current;
    let now: TakingAll = { isRunning: true, done: 0, of: files.length, name: '', taken: 0, rows: 0, left: 0 };
    for (const file of files) {
      if (signal.aborted) break;
      now = { ...now, name: file.name };
      setState(now);
      const rows = await takeRecognised(file, saved, signal);
      if (rows !== null) dropFile(file);
      now = {
        ...now,
        done: now.done + 1,
        taken: now.taken + (rows === null ? 0 : 1),
        rows: now.rows + (rows ?? 0),
        left: now.left + (rows === null ? 1 : 0),
      };
    }
    setState({ ...now, isRunning: false });
  };
  return { state, start, cancel: () => stop.current.abort() };
}

/** Rows that came in; null when the file needs somebody's decision. */
async function takeRecognised(file: File, saved: readonly SavedMapping[], signal: AbortSignal): Promise<number | null> {
  if (/\.zip$/i.test(file.name)) return null;
  const carried = await carryFile(file, signal);
  if (!carried.ok) return null;
  const { ticket } = carried.value;
  const choice = await recognise(ticket, saved);
  if (choice === null || signal.aborted) return null;
  const end = await takeFile(choice, signal, () => undefined);
  return end.state === 'done' && end.report.stopped === null ? end.report.accepted : null;
}

async function recognise(ticket: string, saved: readonly SavedMapping[]): Promise<IntakeChoice | null> {
  const preview = await call('intake.preview', { ticket });
  if (!preview.ok) return null;
  const { blocked, rows, columns } = preview.value;
  if (blocked === null && rows.length > 0) return { ticket };
  const fitting = saved.filter((each) => mappingFits(each, columns));
  const [only] = fitting;
  if (only === undefined || fitting.length > 1) return null;
  const choice = toChoice(ticket, { format: only.format, mapping: only.mapping });
  const again = await call('intake.preview', choice);
  return again.ok && again.value.blocked === null && again.value.rows.length > 0 ? choice : null;
}
