import { bodyFormat } from './body-format.ts';
import { isGithubCommit, isGithubRelease, mapGithubCommit, mapGithubRelease } from './map-github-code.ts';
import { createGithubDeployments, isGithubDeployment } from './map-github-deployment.ts';
import { isGithubIssue, mapGithubIssue } from './map-github-issue.ts';
import { isGithubPull, mapGithubPull } from './map-github-pull.ts';
import { isGithubJob, isGithubRun, mapGithubJob, mapGithubRun } from './map-github-run.ts';
import { isGithubWebhook, mapGithubWebhook } from './map-github-webhook.ts';
import { scrubRecord, type ScrubPlan } from './scrub-record.ts';

/** What people wrote in issues is cleaned before it is kept, and who they are is dropped. */
const issuePlan: ScrubPlan = {
  texts: ['title', 'body'],
  people: ['user', 'assignee', 'assignees', 'closed_by', 'email', 'login'],
  inside: ['issue', 'comment', 'changes', 'payload'],
};

/** GitHub's REST API and webhooks. */
export const githubFormats = {
  'github-deployments': bodyFormat({
    mapVersion: 1,
    brings: ['deployment'],
    aliases: ['github-deployment'],
    told: 'GitHub deployments or their statuses',
    isBody: isGithubDeployment,
    map: { create: createGithubDeployments },
  }),
  'github-runs': bodyFormat({
    mapVersion: 1,
    brings: ['build'],
    aliases: ['github-actions', 'github-workflow-runs'],
    told: 'workflow runs of GitHub Actions: run_number, head_sha and workflow_id',
    isBody: isGithubRun,
    map: mapGithubRun,
  }),
  'github-jobs': bodyFormat({
    mapVersion: 1,
    brings: ['build'],
    told: 'jobs of GitHub Actions: run_id, head_sha and conclusion',
    isBody: isGithubJob,
    map: mapGithubJob,
  }),
  'github-releases': bodyFormat({
    mapVersion: 1,
    brings: ['release'],
    told: 'GitHub releases: tag_name and target_commitish',
    isBody: isGithubRelease,
    map: mapGithubRelease,
  }),
  'github-pulls': bodyFormat({
    mapVersion: 1,
    brings: ['merge'],
    aliases: ['github-pull-requests'],
    told: 'GitHub pull requests: number, head and merge_commit_sha',
    isBody: isGithubPull,
    map: mapGithubPull,
  }),
  'github-issues': bodyFormat({
    mapVersion: 1,
    brings: ['incident', 'ticket'],
    told: 'GitHub issues: number, labels and comments_url',
    isBody: isGithubIssue,
    map: mapGithubIssue,
    scrub: (record) => scrubRecord(record, issuePlan),
  }),
  'github-commits': bodyFormat({
    mapVersion: 1,
    brings: ['change'],
    told: 'GitHub commits: sha, commit and parents',
    isBody: isGithubCommit,
    map: mapGithubCommit,
  }),
  'github-webhooks': bodyFormat({
    mapVersion: 1,
    brings: ['deployment', 'build', 'release', 'merge', 'change', 'incident', 'ticket'],
    aliases: ['github-webhook', 'github-events'],
    told: 'payloads of GitHub webhooks: a sender, and what happened to what',
    isBody: isGithubWebhook,
    map: mapGithubWebhook,
    scrub: (record) => scrubRecord(record, { ...issuePlan, people: ['email'] }),
  }),
} as const;
