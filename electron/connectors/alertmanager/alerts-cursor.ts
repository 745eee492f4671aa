import { z } from 'zod';
import type { Item } from '../answer-json.ts';
import type { Cursor } from '../connector.ts';

/** Alerts that are remembered while they fire; of more, those are kept that were listed first. */
const mostOpen = 1000;

const alertSchema = z.object({
  fingerprint: z.exactOptional(z.string()),
  startsAt: z.exactOptional(z.string()),
  labels: z.exactOptional(z.record(z.string(), z.string())),
  annotations: z.exactOptional(z.record(z.string(), z.string())),
});

const cursorSchema = z.strictObject({
  version: z.literal(1),
  /** When the list was last read, ms since 1970 UTC. */
  seenAt: z.number(),
  /** It was told that there is no history. */
  pastTold: z.boolean(),
  /** What fired then: the list does not tell of an alert any more once it is over. */
  open: z.record(z.string(), alertSchema),
});
export type AlertsCursor = z.infer<typeof cursorSchema>;

export function readCursor(cursor: Cursor | null): AlertsCursor | null {
  const read = cursorSchema.safeParse(cursor);
  return read.success ? read.data : null;
}

/** The fingerprint is that of a label set, which may fire again: with its start it is one incident. */
export const toAlertId = (alert: Item): string => `${String(alert['fingerprint'])}@${String(alert['startsAt'])}`;

/** Alerts that fired when the list was last read and are not in it now. */
export function goneSince(known: AlertsCursor | null, alerts: readonly Item[]): readonly Item[] {
  const listed = new Set(alerts.map(toAlertId));
  return Object.entries(known?.open ?? {}).flatMap(([id, alert]) => (listed.has(id) ? [] : [alert]));
}

/** The cursor once the list is kept; alerts that are gone stay open in it until their end is kept too. */
export function cursorAfter(
  known: AlertsCursor | null,
  alerts: readonly Item[],
  seenAt: number,
  pastTold: boolean,
): AlertsCursor {
  const listed = alerts.map((alert) => [toAlertId(alert), remembered(alert)] as const);
  const all = new Map([...Object.entries(known?.open ?? {}), ...listed]);
  return {
    version: 1,
    seenAt: Math.max(seenAt, known?.seenAt ?? 0),
    pastTold: pastTold || known?.pastTold === true,
    open: Object.fromEntries([...all].slice(0, mostOpen)),
  };
}

function remembered(alert: Item): AlertsCursor['open'][string] {
  const read = alertSchema.safeParse(alert);
  const { annotations = {}, ...rest } = read.success ? read.data : {};
  const { summary, description } = annotations;
  const told = summary ?? description;
  return { ...rest, ...(told === undefined ? {} : { annotations: { summary: told.slice(0, 400) } }) };
}
