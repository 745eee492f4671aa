import type { Body, BodyContext } from './body-format.ts';
import { shown } from './cells.ts';
import { valueAt } from './column-plan.ts';
import { notUsed, type Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { gitlabOrigin, gitlabService } from './map-gitlab-names.ts';
import { isBody, readBody, versionOfRef, type BodyReader } from './read-body.ts';
import type { DeploymentRow } from './row-types.ts';

/** What a deployment's status says of its end; of one that was skipped or taken down again nothing. */
const statuses: { readonly [status: string]: DeploymentRow['result'] | 'none' } = {
  created: 'running',
  running: 'running',
  blocked: 'running',
  success: 'success',
  completed: 'success',
  failed: 'failure',
  canceled: 'failure',
  skipped: 'none',
  undeployed: 'none',
};

export const isGitlabDeployment = (body: Body): boolean =>
  typeof body['iid'] === 'number' && typeof body['sha'] === 'string' && isBody(body['environment']);

/**
 * A deployment of GitLab. It starts and ends with its job; its own status counts, not the job's. An environment whose
 * tier is production is production, whatever its name.
 */
export function mapGitlabDeployment(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const status = read.text('status') ?? read.text('deployable.status') ?? 'created';
  const result = statuses[status];
  if (result === 'none') return notUsed(`a deployment that is ${status}`);
  if (result === undefined) read.fail('unknown-value', 'status', `${shown(status)} is not known here as a status`);
  const { host, repository } = gitlabOrigin(body, context);
  const created = read.needTime('created_at');
  const updated = read.time('updated_at') ?? created;
  const startedAt = read.time('deployable.started_at') ?? created;
  const ended = result === 'success' || result === 'failure';
  const finishedAt = ended ? (read.time('deployable.finished_at') ?? updated) : null;
  read.inOrder(startedAt, finishedAt, 'deployable.finished_at', 'the deployment is finished before it starts');
  return deploymentOr(read, context, {
    id: rowId('gitlab', 'deployment', host, read.needText('id')),
    revision: updated,
    repository,
    ref: valueAt(body, 'deployable.tag') === true ? `refs/tags/${read.text('ref') ?? ''}` : read.text('ref'),
    sha: read.sha('sha'),
    environment: environmentOf(read.text('environment.tier'), read.text('environment.name', 80)),
    startedAt,
    finishedAt,
    result: result ?? 'running',
  });
}

type Facts = Pick<DeploymentRow, 'id' | 'revision' | 'sha' | 'environment' | 'startedAt' | 'finishedAt' | 'result'> & {
  readonly repository: string | null;
  readonly ref: string | null;
};

function deploymentOr(read: BodyReader, context: BodyContext, facts: Facts): Mapped {
  const { repository, ref, ...rest } = facts;
  const service = gitlabService(read, context, repository);
  const version = versionOfRef(ref, facts.sha);
  if (version === null) read.fail('missing-value', 'ref', 'the deployment names neither a ref nor a commit');
  return read.rowOr(() => ({
    kind: 'deployment',
    ...rest,
    service,
    version: version ?? '',
    ...(repository !== null && { repository }),
  }));
}

const environmentOf = (tier: string | null, name: string | null): string =>
  tier === 'production' ? 'production' : (name?.toLowerCase() ?? 'production');

/**
 * Maps GitLab's deployment events. An event has one time only: a start is known from an earlier event of the same file,
 * else it is taken to be the end.
 */
export function createDeploymentEvents(): (payload: Body, context: BodyContext) => Mapped {
  const starts = new Map<string, number>();
  return (payload, context) => {
    const read = readBody(payload, context.now);
    const id = read.needText('deployment_id');
    const at = read.needTime('status_changed_at');
    const status = read.text('status') ?? '';
    const result = statuses[status];
    if (result === 'none') return notUsed(`a deployment that is ${status}`);
    if (result === undefined) read.fail('unknown-value', 'status', `${shown(status)} is not known here as a status`);
    if (!starts.has(id) || status === 'running') starts.set(id, at);
    const { host, repository } = gitlabOrigin(payload, context);
    const commit = /\/commit\/([0-9a-f]{7,64})/.exec(read.text('commit_url', 500) ?? '')?.[1];
    return deploymentOr(read, context, {
      id: rowId('gitlab', 'deployment', host, id),
      revision: at,
      repository,
      ref: read.text('ref'),
      sha: commit ?? read.sha('short_sha'),
      environment: environmentOf(read.text('environment_tier'), read.text('environment', 80)),
      startedAt: Math.min(starts.get(id) ?? at, at),
      finishedAt: result === 'running' ? null : at,
      result: result ?? 'running',
    });
  };
}
