import { useEffect, useState } from 'react';
import type { Review } from '../../../shared/domain/review/review.ts';
import { packageDue, type PackageDue } from '../../../shared/meeting/package-due.ts';
import { call } from '../../host/client.ts';

/** Packages that are due or late and were not written, by their review. Nothing is said before the files were looked for. */
export function usePackagesDue(reviews: readonly Review[], now: number): ReadonlyMap<string, PackageDue> {
  const due = reviews.flatMap((review) => {
    const told = packageDue(review, now);
    return told === null ? [] : [[review.id, told] as const];
  });
  const asked = due.map(([id]) => id).join(' ');
  const unwritten = useUnwritten(asked);
  return new Map(due.filter(([id]) => unwritten.has(id)));
}

/** Which of the reviews, ids with a blank between, have no package written. */
function useUnwritten(asked: string): ReadonlySet<string> {
  const [unwritten, setUnwritten] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (asked === '') return undefined;
    let here = true;
    const reviews = asked.split(' ');
    void call('package.written', { reviews }).then((answer) => {
      if (here && answer.ok) setUnwritten(new Set(reviews.filter((id) => !answer.value.written.includes(id))));
    });
    return () => {
      here = false;
    };
  }, [asked]);
  return unwritten;
}
