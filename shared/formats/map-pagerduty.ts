import { clip, toServiceId } from './cells.ts';
import { isRecordValue } from './json-reader.ts';
import { quarantined, type GivenService, type Mapped } from './format.ts';
import { rowId } from './map-generic.ts';
import { hostOf } from './map-jenkins.ts';
import type { IncidentRow } from './row-types.ts';
import { readTime } from './time.ts';

type Body = { readonly [key: string]: unknown };

const priorities: readonly (readonly [RegExp, IncidentRow['severity']])[] = [
  [/^(p|sev)-?[01]$/i, 'critical'],
  [/^(p|sev)-?2$/i, 'major'],
  [/^(p|sev)-?[345]$/i, 'minor'],
];

/**
 * Maps one incident of PagerDuty's REST API. Detected is `created_at`; accepted is the earliest acknowledgement, in the
 * incident or in its log entries; resolved is the last resolve while the status is `resolved`. Severity is the priority,
 * else the urgency (high: major, low: minor). No person's name is taken over.
 */
export function mapPagerDutyIncident(
  body: Body,
  context: { readonly host: string | null; readonly service: GivenService; readonly now: number },
): Mapped {
  const id = body['id'];
  if (typeof id !== 'string' || id === '') return quarantined('missing-value', 'id', 'the incident has no id');
  const created = body['created_at'];
  if (typeof created !== 'string') return quarantined('missing-value', 'created_at', 'the incident has no created_at');
  const detected = readTime(created, null, context.now);
  if (!detected.ok) return quarantined(detected.error.code, 'created_at', detected.error.message);
  const status = body['status'];
  if (status !== 'triggered' && status !== 'acknowledged' && status !== 'resolved')
    return quarantined(
      'unknown-value',
      'status',
      `${JSON.stringify(status ?? null).slice(0, 60)} is no status of an incident`,
    );
  const service = toServiceId(
    context.service.always ?? textOf(body['service'], 'summary') ?? context.service.otherwise ?? '',
  );
  if (service === '') return quarantined('missing-value', 'service.summary', 'the incident names no service');
  const acceptedAt = earliest([
    ...timesOf(body, 'acknowledgements', 'at'),
    ...entryTimes(body, 'acknowledge_log_entry'),
  ]);
  const changedAt = timeOf(body['last_status_change_at'], context.now);
  const resolvedAt =
    status === 'resolved'
      ? (timeOf(body['resolved_at'], context.now) ?? latest(entryTimes(body, 'resolve_log_entry')) ?? changedAt)
      : null;
  if (status === 'resolved' && resolvedAt === null)
    return quarantined('missing-value', 'resolved_at', 'the incident is resolved, but nothing says when');
  if (resolvedAt !== null && resolvedAt < detected.value)
    return quarantined('finish-before-start', 'resolved_at', 'the incident is resolved before it is created');
  const row: IncidentRow = {
    kind: 'incident',
    id: rowId('pagerduty', 'incident', hostOf(body['html_url']) ?? context.host ?? 'carried', id.slice(0, 120)),
    revision: timeOf(body['updated_at'], context.now) ?? changedAt ?? 0,
    service,
    title: clip(textOf(body, 'title') ?? textOf(body, 'summary') ?? id, 500) ?? id,
    severity: severityOf(body),
    impactStartedAt: null,
    detectedAt: detected.value,
    acceptedAt,
    resolvedAt,
    release: null,
  };
  return { kind: 'row', row };
}

function severityOf(body: Body): IncidentRow['severity'] {
  const priority = textOf(body['priority'], 'summary') ?? textOf(body['priority'], 'name');
  const known = priorities.find(([pattern]) => priority !== null && pattern.test(priority));
  if (known !== undefined) return known[1];
  return body['urgency'] === 'high' ? 'major' : body['urgency'] === 'low' ? 'minor' : 'unknown';
}

function textOf(value: unknown, key: string): string | null {
  const text = isRecordValue(value) ? value[key] : undefined;
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}

function timeOf(value: unknown, now: number): number | null {
  if (typeof value !== 'string') return null;
  const time = readTime(value, null, now);
  return time.ok ? time.value : null;
}

function timesOf(body: Body, list: string, key: string, keep: (entry: Body) => boolean = () => true): number[] {
  const entries: readonly unknown[] = Array.isArray(body[list]) ? body[list] : [];
  return entries
    .filter((entry) => isRecordValue(entry))
    .filter(keep)
    .map((entry) => timeOf(entry[key], Number.MAX_SAFE_INTEGER))
    .filter((time) => time !== null);
}

const entryTimes = (body: Body, type: string): number[] =>
  timesOf(body, 'log_entries', 'created_at', (entry) => entry['type'] === type);
const earliest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times));
const latest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.max(...times));
