import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { call } from '../../host/client.ts';

export type Draft = { readonly base: string; readonly overlay: string | null };
export type Checked = Output<'policy.check'>;
export type Kept = Output<'policy.read'>;

/** What is being written survives a look at another place; closing the window lets it go. */
let unsaved: Draft | null = null;

export const keepDraft = (draft: Draft | null): void => {
  unsaved = draft;
};
export const keptDraft = (): Draft | null => unsaved;

export type Reading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'read'; readonly value: T }
  | { readonly state: 'failed'; readonly fault: CallFault };

/** The texts in force and what the folder holds; read again with `again`. */
export function useKeptPolicy(seq: number): readonly [Reading<Kept>, again: () => Promise<void>] {
  const [reading, setReading] = useState<Reading<Kept>>({ state: 'loading' });
  const latest = useRef(0);
  const read = useCallback(async () => {
    latest.current += 1;
    const own = latest.current;
    const answer = await call('policy.read', {});
    if (own !== latest.current) return;
    setReading(answer.ok ? { state: 'read', value: answer.value } : { state: 'failed', fault: answer.error });
  }, []);
  const seen = useRef(-1);
  useEffect(() => {
    if (seen.current === seq) return;
    seen.current = seq;
    void read();
  }, [seq, read]);
  return [reading, read];
}

const pause = 350;

/** What a draft comes to, asked a moment after the last key; the last answer stays until the next one is there. */
export function useChecked(draft: Draft): {
  readonly checked: Checked | null;
  readonly isCurrent: boolean;
  readonly fault: CallFault | null;
} {
  const [answer, setAnswer] = useState<{ readonly of: Draft; readonly checked: Checked } | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      void call('policy.check', draft).then((told) => {
        if (isOver) return;
        setFault(told.ok ? null : told.error);
        if (told.ok) setAnswer({ of: draft, checked: told.value });
      });
    }, pause);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [draft]);
  return { checked: answer?.checked ?? null, isCurrent: answer?.of === draft, fault };
}
