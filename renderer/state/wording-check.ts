import { useEffect, useMemo, useState } from 'react';
import type { Review } from '../../shared/domain/review/review.ts';
import { wordingOptions } from '../../shared/domain/wording/blameless.ts';
import { createWordingCheck } from '../../shared/domain/wording/check-wording.ts';
import type { WordingFinding } from '../../shared/domain/wording/finding.ts';
import { useWorkspace } from '../store/workspace-hooks.ts';

/** What says which policy the words are held against: a review, or the questions that were carried out of one. */
export type WordedBy = { readonly governance: Pick<Review['governance'], 'wording'> };

/** Long enough that nobody is corrected in the middle of a word, short enough to come before Enter. */
const settleMs = 180;

/**
 * What the wording rules find in a text that is being typed, by the roster and, where there is a review, by its policy.
 * Empty while typing goes on: a finding belongs to the text as it stands.
 */
export function useWordingFindings(text: string, review?: WordedBy): readonly WordingFinding[] {
  const members = useWorkspace()?.members;
  const wording = review?.governance.wording;
  const check = useMemo(
    () => createWordingCheck(members ?? [], wording === undefined ? {} : wordingOptions({ governance: { wording } })),
    [members, wording],
  );
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return useMemo(() => (settled === text && text !== '' ? check(text) : []), [check, settled, text]);
}
