import type { BodyMapper, Body, BodyContext } from './body-format.ts';
import { clip } from './cells.ts';
import { notUsed, quarantined, type Mapped } from './format.ts';
import { isRecordValue } from './json-reader.ts';
import { rowId } from './map-generic.ts';
import { githubHost, githubRepository, ranked } from './map-github-names.ts';
import { isBody, lastPart, listOf, readBody, serviceIn, versionOfRef } from './read-body.ts';
import type { DeploymentRow } from './row-types.ts';

type State = { readonly result: DeploymentRow['result']; readonly rank: number };

/** States of a deployment status. `inactive` says that another deployment followed, nothing of how this one ended. */
const states: { readonly [state: string]: State | 'followed' } = {
  waiting: { result: 'running', rank: 1 },
  pending: { result: 'running', rank: 1 },
  queued: { result: 'running', rank: 2 },
  in_progress: { result: 'running', rank: 3 },
  success: { result: 'success', rank: 5 },
  failure: { result: 'failure', rank: 5 },
  error: { result: 'failure', rank: 5 },
  inactive: 'followed',
};

/** Whether a body is one of GitHub's deployments, one of their statuses, or both in one. */
export function isGithubDeployment(body: Body): boolean {
  if (isBody(body['deployment'])) return Array.isArray(body['statuses']) && isDeployment(body['deployment']);
  return isDeployment(body) || isStatus(body);
}

const isDeployment = (body: Body): boolean =>
  typeof body['sha'] === 'string' && typeof body['task'] === 'string' && 'environment' in body;
const isStatus = (body: Body): boolean =>
  typeof body['deployment_url'] === 'string' && typeof body['state'] === 'string';

/**
 * Maps GitHub's deployments and their statuses, in any order, apart or as `{deployment, statuses}`. Without a status a
 * deployment is running; it ends when its last status says so, which is not when it was made. Statuses of a deployment
 * that the file does not have are bad.
 */
export function createGithubDeployments(): BodyMapper {
  const known = new Map<string, DeploymentRow>();
  const waiting: { readonly id: string; readonly status: Body; readonly now: number }[] = [];
  return {
    map: (body, context) => {
      if (isStatus(body)) {
        const id = /\/deployments\/(\d+)/.exec(String(body['deployment_url']))?.[1] ?? '';
        const base = known.get(id);
        if (base !== undefined) return withStatuses(base, [body], context.now);
        waiting.push({ id, status: body, now: context.now });
        return { kind: 'many', items: [] };
      }
      const deployment = isBody(body['deployment']) ? body['deployment'] : body;
      const mapped = mapGithubDeployment(deployment, listOf(body['statuses']), context);
      if (mapped.kind === 'row' && mapped.row.kind === 'deployment') known.set(String(deployment['id']), mapped.row);
      return mapped;
    },
    end: () => waiting.flatMap(({ id, status, now }) => itemsOf(endStatus(known.get(id), status, now))),
  };
}

function endStatus(base: DeploymentRow | undefined, status: Body, now: number): Mapped {
  return base === undefined
    ? quarantined('missing-value', 'deployment_url', 'the file has a status of a deployment that it does not have')
    : withStatuses(base, [status], now);
}

const itemsOf = (mapped: Mapped) => (mapped.kind === 'many' ? [...mapped.items] : [mapped]);

/** One deployment with those of its statuses that are known. */
export function mapGithubDeployment(body: Body, statuses: readonly Body[], context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const id = read.needText('id');
  const repository = githubRepository(body, context);
  const service = serviceIn(read, context, payloadText(body, 'service') ?? lastPart(repository), 'repository_url');
  const sha = read.sha('sha');
  const version = payloadText(body, 'version') ?? versionOfRef(read.text('ref'), sha);
  if (version === null) read.fail('missing-value', 'ref', 'the deployment names neither a ref nor a commit');
  const startedAt = read.needTime('created_at');
  const revertOf = payloadText(body, 'revert_of');
  const digest = payloadText(body, 'digest');
  const mapped = read.rowOr(() => ({
    kind: 'deployment',
    id: rowId('github', 'deployment', githubHost(body, context), id),
    revision: startedAt,
    service,
    version: clip(version ?? '', 80) ?? '',
    environment: environmentOf(body),
    startedAt,
    finishedAt: null,
    result: 'running',
    sha,
    ...(repository !== null && { repository }),
    ...(revertOf !== null && { revertOf }),
    ...(digest !== null && { digest }),
  }));
  return mapped.kind === 'row' && mapped.row.kind === 'deployment'
    ? withStatuses(mapped.row, statuses, context.now)
    : mapped;
}

/** GitHub's mark for production comes before the environment's own name. */
function environmentOf(body: Body): string {
  if (body['production_environment'] === true) return 'production';
  const name = body['environment'];
  return (typeof name === 'string' ? clip(name, 80)?.toLowerCase() : undefined) ?? 'production';
}

/** A deployment's free payload is an object or its JSON. */
function payloadText(body: Body, key: string): string | null {
  const payload = isRecordValue(body['payload']) ? body['payload'] : parsed(body['payload']);
  const value = payload?.[key];
  return typeof value === 'string' ? clip(value, 160) : null;
}

function parsed(text: unknown): Body | null {
  if (typeof text !== 'string' || !text.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isBody(value) ? value : null;
  } catch {
    return null;
  }
}

type ReadStatus = State & { readonly at: number };

function withStatuses(base: DeploymentRow, statuses: readonly Body[], now: number): Mapped {
  const read: ReadStatus[] = [];
  for (const body of statuses) {
    const status = readBody(body, now);
    const at = status.needTime('created_at');
    const state = status.word('state', states, 'a state of a deployment');
    if (state === null) status.fail('missing-value', 'state', 'the status says no state');
    status.inOrder(base.startedAt, at, 'created_at', 'the status is older than its deployment');
    const checked = status.rowOr(() => base);
    if (checked.kind !== 'row') return checked;
    if (state !== null && state !== 'followed') read.push({ ...state, at });
  }
  const last = read.toSorted((a, b) => ranked(a.at, a.rank) - ranked(b.at, b.rank)).at(-1);
  if (last === undefined)
    return statuses.length > 0
      ? notUsed('its statuses say that another deployment followed, not how this one ended')
      : { kind: 'row', row: base };
  const begun = read.filter(({ rank }) => rank === 3).map(({ at }) => at);
  return {
    kind: 'row',
    row: {
      ...base,
      revision: ranked(last.at, last.rank),
      startedAt: begun.length === 0 ? base.startedAt : Math.min(...begun),
      finishedAt: last.result === 'running' ? null : last.at,
      result: last.result,
    },
  };
}
