import type { Body, BodyContext } from './body-format.ts';
import { valueAt } from './column-plan.ts';
import type { Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { githubHost, githubRepository, ranked } from './map-github-names.ts';
import { isBody, listOf, readBody } from './read-body.ts';
import { readTime } from './time.ts';

/** A pull request, or `{pull, commits, reviews, comments}` where its parts were asked for too. */
export const isGithubPull = (body: Body): boolean => {
  const pull = isBody(body['pull']) ? body['pull'] : body;
  return typeof pull['number'] === 'number' && 'merge_commit_sha' in pull && isBody(pull['head']);
};

/** A pull request of GitHub with what is known of its commits, reviews and comments. */
export function mapGithubPull(body: Body, context: BodyContext): Mapped {
  const pull = isBody(body['pull']) ? body['pull'] : body;
  const read = readBody(pull, context.now);
  const number = read.needCount('number');
  const repository = githubRepository(pull, context);
  if (repository === null) read.fail('missing-value', 'base.repo.full_name', 'the pull request names no repository');
  const createdAt = read.needTime('created_at');
  const mergedAt = read.time('merged_at');
  read.inOrder(createdAt, mergedAt, 'merged_at', 'the pull request is merged before it is created');
  const isOpen = read.text('state') === 'open';
  const remarks = ['reviews', 'comments', 'review_comments'].flatMap((name) => listOf(body[name]));
  const commits = listOf(body['commits']);
  return read.rowOr(() => ({
    kind: 'merge',
    id: rowId('github', 'merge', githubHost(pull, context), `${repository ?? ''}#${number}`),
    revision: ranked(
      read.time('updated_at') ?? createdAt,
      (isOpen ? 0 : 2) + (commits.length + remarks.length > 0 ? 1 : 0),
    ),
    repository: repository ?? '',
    number,
    title: read.text('title', 500) ?? '',
    state: mergedAt !== null ? 'merged' : isOpen ? 'open' : 'closed',
    createdAt,
    mergedAt,
    // Before the merge it is the commit of a trial merge.
    mergeSha: mergedAt === null ? null : read.sha('merge_commit_sha'),
    firstCommitAt: earliest(commits, ['commit.author.date', 'commit.committer.date'], context.now),
    firstCommentAt: earliest(
      remarks.filter((remark) => isOfAnother(remark, pull)),
      ['submitted_at', 'created_at'],
      context.now,
    ),
  }));
}

/** Whether a remark is neither its author's own nor a machine's. */
function isOfAnother(remark: Body, pull: Body): boolean {
  const login = valueAt(remark, 'user.login');
  if (typeof login !== 'string' || valueAt(remark, 'user.type') === 'Bot' || login.endsWith('[bot]')) return false;
  return login !== valueAt(pull, 'user.login');
}

/** The earliest of the records' times, of which each has its first that can be read. */
export function earliest(bodies: readonly Body[], paths: readonly string[], now: number): number | null {
  const times = bodies.flatMap((body) => {
    for (const path of paths) {
      const text = valueAt(body, path);
      const time = typeof text === 'string' ? readTime(text, null, now) : null;
      if (time?.ok === true) return [time.value];
    }
    return [];
  });
  return times.length === 0 ? null : Math.min(...times);
}
