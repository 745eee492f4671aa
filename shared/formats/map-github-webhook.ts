import type { Body, BodyContext } from './body-format.ts';
import { notUsed, type Mapped } from './format.ts';
import { isPushCommit, mapGithubRelease, mapPushCommit } from './map-github-code.ts';
import { mapGithubDeployment } from './map-github-deployment.ts';
import { isGithubIssue, mapGithubIssue } from './map-github-issue.ts';
import { githubHost, githubRepository } from './map-github-names.ts';
import { mapGithubPull } from './map-github-pull.ts';
import { mapGithubJob, mapGithubRun } from './map-github-run.ts';
import { isBody, type RowMapped } from './read-body.ts';

type Read = (payload: Body, subject: Body, context: BodyContext) => Mapped;

/**
 * The events that bring something, by the member that holds their subject. A payload does not say which event it is, so
 * the first of these members that it has tells. These two come with a deployment or a run beside them.
 */
const first: readonly (readonly [member: string, read: Read])[] = [
  ['deployment_status', readStatus],
  ['workflow_job', (payload, subject, context) => mapGithubJob(withRepository(payload, subject), context)],
];
const second: typeof first = [
  ['deployment', (payload, subject, context) => mapGithubDeployment(withRepository(payload, subject), [], context)],
  ['workflow_run', (payload, subject, context) => mapGithubRun(withRepository(payload, subject), context)],
  ['release', readRelease],
  ['pull_request', readPull],
  ['issue', readIssue],
];

/** Members of events about something else that come with one of the second subjects. */
const others = ['comment', 'review', 'thread', 'check_run', 'check_suite', 'reviewers', 'project_card', 'alert'];

/** A payload of a GitHub webhook, bare or beside its event's name, or a commit of a push that was saved alone. */
export function isGithubWebhook(body: Body): boolean {
  const payload = payloadOf(body);
  if (isGitlab(payload)) return false;
  if (isPushCommit(payload))
    return /\/commit\/[0-9a-f]+$/.test(String(payload['url'])) && !/\/-\/commit\//.test(String(payload['url']));
  return (
    (isBody(payload['sender']) || isBody(payload['pusher'])) &&
    (typeof payload['action'] === 'string' || isBody(payload['repository']) || isBody(payload['organization']))
  );
}

const isGitlab = (payload: Body): boolean => 'object_kind' in payload;

/** Payloads are often kept as `{event, payload}`, with the headers beside them. */
const payloadOf = (body: Body): Body => (isBody(body['payload']) && !('sha' in body) ? body['payload'] : body);

/** Maps one payload of a GitHub webhook. Events that carry nothing for a review are passed over and are not bad. */
export function mapGithubWebhook(body: Body, context: BodyContext): Mapped {
  const payload = payloadOf(body);
  if (isPushCommit(payload)) return readCommit(payload, payload, context);
  if (Array.isArray(payload['commits']) && typeof payload['after'] === 'string') return readPush(payload, context);
  const other = others.find((member) => isBody(payload[member]) || Array.isArray(payload[member]));
  for (const [member, read] of other === undefined ? [...first, ...second] : first) {
    const subject = payload[member];
    if (isBody(subject)) return read(payload, subject, context);
  }
  return notUsed(`an event ${other === undefined ? '' : `about a ${other.replaceAll('_', ' ')} `}that brings nothing`);
}

const withRepository = (payload: Body, subject: Body): Body =>
  isBody(subject['repository']) ? subject : { ...subject, repository: payload['repository'] };

function readStatus(payload: Body, status: Body, context: BodyContext): Mapped {
  const deployment = payload['deployment'];
  return isBody(deployment)
    ? mapGithubDeployment(withRepository(payload, deployment), [status], context)
    : notUsed('a status without its deployment');
}

/** What was deleted at the source stays known here. */
function readRelease(payload: Body, release: Body, context: BodyContext): Mapped {
  return payload['action'] === 'deleted'
    ? notUsed('a release that was deleted stays known')
    : mapGithubRelease(withRepository(payload, release), context);
}

function readPull(payload: Body, pull: Body, context: BodyContext): Mapped {
  return mapGithubPull(withRepository(payload, pull), context);
}

function readIssue(payload: Body, issue: Body, context: BodyContext): Mapped {
  if (payload['action'] === 'deleted') return notUsed('an issue that was deleted stays known');
  return isGithubIssue(issue)
    ? mapGithubIssue(withRepository(payload, issue), context)
    : notUsed('an event that does not carry the issue');
}

/** Commits of a push to a branch; a tag, or a branch that was deleted, brings none. */
function readPush(payload: Body, context: BodyContext): Mapped {
  const commits = Array.isArray(payload['commits']) ? payload['commits'].filter(isBody) : [];
  if (commits.length === 0) return notUsed('a push without commits');
  return { kind: 'many', items: commits.map((commit) => readCommit(payload, commit, context)) };
}

function readCommit(payload: Body, commit: Body, context: BodyContext): RowMapped {
  const repository = githubRepository(payload, context);
  return mapPushCommit('github', repository, githubHost(commit, context))(commit, context);
}
