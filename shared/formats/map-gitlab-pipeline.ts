import type { Body, BodyContext } from './body-format.ts';
import { clip } from './cells.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { gitlabOrigin, gitlabService } from './map-gitlab-names.ts';
import { isBody, readBody, type BodyReader } from './read-body.ts';
import type { BuildRow } from './row-types.ts';

/** What a pipeline's or job's status says; `null` while nothing is known of its end. */
const statuses: { readonly [status: string]: NonNullable<BuildRow['result']> | 'running' } = {
  created: 'running',
  waiting_for_resource: 'running',
  waiting_for_callback: 'running',
  preparing: 'running',
  pending: 'running',
  running: 'running',
  canceling: 'running',
  manual: 'running',
  scheduled: 'running',
  success: 'success',
  failed: 'failure',
  canceled: 'aborted',
  skipped: 'not-built',
};

export const isGitlabPipeline = (body: Body): boolean =>
  typeof body['sha'] === 'string' &&
  typeof body['status'] === 'string' &&
  typeof body['web_url'] === 'string' &&
  /\/pipelines\/\d+$/.test(body['web_url']);

export const isGitlabJob = (body: Body): boolean =>
  typeof body['stage'] === 'string' && isBody(body['pipeline']) && typeof body['status'] === 'string';

/** A pipeline of GitLab. Lists of pipelines tell no finish: it is then when the pipeline was last updated. */
export function mapGitlabPipeline(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const number = read.count('iid') ?? read.needCount('id');
  return buildOr(read, body, context, {
    type: 'pipeline',
    id: read.needText('id'),
    number,
    name: `pipeline #${number}`,
    status: 'status',
    started: ['started_at', 'created_at'],
    finished: ['finished_at', 'updated_at', 'created_at'],
    revised: 'updated_at',
    sha: read.sha('sha'),
  });
}

/** A job of a GitLab pipeline. One that never began, but is over, starts when it was created. */
export function mapGitlabJob(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const id = read.needCount('id');
  return buildOr(read, body, context, {
    type: 'job',
    id: String(id),
    number: id,
    name: `${read.text('stage') ?? ''} / ${read.needText('name')}`,
    status: 'status',
    started: ['started_at', 'created_at'],
    finished: ['finished_at'],
    revised: 'finished_at',
    sha: read.sha('commit.id') ?? read.sha('pipeline.sha'),
  });
}

/** The body of a pipeline event: the pipeline stands in `object_attributes`. */
export function mapPipelineEvent(payload: Body, context: BodyContext): Mapped {
  const read = readBody(payload, context.now);
  const number = read.count('object_attributes.iid') ?? read.needCount('object_attributes.id');
  return buildOr(read, payload, context, {
    type: 'pipeline',
    id: read.needText('object_attributes.id'),
    number,
    name: `pipeline #${number}`,
    status: 'object_attributes.status',
    started: ['object_attributes.created_at'],
    finished: ['object_attributes.finished_at'],
    revised: 'object_attributes.finished_at',
    sha: read.sha('object_attributes.sha'),
  });
}

/** The body of a job event, which GitLab calls a build. */
export function mapJobEvent(payload: Body, context: BodyContext): Mapped {
  const read = readBody(payload, context.now);
  const id = read.needCount('build_id');
  return buildOr(read, payload, context, {
    type: 'job',
    id: String(id),
    number: id,
    name: `${read.text('build_stage') ?? ''} / ${read.needText('build_name')}`,
    status: 'build_status',
    started: ['build_started_at', 'build_created_at'],
    finished: ['build_finished_at'],
    revised: 'build_finished_at',
    sha: read.sha('sha'),
  });
}

/** Paths of the times: the first that has one counts. */
type Paths = {
  readonly type: 'pipeline' | 'job';
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly status: string;
  readonly started: readonly string[];
  readonly finished: readonly string[];
  readonly revised: string;
  readonly sha: string | null;
};

function buildOr(read: BodyReader, body: Body, context: BodyContext, paths: Paths): Mapped {
  const { host, repository } = gitlabOrigin(body, context);
  const service = gitlabService(read, context, repository);
  const status = read.word(paths.status, statuses, 'a status of a pipeline');
  if (status === null) read.fail('missing-value', paths.status, 'the record says no status');
  const first = (names: readonly string[]): number | null => {
    for (const name of names) {
      const time = read.time(name);
      if (time !== null) return time;
    }
    return null;
  };
  const startedAt = first(paths.started);
  if (startedAt === null) read.fail('missing-value', paths.started.at(-1) ?? '', 'the record has no start');
  const result = status === 'running' ? null : status;
  const finishedAt = result === null ? null : first(paths.finished);
  if (result !== null && finishedAt === null)
    read.fail('missing-value', paths.finished[0] ?? '', 'the record is over, but nothing says when');
  read.inOrder(startedAt, finishedAt, paths.finished[0] ?? '', 'the record is finished before it starts');
  return read.rowOr(() => ({
    kind: 'build',
    id: rowId('gitlab', paths.type, host, paths.id),
    revision: read.time(paths.revised) ?? startedAt ?? 0,
    service,
    name: clip(`${service} ${paths.name}`, 500) ?? '',
    number: paths.number,
    startedAt: startedAt ?? 0,
    finishedAt,
    result,
    sha: paths.sha,
  }));
}
