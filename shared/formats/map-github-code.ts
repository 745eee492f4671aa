import type { Body, BodyContext } from './body-format.ts';
import { clip } from './cells.ts';
import { notUsed, type Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { githubHost, githubRepository } from './map-github-names.ts';
import { isBody, lastPart, readBody, serviceIn, type RowMapped } from './read-body.ts';
import { shaOf } from './sha.ts';

export const isGithubRelease = (body: Body): boolean =>
  typeof body['tag_name'] === 'string' && typeof body['target_commitish'] === 'string';

export const isGithubCommit = (body: Body): boolean =>
  typeof body['sha'] === 'string' && isBody(body['commit']) && Array.isArray(body['parents']);

/** One commit as a push event lists it. */
export const isPushCommit = (body: Body): boolean =>
  shaOf(body['id']) !== null &&
  typeof body['timestamp'] === 'string' &&
  typeof body['message'] === 'string' &&
  Array.isArray(body['modified']);

/** A release of GitHub, from when it is published; a draft is none yet. */
export function mapGithubRelease(body: Body, context: BodyContext): Mapped {
  if (body['draft'] === true) return notUsed('a draft is not a release yet');
  const read = readBody(body, context.now);
  const id = read.needText('id');
  const service = serviceIn(read, context, lastPart(githubRepository(body, context)), 'url');
  const version = read.needText('tag_name', 80);
  const published = read.time('published_at');
  const at = published ?? read.needTime('created_at');
  return read.rowOr(() => ({
    kind: 'release',
    id: rowId('github', 'release', githubHost(body, context), id),
    revision: read.time('updated_at') ?? at,
    service,
    version,
    at,
    sha: read.sha('target_commitish'),
  }));
}

/**
 * A commit of GitHub's API. Lists of commits do not tell lines changed, which are then 0; one commit asked for alone does.
 */
export function mapGithubCommit(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const sha = read.sha('sha');
  if (sha === null) read.fail('bad-sha', 'sha', 'the commit has no id');
  const repository = githubRepository(body, context);
  if (repository === null) read.fail('missing-value', 'url', 'the commit does not say which repository it is of');
  const at = read.time('commit.committer.date') ?? read.needTime('commit.author.date');
  const parents = read
    .list('parents')
    .map((parent) => shaOf(parent['sha']))
    .filter((parent) => parent !== null);
  return read.rowOr(() => ({
    kind: 'change',
    id: rowId('github', 'change', githubHost(body, context), `${repository ?? ''}@${sha ?? ''}`),
    revision: read.count('stats.total') === null ? 0 : 1,
    repository: repository ?? '',
    sha: sha ?? '',
    at,
    subject: firstLine(read.text('commit.message', 2000)),
    files: read.list('files').length,
    insertions: read.count('stats.additions') ?? 0,
    deletions: read.count('stats.deletions') ?? 0,
    generated: 0,
    parents: parents.slice(0, 64),
  }));
}

/** A commit of a push event of GitHub or GitLab: its files are listed, its lines and parents are not. */
export function mapPushCommit(
  source: 'github' | 'gitlab',
  repository: string | null,
  host: string,
): (body: Body, context: BodyContext) => RowMapped {
  return (body, context) => {
    const read = readBody(body, context.now);
    const sha = read.sha('id');
    if (sha === null) read.fail('bad-sha', 'id', 'the commit has no id');
    if (repository === null) read.fail('missing-value', 'url', 'the commit does not say which repository it is of');
    const at = read.needTime('timestamp');
    const files = ['added', 'removed', 'modified'].flatMap((name) => (Array.isArray(body[name]) ? body[name] : []));
    return read.rowOr(() => ({
      kind: 'change',
      id: rowId(source, 'change', host, `${repository ?? ''}@${sha ?? ''}`),
      revision: 0,
      repository: repository ?? '',
      sha: sha ?? '',
      at,
      subject: firstLine(read.text('message', 2000)),
      files: files.length,
      insertions: 0,
      deletions: 0,
      generated: 0,
    }));
  };
}

/** The subject of a commit message. */
export const firstLine = (message: string | null): string => clip(message?.split('\n')[0] ?? '', 500) ?? '';
