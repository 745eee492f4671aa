import type { ServiceId } from '../domain/ids.ts';
import type { Body, BodyContext } from './body-format.ts';
import { valueAt } from './column-plan.ts';
import { hostOf } from './map-jenkins.ts';
import { lastPart, serviceIn, type BodyReader } from './read-body.ts';

/** Members that hold an address below the record's own project: `https://HOST/group/project/-/jobs/1`. */
const addresses = [
  'web_url',
  'deployable.web_url',
  'deployable.pipeline.web_url',
  'deployable.commit.web_url',
  'pipeline.web_url',
  'commit.web_url',
  '_links.self',
  'url',
  'commit_url',
] as const;

/** Where a GitLab record is from: its host, and `group/project` where its addresses tell it. */
export function gitlabOrigin(body: Body, { host, given }: BodyContext): { host: string; repository: string | null } {
  const own = addresses.map((path) => valueAt(body, path)).find((url) => hostOf(url) !== null);
  const named = valueAt(body, 'project.path_with_namespace');
  const found =
    typeof own === 'string'
      ? /^https?:\/\/[^/]+\/([^?#]+?)\/(?:-\/|(?:pipelines|jobs|builds|commit|merge_requests)\/\w+$)/.exec(own)?.[1]
      : undefined;
  const reference = valueAt(body, 'references.full');
  const referred = typeof reference === 'string' ? /^([^!#]+)[!#]\d+$/.exec(reference)?.[1] : undefined;
  const repository =
    given['repository'] ?? (typeof named === 'string' ? named : undefined) ?? found ?? referred ?? null;
  return {
    host: hostOf(own) ?? hostOf(valueAt(body, 'project.web_url')) ?? host ?? 'gitlab',
    repository: repository?.slice(0, 300) ?? null,
  };
}

/** A GitLab project names the service where the mapping does not. */
export const gitlabService = (read: BodyReader, context: BodyContext, repository: string | null): ServiceId =>
  serviceIn(read, context, lastPart(repository), 'web_url');
