import { bodyFormat } from './body-format.ts';
import {
  isGitlabCommit,
  isGitlabMerge,
  isGitlabRelease,
  mapGitlabCommit,
  mapGitlabMerge,
  mapGitlabRelease,
} from './map-gitlab-code.ts';
import { isGitlabDeployment, mapGitlabDeployment } from './map-gitlab-deployment.ts';
import { isGitlabJob, isGitlabPipeline, mapGitlabJob, mapGitlabPipeline } from './map-gitlab-pipeline.ts';
import { createGitlabWebhook, isGitlabWebhook } from './map-gitlab-webhook.ts';

/** GitLab's API and webhooks. */
export const gitlabFormats = {
  'gitlab-deployments': bodyFormat({
    mapVersion: 1,
    brings: ['deployment'],
    told: 'GitLab deployments: iid, sha and environment',
    isBody: isGitlabDeployment,
    map: mapGitlabDeployment,
  }),
  'gitlab-pipelines': bodyFormat({
    mapVersion: 1,
    brings: ['build'],
    told: 'GitLab pipelines: sha, status and the address of a pipeline',
    isBody: isGitlabPipeline,
    map: mapGitlabPipeline,
  }),
  'gitlab-jobs': bodyFormat({
    mapVersion: 1,
    brings: ['build'],
    told: 'GitLab jobs: stage, status and pipeline',
    isBody: isGitlabJob,
    map: mapGitlabJob,
  }),
  'gitlab-merge-requests': bodyFormat({
    mapVersion: 1,
    brings: ['merge'],
    aliases: ['gitlab-merges'],
    told: 'GitLab merge requests: iid, source_branch and merge_commit_sha',
    isBody: isGitlabMerge,
    map: mapGitlabMerge,
  }),
  'gitlab-commits': bodyFormat({
    mapVersion: 1,
    brings: ['change'],
    told: 'GitLab commits: short_id and parent_ids',
    isBody: isGitlabCommit,
    map: mapGitlabCommit,
  }),
  'gitlab-releases': bodyFormat({
    mapVersion: 1,
    brings: ['release'],
    told: 'GitLab releases: tag_name and released_at',
    isBody: isGitlabRelease,
    map: mapGitlabRelease,
  }),
  'gitlab-webhooks': bodyFormat({
    mapVersion: 1,
    brings: ['deployment', 'build', 'release', 'merge', 'change'],
    aliases: ['gitlab-webhook', 'gitlab-events'],
    told: 'payloads of GitLab webhooks: object_kind',
    isBody: isGitlabWebhook,
    map: { create: createGitlabWebhook },
  }),
} as const;
