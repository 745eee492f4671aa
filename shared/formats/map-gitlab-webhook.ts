import type { Body, BodyContext, BodyMapper } from './body-format.ts';
import { notUsed, type Mapped } from './format.ts';
import { mapPushCommit } from './map-github-code.ts';
import { mapGitlabMerge, mapGitlabRelease } from './map-gitlab-code.ts';
import { createDeploymentEvents } from './map-gitlab-deployment.ts';
import { gitlabOrigin } from './map-gitlab-names.ts';
import { mapJobEvent, mapPipelineEvent } from './map-gitlab-pipeline.ts';
import { isBody, listOf } from './read-body.ts';

const payloadOf = (body: Body): Body => (isBody(body['payload']) ? body['payload'] : body);

/** A payload of a GitLab webhook, bare or beside its headers. */
export const isGitlabWebhook = (body: Body): boolean => typeof payloadOf(body)['object_kind'] === 'string';

/** Maps the payloads of GitLab's webhooks. Events that carry nothing for a review are passed over and are not bad. */
export function createGitlabWebhook(): BodyMapper {
  const mapDeployment = createDeploymentEvents();
  return {
    map: (body, context) => {
      const payload = payloadOf(body);
      switch (payload['object_kind']) {
        case 'deployment':
          return mapDeployment(payload, context);
        case 'pipeline':
          return mapPipelineEvent(payload, context);
        case 'build':
          return mapJobEvent(payload, context);
        case 'merge_request':
          return mapMergeEvent(payload, context);
        case 'release':
          return payload['action'] === 'delete'
            ? notUsed('a release that was deleted stays known')
            : mapGitlabRelease(payload, context);
        case 'push':
          return mapPush(payload, context);
        default:
          return notUsed(`an event of kind ${String(payload['object_kind']).slice(0, 40)} brings nothing`);
      }
    },
  };
}

/** The author stands as an id only, and is not needed: an event carries no notes. */
function mapMergeEvent(payload: Body, context: BodyContext): Mapped {
  const attributes = payload['object_attributes'];
  if (!isBody(attributes)) return notUsed('an event that does not carry the merge request');
  const { repository } = gitlabOrigin(payload, context);
  const given = repository === null ? context.given : { repository, ...context.given };
  return mapGitlabMerge({ ...attributes, web_url: attributes['url'] }, { ...context, given });
}

function mapPush(payload: Body, context: BodyContext): Mapped {
  const commits = listOf(payload['commits']);
  if (commits.length === 0) return notUsed('a push without commits');
  const { host, repository } = gitlabOrigin(payload, context);
  const map = mapPushCommit('gitlab', repository, host);
  return { kind: 'many', items: commits.map((commit) => map(commit, context)) };
}
