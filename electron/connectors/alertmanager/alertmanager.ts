import { z } from 'zod';
import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { brokenAnswer, isItem, itemsIn, readJson, toList, type Item } from '../answer-json.ts';
import { askJson } from '../ask-again.ts';
import { addressSchema } from '../config-fields.ts';
import type { Answer, Batch, ConnectorFault, Cursor, PullContext, TimeWindow } from '../connector.ts';
import { defineConnector } from '../define-connector.ts';
import { probeLists } from '../probe-lists.ts';
import { timeOf } from '../windows.ts';
import { cursorAfter, goneSince, readCursor, toAlertId, type AlertsCursor } from './alerts-cursor.ts';

const path = '/api/v2/alerts';
const query = { active: 'true', silenced: 'true', inhibited: 'true', unprocessed: 'true' };
/** An Alertmanager that has just begun knows its alerts only when Prometheus has sent them again. */
const warmUpMs = 5 * 60_000;

const configSchema = z.object({
  address: addressSchema,
  /** The label that names the service, where it is not a usual one. */
  serviceLabel: z.string().trim().max(100).default(''),
});
type Config = z.infer<typeof configSchema>;

/** Alertmanager: alerts while they fire, and by when they were gone. It has no history. */
export const alertmanager = defineConnector({
  id: 'alertmanager',
  version: 1,
  title: 'Alertmanager',
  brings: ['incident'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://alertmanager.example.org', needed: true },
    { name: 'serviceLabel', label: 'Label that names the service', example: 'app', needed: false },
  ],
  credential: 'optional',
  config: configSchema,
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  probe: async (_, context) => {
    const probed = await probeLists('Alertmanager', [{ title: 'alerts that fire', path, query }], context);
    if (!probed.ok) return probed;
    const status = await askJson(context, '/api/v2/status');
    const info = status.ok && isItem(status.value) ? status.value['versionInfo'] : null;
    const version = isItem(info) && typeof info['version'] === 'string' ? info['version'] : null;
    const cannot = [
      'alerts of the past: a resolved alert is dropped, so only what fired during a pull is known, and its end only as the next pull without it',
    ];
    return ok({ ...probed.value, version, cannot });
  },
  pull,
});

/**
 * One list without a time. What fired in the last pull and is gone now was resolved between the two; since the list does
 * not tell when, the alert ends at this pull, which is never too early.
 */
async function* pull(
  config: Config,
  cursor: Cursor | null,
  window: TimeWindow,
  context: PullContext,
): AsyncGenerator<Result<Batch, ConnectorFault>> {
  const known = readCursor(cursor);
  const isNews = known === null || window.to > known.seenAt;
  if (!isNews && known.pastTold) return;
  const listed = await listAlerts(context);
  if (!listed.ok) return yield listed;
  const { answer, alerts } = listed.value;
  const gone = goneSince(known, alerts);
  const mayClose = gone.length === 0 ? ok(true) : await isWarm(context);
  if (!mayClose.ok) return yield mayClose;
  const toBatch = (bytes: Uint8Array, next: AlertsCursor, records: number): Result<Batch, ConnectorFault> =>
    ok({
      name: 'alerts',
      query: `${path}?${new URLSearchParams(query).toString()}`,
      format: 'alertmanager-alerts',
      mapping: mappingOf(config),
      bytes,
      fetchedAt: answer.fetchedAt,
      records,
      remaining: null,
      cursor: next,
      watermark: next.seenAt,
      open: Object.keys(next.open).map((id) => id.slice(0, 200)),
      done: true,
    });
  const kept = cursorAfter(known, alerts, answer.fetchedAt, !isNews);
  yield toBatch(answer.bytes, kept, alerts.length);
  if (gone.length === 0 || !mayClose.value) return;
  const open = Object.fromEntries(alerts.map((alert) => [toAlertId(alert), kept.open[toAlertId(alert)] ?? {}]));
  const ended = gone.map((alert) => endedAlert(alert, known?.seenAt ?? 0, answer.fetchedAt));
  yield toBatch(toList(ended), { ...kept, open }, ended.length);
}

type Listed = { readonly answer: Answer; readonly alerts: readonly Item[] };

async function listAlerts(context: PullContext): Promise<Result<Listed, ConnectorFault>> {
  const answer = await context.http.get(path, query);
  if (!answer.ok) return answer;
  const body = readJson(answer.value);
  if (!body.ok) return body;
  if (!Array.isArray(body.value)) return err(brokenAnswer('The answer holds no list of alerts. Check the address.'));
  return ok({ answer: answer.value, alerts: itemsIn(body.value) });
}

/** Whether an alert that is not listed is over, and not only unknown to an Alertmanager that began a moment ago. */
async function isWarm(context: PullContext): Promise<Result<boolean, ConnectorFault>> {
  const status = await askJson(context, '/api/v2/status');
  if (!status.ok) return status;
  const began = isItem(status.value) ? timeOf(status.value['uptime']) : null;
  return ok(began === null || context.now() - began >= warmUpMs);
}

/** As a webhook would tell it. `resolvedBetween` says what is known of its end. */
const endedAlert = (alert: Item, lastSeenAt: number, goneAt: number): Item => ({
  ...alert,
  status: 'resolved',
  endsAt: new Date(goneAt).toISOString(),
  resolvedBetween: [new Date(lastSeenAt).toISOString(), new Date(goneAt).toISOString()],
});

const mappingOf = ({ address, serviceLabel }: Config): ColumnMapping => ({
  columns: {},
  constants: { instance: new URL(address).host, ...(serviceLabel === '' ? {} : { serviceLabel }) },
});
