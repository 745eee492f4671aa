import { useEffect, useState } from 'react';
import type { MergedTimeline, SuggestedJoint } from '../../shared/contract/trigger-procedures.ts';
import type { ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import { call } from '../host/client.ts';

/** Releases that overlap along dependencies: of the last two weeks, or those with one release; null while they are asked for. */
export function useJointCandidates(release: ReleaseId | null): readonly SuggestedJoint[] | null {
  const [found, setFound] = useState<readonly SuggestedJoint[] | null>(null);
  useEffect(() => {
    let isHere = true;
    void call('joint.candidates', { release }).then((answer) => {
      if (isHere) setFound(answer.ok ? answer.value.candidates : []);
    });
    return () => {
      isHere = false;
    };
  }, [release]);
  return found;
}

/** The merged timeline of a joint review; null while it is read, or where it cannot be. */
export function useJointTimeline(review: ReviewId): MergedTimeline | null {
  const [timeline, setTimeline] = useState<MergedTimeline | null>(null);
  useEffect(() => {
    let isHere = true;
    void call('joint.timeline', { review }).then((answer) => {
      if (isHere && answer.ok) setTimeline(answer.value);
    });
    return () => {
      isHere = false;
    };
  }, [review]);
  return timeline;
}
