import type { History } from '../plan-history.ts';
import type { Trouble } from '../plan.ts';
import { amidst, within, type CarriedFile, type Window } from './carried-file.ts';

const severityWords = { critical: 'SEV1', major: 'SEV2', minor: 'SEV3' } as const;

/** The on-call desk's export: what was known of each incident when it was made. */
export function incidentsFile(history: History, window: Window): CarriedFile {
  const records = history.troubles.flatMap((trouble, index) => {
    const record = toRecord(`INC-${2000 + index}`, trouble, window.at);
    // Whatever changed since the last export comes again.
    return trouble.detectedAt <= window.at && within(window, Date.parse(record.updated_at)) ? [record] : [];
  });
  return {
    name: 'on-call-incidents.json',
    text: `${JSON.stringify(amidst<object>(records, badRecords(records)), null, 1)}\n`,
    format: 'incidents',
    mapping: { columns: {}, constants: { instance: 'on-call' } },
  };
}

type IncidentRecord = {
  readonly id: string;
  readonly component: string;
  readonly title: string;
  readonly severity: string;
  readonly impact_start: string;
  readonly detected_at: string;
  readonly acknowledged_at: string | null;
  readonly resolved_at: string | null;
  readonly caused_by: string | null;
  readonly updated_at: string;
};

function toRecord(id: string, trouble: Trouble, at: number): IncidentRecord {
  const known = (instant: number | null): string | null =>
    instant === null || instant > at ? null : new Date(instant).toISOString();
  const acceptedAt = known(trouble.acceptedAt);
  const resolvedAt = known(trouble.resolvedAt);
  const detectedAt = new Date(trouble.detectedAt).toISOString();
  return {
    id,
    component: trouble.service,
    title: trouble.title,
    severity: severityWords[trouble.severity],
    impact_start: new Date(trouble.from).toISOString(),
    detected_at: detectedAt,
    acknowledged_at: acceptedAt,
    resolved_at: resolvedAt,
    // The cause is named when the incident is closed.
    caused_by: resolvedAt === null ? null : trouble.release,
    updated_at: resolvedAt ?? acceptedAt ?? detectedAt,
  };
}

function badRecords(records: readonly IncidentRecord[]): readonly object[] {
  const last = records.at(-1);
  if (last === undefined || records.length < 60) return [];
  return [
    {
      ...last,
      id: 'INC-x1',
      resolved_at: '2025-10-01T07:00:00.000Z',
      detected_at: '2025-10-01T09:00:00.000Z',
      acknowledged_at: null,
    },
    { ...last, id: 'INC-x2', severity: 'quite bad' },
    { ...last, id: 'INC-x3', detected_at: '2025-02-30T10:00:00Z' },
  ];
}
