import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { FormatId } from '../../shared/formats/formats.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { CarriedFile } from './carried/carried-file.ts';
import { daysBetween, firstTime, moveBy, moveIsoTimes, moveTimestamps, type Move } from './move-dates.ts';

/** Real records put together for one review, and where they are what. Times in epoch ms. */
export type RealReview = {
  readonly release: string;
  readonly service: string;
  readonly series: string;
  readonly liveAt: number;
  /** First sample of the failure. */
  readonly onsetAt: number;
  readonly incidentId: string;
  readonly files: readonly CarriedFile[];
  /** One sentence for each thing that is not as its source had it. */
  readonly changed: readonly string[];
};

/** The series' times have no zone; it is a machine of us-west-2, so they are taken as that region's. */
const metricZone = 'America/Los_Angeles';
const failureDay = Date.parse('2014-07-12T00:00:00Z');
const onsetAt = Date.parse('2014-07-12T08:04:00Z');
/** A release tagged minutes before the hour of the failure, with five others in the two months before it. */
const tag = '0.20.4';
const service = 'flagger';
const pagerDutyHours = 2;

/**
 * Reads the shared real data and puts it on one timeline: flagger's tags and commits, Jenkins builds and PagerDuty
 * incidents are moved onto July 2014, where the metric series with its real configuration failure is. A moved file says
 * so in its name, which is what every row taken from it names as its source.
 */
export async function readRealReview(
  dataDir: string,
): Promise<Result<RealReview, { readonly code: 'no-data'; readonly message: string }>> {
  try {
    return ok(await assemble((path) => readFile(join(dataDir, path), 'utf8')));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return err({
      code: 'no-data',
      message: `The real data is not where --data says, or not as expected (${reason}). Nothing was taken in.`,
    });
  }
}

async function assemble(read: (path: string) => Promise<string>): Promise<RealReview> {
  const tagLines = lines(await read('git/flagger-tags.csv'));
  const taggedAt = firstTime(tagLines.find((line) => line.startsWith(`${tag},`)) ?? '') ?? Number.NaN;
  const git = moveBy(daysBetween(taggedAt, failureDay));
  const tags = moveIsoTimes(until(tagLines, taggedAt).join('\n'), git);
  const commits = moveIsoTimes(until(lines(await read('git/flagger-commits.csv')), taggedAt).join('\n'), git);
  const jenkinsText = await read('raw/jenkins/builds.csv');
  const jenkins = moveBy(daysBetween(Number(/""timestamp"":(\d{13})/.exec(jenkinsText)?.[1]), failureDay));
  const pagerDutyText = await read('raw/pagerduty/incidents.csv');
  const firstIncident = Date.parse(/""created_at"": ?""([^"]+)""/.exec(pagerDutyText)?.[1] ?? '');
  const pagerDuty = moveBy(daysBetween(firstIncident, failureDay), pagerDutyHours);
  const metric = 'cpu_utilization';
  const own = { service };
  return {
    release: `${service}@${tag}`,
    service,
    series: `${service}/${metric}/production`,
    liveAt: taggedAt + git.ms,
    onsetAt,
    incidentId: /""id"": ?""(Q[A-Z0-9]+)""/.exec(pagerDutyText)?.[1] ?? '',
    files: [
      moved('flagger-tags', git, tags, 'git-tags', own),
      moved('flagger-commits', git, commits, 'git-commits', { repository: service }),
      moved('flagger-deployments made from its tags', git, deploymentsFrom(tags), 'deployments', own),
      moved('jenkins-builds', jenkins, moveTimestamps(jenkinsText, jenkins), 'jenkins-builds', own),
      moved('pagerduty-incidents', pagerDuty, moveIsoTimes(pagerDutyText, pagerDuty), 'pagerduty-incidents', own),
      carried(
        'cpu_utilization_asg_misconfiguration.csv',
        await read('metrics/cpu_utilization_asg_misconfiguration.csv'),
        'metrics',
        {
          columns: {},
          constants: { service, metric, environment: 'production', unit: '%', better: 'lower' },
          zone: metricZone,
        },
      ),
    ],
    changed: [
      `Tags and commits of flagger up to ${tag}: ${git.words}.`,
      'Each tag counts as a deployment to production at the time it was made; flagger publishes no deployments.',
      `Jenkins builds: ${jenkins.words}, and taken as flagger's.`,
      `PagerDuty incidents: ${pagerDuty.words}, and taken as flagger's.`,
      `The CPU series is as it was; its times carry no zone and are read as ${metricZone}.`,
    ],
  };
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** The header and the lines up to a moment. */
const until = (all: readonly string[], at: number): readonly string[] =>
  all.filter((line, index) => index === 0 || (firstTime(line) ?? Infinity) <= at);

/** Only a start is known: the moment of the tag. */
function deploymentsFrom(tags: string): string {
  const rows = lines(tags)
    .slice(1)
    .filter((line) => !/-(alpha|beta|rc)/.test(line))
    .map((line) => {
      const [version = '', at = '', sha = ''] = line.split(',');
      return `${version},${at},production,success,${sha}`;
    });
  return `${['version,started,environment,result,sha', ...rows].join('\n')}\n`;
}

const moved = (
  name: string,
  move: Move,
  text: string,
  format: FormatId,
  constants: ColumnMapping['constants'],
): CarriedFile => carried(`${name}, ${move.words}.csv`, text, format, { columns: {}, constants });

const carried = (name: string, text: string, format: FormatId, mapping: ColumnMapping): CarriedFile => ({
  name,
  text,
  format,
  mapping,
});
