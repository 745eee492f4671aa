import type { Body, BodyContext } from './body-format.ts';
import { valueAt } from './column-plan.ts';
import { hostOf } from './map-jenkins.ts';

/** Members that hold an address of the record's own repository. */
const addresses = ['repository_url', 'html_url', 'url', 'deployment_url', 'run_url', 'repository.html_url'] as const;

/** `owner/name` of the repository that a GitHub record belongs to: the mapping's, the body's own, or that of its address. */
export function githubRepository(body: Body, { given }: BodyContext): string | null {
  if (given['repository'] !== undefined) return given['repository'];
  for (const path of ['repository.full_name', 'base.repo.full_name']) {
    const name = valueAt(body, path);
    if (typeof name === 'string' && name !== '') return name.slice(0, 300);
  }
  for (const path of addresses) {
    const url = valueAt(body, path);
    const match =
      typeof url === 'string' ? /^https?:\/\/[^/]+\/(?:api\/v3\/)?(?:repos\/)?([^/?#]+\/[^/?#]+)/.exec(url) : null;
    if (match?.[1] !== undefined) return match[1].slice(0, 300);
  }
  return null;
}

/** The GitHub that a record is of: `github.com`, whose API has a host of its own, or an enterprise's. */
export function githubHost(body: Body, { host }: BodyContext): string {
  const own = hostOf(body['html_url']) ?? hostOf(body['url']) ?? hostOf(body['repository_url']) ?? host ?? 'github.com';
  return own === 'api.github.com' ? 'github.com' : own;
}

/** Of times in whole seconds the later state of one second counts: its rank is added in ms. */
export const ranked = (time: number, rank: number): number => time + rank;
