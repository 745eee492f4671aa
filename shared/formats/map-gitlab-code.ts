import type { Body, BodyContext } from './body-format.ts';
import { valueAt } from './column-plan.ts';
import { notUsed, type Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { firstLine } from './map-github-code.ts';
import { earliest } from './map-github-pull.ts';
import { gitlabOrigin, gitlabService } from './map-gitlab-names.ts';
import { isBody, listOf, readBody } from './read-body.ts';
import { shaOf } from './sha.ts';

/** A merge request, or `{merge_request, commits, notes}` where its parts were asked for too. */
export const isGitlabMerge = (body: Body): boolean => {
  const merge = isBody(body['merge_request']) ? body['merge_request'] : body;
  return typeof merge['iid'] === 'number' && 'merge_commit_sha' in merge && typeof merge['source_branch'] === 'string';
};

export const isGitlabCommit = (body: Body): boolean =>
  typeof body['short_id'] === 'string' && Array.isArray(body['parent_ids']);

export const isGitlabRelease = (body: Body): boolean =>
  typeof body['tag_name'] === 'string' && 'released_at' in body && !('target_commitish' in body);

/** A merge request of GitLab with what is known of its commits and notes; what GitLab itself notes is no comment. */
export function mapGitlabMerge(body: Body, context: BodyContext): Mapped {
  const merge = isBody(body['merge_request']) ? body['merge_request'] : body;
  const read = readBody(merge, context.now);
  const { host, repository } = gitlabOrigin(merge, context);
  if (repository === null) read.fail('missing-value', 'web_url', 'the merge request names no project');
  const number = read.needCount('iid');
  const createdAt = read.needTime('created_at');
  const state = read.text('state');
  const merged = state === 'merged';
  const mergedAt = merged ? (read.time('merged_at') ?? read.time('updated_at')) : null;
  if (merged && mergedAt === null) read.fail('missing-value', 'merged_at', 'it is merged, but nothing says when');
  read.inOrder(createdAt, mergedAt, 'merged_at', 'the merge request is merged before it is created');
  const author = valueAt(merge, 'author.username');
  const notes = listOf(body['notes']).filter(
    (note) => note['system'] !== true && valueAt(note, 'author.username') !== author && !isBot(note),
  );
  const commits = listOf(body['commits']);
  return read.rowOr(() => ({
    kind: 'merge',
    id: rowId('gitlab', 'merge', host, `${repository ?? ''}!${number}`),
    revision: (read.time('updated_at') ?? createdAt) + (commits.length + notes.length > 0 ? 1 : 0),
    repository: repository ?? '',
    number,
    title: read.text('title', 500) ?? '',
    state: merged ? 'merged' : state === 'closed' ? 'closed' : 'open',
    createdAt,
    mergedAt,
    mergeSha: merged ? (read.sha('merge_commit_sha') ?? read.sha('squash_commit_sha') ?? read.sha('sha')) : null,
    firstCommitAt: earliest(commits, ['authored_date', 'created_at'], context.now),
    firstCommentAt: earliest(notes, ['created_at'], context.now),
  }));
}

/** Names that GitLab gives to the users of access tokens. */
function isBot(note: Body): boolean {
  const name = valueAt(note, 'author.username');
  return (typeof name === 'string' && /^(project|group)_\d+_bot/.test(name)) || valueAt(note, 'author.bot') === true;
}

/** A commit of GitLab's API. Lists tell lines changed only when they are asked to; they are 0 otherwise. */
export function mapGitlabCommit(body: Body, context: BodyContext): Mapped {
  const read = readBody(body, context.now);
  const sha = read.sha('id');
  if (sha === null) read.fail('bad-sha', 'id', 'the commit has no id');
  const { host, repository } = gitlabOrigin(body, context);
  if (repository === null) read.fail('missing-value', 'web_url', 'the commit names no project');
  const parents: readonly unknown[] = Array.isArray(body['parent_ids']) ? body['parent_ids'] : [];
  const at = read.time('committed_date') ?? read.needTime('created_at');
  return read.rowOr(() => ({
    kind: 'change',
    id: rowId('gitlab', 'change', host, `${repository ?? ''}@${sha ?? ''}`),
    revision: read.count('stats.total') === null ? 0 : 1,
    repository: repository ?? '',
    sha: sha ?? '',
    at,
    subject: read.text('title', 500) ?? firstLine(read.text('message', 2000)),
    files: 0,
    insertions: read.count('stats.additions') ?? 0,
    deletions: read.count('stats.deletions') ?? 0,
    generated: 0,
    parents: parents
      .map(shaOf)
      .filter((parent) => parent !== null)
      .slice(0, 64),
  }));
}

/** A release of GitLab, whose `commit` is what its tag points to. One that is announced for later is none yet. */
export function mapGitlabRelease(body: Body, context: BodyContext): Mapped {
  if (body['upcoming_release'] === true) return notUsed('a release that is announced for later');
  const read = readBody(body, context.now);
  const { host, repository } = gitlabOrigin(body, context);
  const service = gitlabService(read, context, repository);
  const version = read.needText(body['tag_name'] === undefined ? 'tag' : 'tag_name', 80);
  const at = read.time('released_at') ?? read.needTime('created_at');
  return read.rowOr(() => ({
    kind: 'release',
    id: rowId('gitlab', 'release', host, `${repository ?? service}@${version}`),
    revision: at,
    service,
    version,
    at,
    sha: read.sha('commit.id'),
  }));
}
