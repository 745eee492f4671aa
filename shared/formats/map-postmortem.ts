import type { RowOf } from '../domain/release/rows.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { clip, toServiceId } from './cells.ts';
import { quarantined, type Mapped, type MapperContext, type RecordFault } from './format.ts';
import { rowId } from './map-generic.ts';
import { findMember, type PostmortemParts } from './postmortem-parts.ts';
import { readTimeline, type Timeline } from './read-timeline.ts';
import { scrubText } from './scrub.ts';
import { readTime } from './time.ts';
import { parseZone, type Zone } from './zone.ts';

type PostmortemRow = RowOf<'postmortem'>;

/** What a post-mortem's times are called, by the member of the row. */
const timeNames = {
  from: 'started_at started start impact_started impact_started_at impact_start incident_start began',
  detected: 'detected_at detected detection_time',
  alertedAt: 'alerted_at alerted alert_time paged_at paged alert_at alert',
  acceptedAt: 'accepted_at accepted acknowledged_at acknowledged acked_at acked',
  to: 'resolved_at resolved ended_at ended end incident_end mitigated_at closed_at',
  deployEndedAt:
    'deploy_ended_at deploy_ended deployment_ended deploy_finished deployment_finished deployed_at deploy_end',
  updated: 'updated_at updated last_updated modified',
} as const;
type Times = { readonly [name in keyof typeof timeNames]: number | null };

/** Sections about people; what is in them is not taken over. */
const aboutPeople =
  /^(participants?|people|responders?|attendees|authors?|contributors?|on.?call|team members?|contacts?)\b/i;
/** `Incident commander: Anna Smith`: the role stays, the name does not. */
const roleLine =
  /^([\s>|*_+-]*(?:(?:incident|communications?|comms|ops|operations)\s+)?(?:author|owner|commander|lead|manager|scribe|responder|reviewer|facilitator|reporter|on.?call)s?(?:\s+engineer)?[*_]*\s*[:|][*_]*\s*)(\S[^|\n]*)/gim;

/**
 * Maps one incident's post-mortem. Its start is the impact's, else the detection, else the alert, else the first step of
 * its timeline. Nothing is read out of the steps: what the document does not state stays null, since a missing step is
 * what a review asks about. Personal details with a form are taken out, names beside roles too; names in prose stay.
 */
export function mapPostmortem(parts: PostmortemParts, context: MapperContext): Mapped {
  const given = { ...context.mapping.defaults, ...context.mapping.constants };
  const own = (names: string): string | null => textOf(findMember(parts.front, names));
  const zone = readZone(own('zone timezone time_zone tz') ?? context.mapping.zone);
  if (!zone.ok) return { kind: 'quarantined', fault: zone.error };
  const times = readTimes(parts, zone.value, context.now);
  if (!times.ok) return { kind: 'quarantined', fault: times.error };
  const named = own('service service_name component application app') ?? context.mapping.defaults?.['service'];
  const service = toServiceId(context.mapping.constants['service'] ?? named ?? '');
  if (service === '')
    return quarantined('missing-value', 'service', 'the post-mortem names no service; say it in its front matter');
  const timeline = readSteps(parts, zone.value, context.now);
  const { detected, updated, ...rest } = times.value;
  const from = rest.from ?? detected ?? rest.alertedAt ?? timeline.steps[0]?.at;
  if (from === undefined)
    return quarantined(
      'missing-value',
      'started',
      'the post-mortem says neither when it started nor when it was detected',
    );
  const fault = outOfOrder({ ...rest, from });
  if (fault !== null) return { kind: 'quarantined', fault };
  const incident = own('incident incident_id incident_number incident_key id') ?? given['incident'] ?? null;
  const title =
    clip(scrubText(own('title name') ?? parts.title ?? incident ?? '').text, 500) ?? `Incident of ${service}`;
  const row: PostmortemRow = {
    kind: 'postmortem',
    id: rowId('file', 'postmortem', service, incident ?? `${from}/${title}`),
    revision: updated ?? 0,
    service,
    title,
    incident: incident === null ? null : clip(incident, 160),
    ...rest,
    from,
    steps: [...timeline.steps],
    sections: blameless(parts.sections),
  };
  const items = [
    { kind: 'row', row } as const,
    ...timeline.faults.map((each) => ({ kind: 'noted', fault: each }) as const),
  ];
  return { kind: 'many', items };
}

/** Steps of all timelines; `day` is that of the first time that the document states. */
function readSteps(parts: PostmortemParts, zone: Zone | null, now: number): Timeline {
  const stated = [timeNames.from, timeNames.detected, timeNames.alertedAt, 'date day incident_date']
    .map((names) => /^\d{4}-\d{2}-\d{2}/.exec(textOf(findMember(parts.front, names)) ?? '')?.[0])
    .find((day) => day !== undefined);
  const read = parts.timelines.map(({ title, text }) => readTimeline(title, text, { day: stated ?? null, zone, now }));
  return { steps: read.flatMap(({ steps }) => steps).slice(0, 200), faults: read.flatMap(({ faults }) => faults) };
}

function readTimes({ front }: PostmortemParts, zone: Zone | null, now: number): Result<Times, RecordFault> {
  const times: Record<string, number | null> = {};
  for (const [member, names] of Object.entries(timeNames)) {
    const value = findMember(front, names);
    times[member] = null;
    if (value === undefined || value === null || value === '') continue;
    if (typeof value !== 'string' && typeof value !== 'number')
      return err({ code: 'wrong-type', path: member, message: 'a time was expected here' });
    const read = readTime(value, zone, now);
    if (!read.ok)
      return err({ code: read.error.code, path: names.split(' ')[1] ?? member, message: read.error.message });
    times[member] = read.value;
  }
  return ok(times as Times);
}

function readZone(name: string | undefined): Result<Zone | null, RecordFault> {
  if (name === undefined) return ok(null);
  const zone = parseZone(name);
  return zone.ok ? zone : err({ code: 'bad-time', path: 'zone', message: zone.error.message });
}

function outOfOrder(times: Pick<PostmortemRow, 'from' | 'to' | 'alertedAt' | 'acceptedAt'>): RecordFault | null {
  const { from, to, alertedAt, acceptedAt } = times;
  const bad = (path: string, message: string): RecordFault => ({ code: 'finish-before-start', path, message });
  if (to !== null && to < from) return bad('resolved', 'the incident is resolved before it starts');
  if (alertedAt !== null && acceptedAt !== null && acceptedAt < alertedAt)
    return bad('accepted', 'the alert is accepted before it was raised');
  return null;
}

function blameless(sections: PostmortemParts['sections']): PostmortemRow['sections'] {
  return sections
    .filter(({ title, text }) => text !== '' && !aboutPeople.test(title))
    .map(({ title, text }) => ({
      title: clip(scrubText(title).text, 200) ?? 'Summary',
      text: clip(scrubText(text.replace(roleLine, '$1[name]')).text, 4000) ?? '',
    }))
    .slice(0, 40);
}

const textOf = (value: unknown): string | null => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first === 'number') return String(first);
  return typeof first === 'string' && first.trim() !== '' ? first.trim() : null;
};
