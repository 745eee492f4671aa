import type { SampleService } from '../../assets/sample/organisation.ts';
import { fromWall } from './local-time.ts';

/** Something that went wrong with a service for a while; metrics and incidents are made of it. */
export type Trouble = {
  readonly service: string;
  readonly from: number;
  readonly to: number;
  /** What p95 and the error rate are multiplied by while it lasts. */
  readonly latency: number;
  readonly errors: number;
  readonly severity: 'critical' | 'major' | 'minor';
  readonly title: string;
  readonly detectedAt: number;
  readonly acceptedAt: number | null;
  readonly resolvedAt: number | null;
  /** The release a person named as its cause; null when nobody did. */
  readonly release: string | null;
};

export type PlannedCommit = {
  readonly sha: string;
  readonly at: number;
  readonly subject: string;
  readonly files: number;
  readonly insertions: number;
  readonly deletions: number;
  readonly generated: number;
};

export type PlannedDeployment = {
  readonly service: string;
  readonly version: string;
  readonly environment: string;
  readonly startedAt: number;
  /** Null where CI lost the end of it. */
  readonly finishedAt: number | null;
  readonly status: 'succeeded' | 'failed' | 'rolled back' | 'in progress';
  readonly sha: string;
  /** What the runtime showed; null where nobody looked. */
  readonly runtime: {
    readonly firstSeenAt: number;
    readonly completeAt: number | null;
    readonly instances: number;
  } | null;
};

export type PlannedRelease = {
  readonly service: SampleService;
  readonly version: string;
  readonly taggedAt: number;
  readonly sha: string;
  readonly commits: readonly PlannedCommit[];
  readonly deployments: readonly PlannedDeployment[];
  readonly trouble: Trouble | null;
  readonly story: StoryName | null;
};

/** The releases whose course is written by hand; see docs/sample.md. */
export type StoryName = 'drift' | 'late' | 'keys';

export type Story = {
  readonly name: StoryName;
  readonly service: string;
  /** When CI begins to deploy it to production. */
  readonly startsAt: number;
  /** Last commit's subject: what the review finds. */
  readonly subject: string;
};

/** The last moment of the sample's history. */
export const defaultUntil = fromWall('2026-11-20 16:30');
export const defaultSeed = 20_261_120;

/**
 * Story dates are counted back from the end of history, which is a Friday: drift on the day before, the release that CI
 * and runtime disagree about on Tuesday, the closed review's release a month earlier.
 */
export function storiesBefore(until: number): readonly Story[] {
  const daysBack = (days: number, time: string): number => {
    const date = new Date(until - days * 86_400_000).toISOString().slice(0, 10);
    return fromWall(`${date} ${time}`);
  };
  return [
    {
      name: 'keys',
      service: 'boarding',
      startsAt: daysBack(31, '10:05'),
      subject: 'Load key set at start instead of every hour',
    },
    {
      name: 'late',
      service: 'search',
      startsAt: daysBack(3, '11:18'),
      subject: 'Build nearby dates index at first start',
    },
    {
      name: 'drift',
      service: 'fares',
      startsAt: daysBack(1, '14:06'),
      subject: 'Read pool.max from the environment, drop it from the image',
    },
  ];
}
