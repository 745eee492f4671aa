import { bodyFormat, type Body } from './body-format.ts';
import { isCloudEvent } from './cdevents/envelope.ts';
import { githubFormats } from './github-formats.ts';
import { gitlabFormats } from './gitlab-formats.ts';
import { isRecordValue } from './json-reader.ts';
import { createAlerts, isAlert, isAlertGroup } from './map-alertmanager.ts';
import { createCdEvents } from './map-cdevents.ts';
import { scrubEvent } from './map-cdevents-ticket.ts';
import { mapJenkinsBuild } from './map-jenkins.ts';
import { isJenkinsOther, refuseJenkins } from './map-jenkins-other.ts';
import { isOpsgenieIncident, mapOpsgenieIncident } from './map-opsgenie.ts';
import { mapPagerDutyIncident } from './map-pagerduty.ts';
import { createPagerDutyEvents, isPagerDutyEvent } from './map-pagerduty-webhook.ts';
import { isRedmineIssue, mapRedmineIssue } from './map-redmine.ts';
import { isUnleashEvent, isUnleashMetric, mapUnleashEvent, mapUnleashMetric } from './map-unleash.ts';
import { scrubRecord } from './scrub-record.ts';

const isJenkinsBuild = (body: Body): boolean =>
  typeof body['number'] === 'number' &&
  typeof body['timestamp'] === 'number' &&
  ('duration' in body || (typeof body['_class'] === 'string' && /jenkins|hudson/.test(body['_class'])));

/** Records as the APIs of delivery and alerting tools send them, and the payloads of their webhooks. */
export const apiFormats = {
  'jenkins-builds': bodyFormat({
    mapVersion: 1,
    brings: ['build'],
    aliases: ['jenkins', 'builds', 'build'],
    told: 'Jenkins builds: number, timestamp and duration in ms',
    isBody: (body) => isJenkinsBuild(body) || isJenkinsOther(body),
    refuse: ({ body }) => (body === null ? null : refuseJenkins(body)),
    map: mapJenkinsBuild,
  }),
  'pagerduty-incidents': bodyFormat({
    mapVersion: 1,
    brings: ['incident'],
    aliases: ['pagerduty'],
    told: 'PagerDuty incidents: id, created_at, status and service',
    isBody: (body) =>
      typeof body['created_at'] === 'string' &&
      isRecordValue(body['service']) &&
      (typeof body['incident_number'] === 'number' || body['type'] === 'incident'),
    map: mapPagerDutyIncident,
  }),
  'pagerduty-webhooks': bodyFormat({
    mapVersion: 1,
    brings: ['incident'],
    aliases: ['pagerduty-webhook', 'pagerduty-events'],
    told: 'payloads of PagerDuty webhooks: event with event_type and occurred_at',
    isBody: isPagerDutyEvent,
    map: { create: createPagerDutyEvents },
  }),
  'opsgenie-incidents': bodyFormat({
    mapVersion: 1,
    brings: ['incident'],
    aliases: ['opsgenie'],
    told: 'Opsgenie incidents: message, createdAt and impactedServices',
    isBody: isOpsgenieIncident,
    map: mapOpsgenieIncident,
  }),
  'alertmanager-alerts': bodyFormat({
    mapVersion: 1,
    brings: ['incident'],
    aliases: ['alertmanager', 'alerts', 'alertmanager-webhook'],
    told: 'alerts of Alertmanager: fingerprint, labels and startsAt',
    isBody: (body) => isAlert(body) || isAlertGroup(body),
    map: { create: createAlerts },
  }),
  'unleash-events': bodyFormat({
    mapVersion: 1,
    brings: ['flag'],
    aliases: ['unleash'],
    told: 'events of Unleash: id, type, createdAt and featureName',
    isBody: isUnleashEvent,
    map: mapUnleashEvent,
  }),
  'unleash-metrics': bodyFormat({
    mapVersion: 1,
    brings: ['exposure'],
    told: 'hourly counts of Unleash: featureName, appName, yes and no',
    isBody: isUnleashMetric,
    map: mapUnleashMetric,
  }),
  'redmine-issues': bodyFormat({
    mapVersion: 1,
    brings: ['ticket'],
    aliases: ['redmine'],
    told: 'issues of Redmine: subject, tracker and created_on',
    isBody: isRedmineIssue,
    map: mapRedmineIssue,
    scrub: (record) =>
      scrubRecord(record, {
        texts: ['subject', 'description', 'notes', 'value'],
        people: ['author', 'assigned_to', 'user', 'watchers'],
        inside: ['custom_fields', 'journals'],
      }),
  }),
  cdevents: bodyFormat({
    mapVersion: 1,
    brings: ['deployment', 'release', 'incident', 'build', 'merge', 'ticket'],
    aliases: ['cloudevents', 'cdevent', 'cloudevent'],
    told: 'CDEvents, bare or in CloudEvents',
    isBody: isCloudEvent,
    map: { create: createCdEvents },
    scrub: scrubEvent,
  }),
  ...githubFormats,
  ...gitlabFormats,
} as const;
