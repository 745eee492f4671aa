import { useTimeline } from '../store/release-hooks.ts';
import type { ReleaseDetail } from '../store/read-releases.ts';
import { mainDeployment, tellRelease } from './tell-release.ts';

const day = 86_400_000;

/** A release told in one line, with how long it stood when it was rolled back. */
export function ReleaseLine({ detail, zone }: { readonly detail: ReleaseDetail; readonly zone: string }) {
  const at = mainDeployment(detail)?.startedAt ?? detail.summary.at;
  const around = useTimeline(at, at + 7 * day);
  return <>{tellRelease(detail, zone, around?.deployments ?? [])}</>;
}
