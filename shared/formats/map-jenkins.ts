import { clip, shown, toServiceId } from './cells.ts';
import { isRecordValue } from './json-reader.ts';
import { quarantined, type GivenService, type Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import type { BuildRow } from './row-types.ts';
import { checkRange } from './time.ts';

type Body = { readonly [key: string]: unknown };

const results: ReadonlyMap<string, NonNullable<BuildRow['result']>> = new Map([
  ['SUCCESS', 'success'],
  ['FAILURE', 'failure'],
  ['UNSTABLE', 'unstable'],
  ['ABORTED', 'aborted'],
  ['NOT_BUILT', 'not-built'],
  // Seen in recorded API bodies beside the documented NOT_BUILT.
  ['NOT_BUILD', 'not-built'],
]);

/**
 * Maps one build of Jenkins' JSON API. `timestamp` and `duration` are ms, finish = timestamp + duration. While
 * `building` is true a build has neither finish nor result, whatever else its body says. `host` names the instance where
 * the body has no url of its own. A build names no service: either given one is taken before a guess by the job's name.
 */
export function mapJenkinsBuild(
  body: Body,
  context: { readonly host: string | null; readonly service: GivenService; readonly now: number },
): Mapped {
  const number = body['number'];
  const timestamp = body['timestamp'];
  const duration = body['duration'] ?? 0;
  if (!isCount(number)) return quarantined('missing-value', 'number', 'the build has no number');
  if (!isCount(timestamp)) return quarantined('missing-value', 'timestamp', 'the build has no time in ms');
  if (typeof duration !== 'number' || !Number.isSafeInteger(duration))
    return quarantined('bad-number', 'duration', 'the duration is not a whole number of ms');
  if (duration < 0) return quarantined('finish-before-start', 'duration', 'the duration is negative');
  const startedAt = checkRange(timestamp, context.now);
  if (!startedAt.ok) return quarantined(startedAt.error.code, 'timestamp', startedAt.error.message);
  const job = jobOf(body);
  if (job === null) return quarantined('missing-value', 'fullDisplayName', 'the build does not say which job it is of');
  const building = body['building'] === true;
  const named = building ? null : (body['result'] ?? null);
  const result = typeof named === 'string' ? results.get(named) : undefined;
  if (named !== null && result === undefined)
    return quarantined('unknown-value', 'result', `${shown(named)} is no result of a build`);
  const revision = revisionOf(body);
  const service = toServiceId(
    context.service.always ?? context.service.otherwise ?? serviceOf(job, revision.branch, listOf(body['actions'])),
  );
  if (service === '')
    return quarantined('missing-value', 'fullDisplayName', 'the job names no service; give one in the mapping');
  const finishedAt = result === undefined ? null : timestamp + duration;
  const row: BuildRow = {
    kind: 'build',
    id: rowId('jenkins', 'build', hostOf(body['url']) ?? context.host ?? 'carried', `${job}#${number}`),
    revision: finishedAt ?? 0,
    service,
    name: clip(`${job} #${number}`, 500) ?? '',
    number,
    startedAt: timestamp,
    finishedAt,
    result: result ?? null,
    sha: revision.sha,
  };
  return { kind: 'row', row };
}

/** Host of a URL, without its port being dropped; null when the text is no URL. */
export function hostOf(url: unknown): string | null {
  const match = typeof url === 'string' ? /^https?:\/\/(?:[^/@]*@)?([^/?#]+)/i.exec(url) : null;
  return match?.[1]?.toLowerCase().slice(0, 80) ?? null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function jobOf(body: Body): string | null {
  const display = body['fullDisplayName'];
  if (typeof display === 'string') return clip(display.replace(/\s*#\d+\s*$/, ''), 180);
  const url = typeof body['url'] === 'string' ? /\/job\/(.+?)\/\d+\/?$/.exec(body['url']) : null;
  return url?.[1] === undefined ? null : clip(url[1].replaceAll('/job/', ' » '), 180);
}

/** The job's last part; in a multibranch project, where that part is the branch, the part before it. */
function serviceOf(job: string, branch: string | null, actions: readonly unknown[]): string {
  const parts = job.split('»').map((part) => part.trim());
  const last = parts.at(-1) ?? '';
  const isBranch = last === branch || isMultibranch(actions);
  return (isBranch ? parts.at(-2) : undefined) ?? last;
}

function isMultibranch(actions: readonly unknown[]): boolean {
  return actions.some((action) => {
    if (!isRecordValue(action)) return false;
    if (action['_class'] === 'jenkins.scm.api.SCMRevisionAction') return true;
    return listOf(action['causes']).some(
      (cause) =>
        isRecordValue(cause) && typeof cause['_class'] === 'string' && cause['_class'].startsWith('jenkins.branch.'),
    );
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function revisionOf(body: Body): { readonly sha: string | null; readonly branch: string | null } {
  for (const action of listOf(body['actions'])) {
    const built = isRecordValue(action) ? action['lastBuiltRevision'] : undefined;
    if (!isRecordValue(built)) continue;
    const sha = built['SHA1'];
    const first = listOf(built['branch'])[0];
    const branch = isRecordValue(first) ? first['name'] : undefined;
    return {
      sha: typeof sha === 'string' && /^[0-9a-f]{7,64}$/i.test(sha) ? sha.toLowerCase() : null,
      branch: typeof branch === 'string' ? branch.replace(/^refs\/(remotes\/[^/]+|heads)\//, '') : null,
    };
  }
  return { sha: null, branch: null };
}
