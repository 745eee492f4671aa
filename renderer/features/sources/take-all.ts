import { useRef, useState } from 'react';
import { mappingFits, type SavedMapping } from '../../../shared/domain/workspace/sources.ts';
import { call } from '../../host/client.ts';
import { carryFile, takeFile, type IntakeChoice } from '../../host/intake-client.ts';
import { dropFile } from '../../state/dropped-files.ts';
import { keptText } from './kept-text.ts';
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
  /** Why a file that was begun did not come in whole, and what of it is kept. */
  readonly stops: ReadonlyMap<File, string>;
};

type Taken =
  | { readonly kind: 'taken'; readonly rows: number }
  | { readonly kind: 'stopped'; readonly rows: number; readonly why: string }
  | { readonly kind: 'undecided' };

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
    const none = { done: 0, taken: 0, rows: 0, left: 0, stops: new Map<File, string>() };
    let now: TakingAll = { ...none, isRunning: true, of: files.length, name: '' };
    for (const file of files) {
      if (signal.aborted) break;
      now = { ...now, name: file.name };
      setState(now);
      const end = await takeRecognised(file, saved, signal);
      if (end.kind === 'taken') dropFile(file);
      now = withEnd(now, file, end);
    }
    setState({ ...now, isRunning: false });
  };
  return { state, start, cancel: () => stop.current.abort() };
}

const withEnd = (now: TakingAll, file: File, end: Taken): TakingAll => ({
  ...now,
  done: now.done + 1,
  taken: now.taken + (end.kind === 'taken' ? 1 : 0),
  rows: now.rows + (end.kind === 'undecided' ? 0 : end.rows),
  left: now.left + (end.kind === 'taken' ? 0 : 1),
  stops: end.kind === 'stopped' ? new Map(now.stops).set(file, end.why) : now.stops,
});

async function takeRecognised(file: File, saved: readonly SavedMapping[], signal: AbortSignal): Promise<Taken> {
  if (/\.zip$/i.test(file.name)) return { kind: 'undecided' };
  const carried = await carryFile(file, signal);
  if (!carried.ok) return { kind: 'undecided' };
  const { ticket } = carried.value;
  const choice = await recognise(ticket, saved);
  if (choice === null || signal.aborted) return { kind: 'undecided' };
  const end = await takeFile(choice, signal, () => undefined);
  if (end.state !== 'done') return { kind: 'stopped', rows: 0, why: end.error.message };
  const { accepted, stopped } = end.report;
  if (stopped === null) return { kind: 'taken', rows: accepted };
  return { kind: 'stopped', rows: accepted, why: `${stopped.message} ${keptText(end.report)}` };
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
