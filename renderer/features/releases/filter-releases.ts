import { assertNever } from '../../../shared/lib/invariant.ts';
import type { ReleaseSummary } from '../../store/release-summary.ts';

export const troubles = ['all', 'any', 'failed', 'incident', 'late'] as const;
export type Trouble = (typeof troubles)[number];

export type ReleaseFilter = { readonly text: string; readonly service: string; readonly trouble: Trouble };

export const everyRelease: ReleaseFilter = { text: '', service: '', trouble: 'all' };

/** A minute and more between what the pipeline says and what the runtime shows is late; the same before it is early. */
const lateMs = 60_000;

export const isLate = (release: ReleaseSummary): boolean => (release.runtimeLagMs ?? 0) > lateMs;

const hasFailed = (release: ReleaseSummary): boolean =>
  release.lastResult === 'failure' || release.lastResult === 'rolled-back';

/** Every word of the text must be found in the service or the version, in any order. */
export function filterReleases(releases: readonly ReleaseSummary[], filter: ReleaseFilter): readonly ReleaseSummary[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return releases.filter((release) => {
    if (filter.service !== '' && release.service !== filter.service) return false;
    if (!fits(release, filter.trouble)) return false;
    const name = `${release.service} ${release.version}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
}

function fits(release: ReleaseSummary, trouble: Trouble): boolean {
  switch (trouble) {
    case 'all':
      return true;
    case 'any':
      return hasFailed(release) || release.incidents > 0 || isLate(release);
    case 'failed':
      return hasFailed(release);
    case 'incident':
      return release.incidents > 0;
    case 'late':
      return isLate(release);
    default:
      return assertNever(trouble);
  }
}
