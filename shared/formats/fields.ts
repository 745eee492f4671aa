import { documentFields, requiredDocumentFields, type DocumentTable } from './document-fields.ts';
import { environment, field, instance, service, updatedAt, version, type Field } from './field.ts';

export type GenericFormat = 'deployments' | 'incidents' | 'runtime' | 'metrics' | 'pull-requests' | DocumentTable;

export const genericFields: { readonly [F in GenericFormat]: readonly Field[] } = {
  deployments: [
    field('id', 'deployment_id deploy_id key uuid'),
    service,
    version,
    environment,
    field('startedAt', 'started start start_time start_date started_on begin begin_time created_at created'),
    field(
      'finishedAt',
      'finished finish finish_time end end_time ended_at completed_at completed deployed_at deployed date timestamp time',
    ),
    field('durationSeconds', 'duration_s duration_sec duration'),
    field('durationMs', 'duration_millis duration_milliseconds'),
    field('result', 'status state outcome conclusion'),
    field('sha', 'commit commit_sha commit_id git_sha git_commit revision'),
    field('repository', 'repo repository_name repo_name'),
    // Where a row has an id of its own beside it, a deployment's id is what its rows have in common.
    field('group', 'deployment_group cicd_deployment_id deployment_id'),
    field('revertOf', 'reverts rollback_of rolls_back'),
    field('digest', 'image_digest'),
    updatedAt,
    instance,
  ],
  incidents: [
    field('id', 'incident_id incident_number number key ticket uuid'),
    service,
    field('title', 'summary short_description subject name headline message description'),
    field('severity', 'sev priority urgency impact'),
    field(
      'impactStartedAt',
      'impact_started impact_start impact_start_date started_at started start start_time began_at',
    ),
    field('detectedAt', 'detected detected_on detection_time created_at created opened_at opened reported_at reported'),
    field('acceptedAt', 'accepted acknowledged_at acknowledged acked_at acked ack_time'),
    field('resolvedAt', 'resolved resolved_on resolution_time closed_at closed ended_at end end_time fixed_at'),
    field('release', 'caused_by cause_release caused_by_release release_version version'),
    field('causeSha', 'root_cause cause_commit root_cause_sha root_cause_commit'),
    updatedAt,
    instance,
  ],
  runtime: [
    service,
    version,
    environment,
    field('firstSeenAt', 'first_seen first_seen_time runtime_first'),
    field('completeAt', 'complete completed_at runtime_complete last_switched'),
    field('instances', 'instance_count replicas pods'),
    updatedAt,
    instance,
  ],
  'pull-requests': [
    field('repository', 'repo repository_name repo_name project'),
    field('number', 'iid pull_request pr_number merge_request id'),
    field('title', 'subject summary name'),
    field('createdAt', 'created opened_at opened'),
    field('mergedAt', 'merged merge_time merged_on'),
    field('mergeSha', 'merge_commit_sha merge_commit sha commit'),
    field('firstCommitAt', 'first_commit authored_at first_commit_authored_at'),
    field('firstCommentAt', 'first_comment first_review_at first_review'),
    field('state', 'status'),
    updatedAt,
    instance,
  ],
  metrics: [
    field('time', 'timestamp datetime date ts at'),
    field('value', 'val sample reading'),
    field('metric', 'metric_name name series'),
    service,
    environment,
    field('unit', 'units'),
    field('better', 'good_direction'),
  ],
  ...documentFields,
};

/** Each group needs one of its fields, as a column or a constant. */
export const requiredFields: { readonly [F in GenericFormat]: readonly (readonly string[])[] } = {
  deployments: [['service'], ['version', 'sha'], ['startedAt', 'finishedAt']],
  incidents: [['service'], ['id', 'title'], ['detectedAt', 'impactStartedAt']],
  runtime: [['service'], ['version'], ['firstSeenAt'], ['instances']],
  'pull-requests': [['repository'], ['number'], ['createdAt'], ['mergedAt']],
  metrics: [['time'], ['value']],
  ...requiredDocumentFields,
};

/** `Started At`, `started_at` and `startedAt` are one name. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const severities = {
  critical: 'critical blocker sev0 sev1 p0 p1 1',
  major: 'major high error sev2 p2 2',
  minor: 'minor moderate medium low warning warn info sev3 sev4 sev5 p3 p4 p5 3 4 5',
  unknown: 'unknown none undefined unset',
} as const;

const results = {
  success: 'success succeeded successful ok pass passed done complete completed deployed finished active inactive',
  failure: 'failure failed fail error errored broken aborted cancelled canceled timedout',
  'rolled-back': 'rolledback rollback reverted',
  running: 'running inprogress pending queued started deploying waiting',
} as const;

const mergeStates = {
  open: 'open opened draft',
  merged: 'merged',
  closed: 'closed declined abandoned rejected locked',
} as const;

export const mergeStateNames = invert(mergeStates);
export const severityNames = invert(severities);
export const deploymentResultNames = invert(results);
export const betterNames = invert({
  lower: 'lower less down',
  higher: 'higher more up',
  neither: 'neither none',
} as const);

export function invert<K extends string>(table: { readonly [key in K]: string }): ReadonlyMap<string, K> {
  const names = new Map<string, K>();
  for (const key in table) for (const name of table[key].split(' ')) names.set(name, key);
  return names;
}
