import { bodyFormat } from './body-format.ts';
import { isRecordValue } from './json-reader.ts';
import { mapJenkinsBuild } from './map-jenkins.ts';
import { mapPagerDutyIncident } from './map-pagerduty.ts';

/** Records as the APIs of delivery and alerting tools send them, and the payloads of their webhooks. */
export const apiFormats = {
  'jenkins-builds': bodyFormat({
    mapVersion: 1,
    brings: ['build'],
    aliases: ['jenkins', 'builds', 'build'],
    told: 'Jenkins builds: number, timestamp and duration in ms',
    isBody: (body) =>
      typeof body['number'] === 'number' &&
      typeof body['timestamp'] === 'number' &&
      ('duration' in body || (typeof body['_class'] === 'string' && /jenkins|hudson/.test(body['_class']))),
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
} as const;
