import type { Body, BodyContext } from './body-format.ts';
import { clip } from './cells.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { githubHost, githubRepository, ranked } from './map-github-names.ts';
import { lastPart, readBody, serviceIn } from './read-body.ts';
import type { BuildRow } from './row-types.ts';

const conclusions: { readonly [conclusion: string]: NonNullable<BuildRow['result']> } = {
  success: 'success',
  failure: 'failure',
  timed_out: 'failure',
  startup_failure: 'failure',
  cancelled: 'aborted',
  skipped: 'not-built',
  neutral: 'not-built',
  stale: 'not-built',
  action_required: 'not-built',
};

/** Order of the states in which a run or job may be within one second. */
const rankOf = (status: string | null): number => (status === 'completed' ? 9 : status === 'in_progress' ? 5 : 1);

export const isGithubRun = (body: Body): boolean =>
  typeof body['run_number'] === 'number' && typeof body['head_sha'] === 'string' && 'workflow_id' in body;

export const isGithubJob = (body: Body): boolean =>
  typeof body['run_id'] === 'number' && typeof body['head_sha'] === 'string' && 'conclusion' in body;

/**
 * One workflow run of GitHub Actions; another attempt is another build. It is finished when it was last updated, which is
 * the only end that the API tells.
 */
export function mapGithubRun(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const id = read.needText('id');
  const attempt = read.count('run_attempt') ?? 1;
  const repository = githubRepository(body, context);
  const service = serviceIn(read, context, lastPart(repository), 'repository.full_name');
  const number = read.needCount('run_number');
  const created = read.needTime('created_at');
  const updated = read.time('updated_at') ?? created;
  const status = read.text('status');
  const ended = status === 'completed';
  const result = ended ? read.word('conclusion', conclusions, 'a conclusion of a run') : null;
  const begun = read.time('run_started_at') ?? created;
  // A run that waits for a person is updated before its start is moved to when it was let go on.
  const startedAt = ended && begun > updated ? created : begun;
  read.inOrder(startedAt, ended ? updated : null, 'updated_at', 'the run is finished before it starts');
  const name = read.text('name', 200) ?? read.text('workflow_id') ?? 'workflow';
  return read.rowOr(() => ({
    kind: 'build',
    id: rowId('github', 'run', githubHost(body, context), attempt > 1 ? `${id}.${attempt}` : id),
    revision: ranked(updated, rankOf(status)),
    service,
    name: clip(`${name} #${number}`, 500) ?? '',
    number,
    startedAt,
    finishedAt: ended ? updated : null,
    result,
    sha: read.sha('head_sha'),
  }));
}

/** One job of a workflow run. Its number is its own id, since jobs are not counted. */
export function mapGithubJob(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const id = read.needCount('id');
  const repository = githubRepository(body, context);
  const service = serviceIn(read, context, lastPart(repository), 'run_url');
  const status = read.text('status');
  const ended = status === 'completed';
  const startedAt = read.time('started_at') ?? read.needTime('created_at');
  const finishedAt = ended ? read.needTime('completed_at') : null;
  read.inOrder(startedAt, finishedAt, 'completed_at', 'the job is finished before it starts');
  const result = ended ? read.word('conclusion', conclusions, 'a conclusion of a job') : null;
  const name = [read.text('workflow_name'), read.needText('name')].filter((part) => part !== null).join(' / ');
  return read.rowOr(() => ({
    kind: 'build',
    id: rowId('github', 'job', githubHost(body, context), String(id)),
    revision: ranked(finishedAt ?? startedAt, rankOf(status)),
    service,
    name: clip(name, 500) ?? '',
    number: id,
    startedAt,
    finishedAt,
    result,
    sha: read.sha('head_sha'),
  }));
}
