import { useDeferredValue, useMemo, useState } from 'react';
import type { Segment } from '../../../shared/domain/transcript/transcript.ts';
import { findInItems } from './find-in-text.ts';

export type Find = {
  readonly wanted: string;
  readonly setWanted: (wanted: string) => void;
  /** Indexes of the segments that hold it. */
  readonly found: readonly number[];
  /** The index of the next one after `at`, round the end; -1 where nothing was found. */
  readonly next: (at: number, step: 1 | -1) => number;
};

/** Looks a text up in this transcript alone. */
export function useFind(segments: readonly Segment[]): Find {
  const [wanted, setWanted] = useState('');
  const settled = useDeferredValue(wanted);
  const found = useMemo(() => findInItems(segments, settled), [segments, settled]);
  const next = (at: number, step: 1 | -1): number => {
    // Enter may be quicker than what is shown.
    const all = settled === wanted ? found : findInItems(segments, wanted);
    return step === 1
      ? (all.find((index) => index > at) ?? all[0] ?? -1)
      : (all.findLast((index) => index < at) ?? all.at(-1) ?? -1);
  };
  return { wanted, setWanted, found, next };
}
