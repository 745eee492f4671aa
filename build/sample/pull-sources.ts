import { supportTickets, turns } from '../../assets/sample/surroundings.ts';
import type { Pulled } from '../../shared/domain/release/intake-line.ts';
import type { FormatId } from '../../shared/formats/formats.ts';
import { hour, minute } from './local-time.ts';
import { liveAt } from './plan-deployments.ts';
import type { History } from './plan-history.ts';
import { must, type Stage } from './stage.ts';

/** What three sources answered before the prepared review was sealed: flags and tickets came, the logs fell silent. */
export async function pullSources({ services, clock }: Stage, history: History): Promise<void> {
  const release = history.story('drift');
  const production = release.deployments.find(({ environment }) => environment === 'production');
  if (production === undefined) throw new Error('the story is deployed to production');
  const live = liveAt(production);
  clock.set(history.until + 90_000);
  const at = new Date(clock.wall()).toISOString();
  const pulled = (source: string, connector: string, query: string, outcome: Pulled['outcome']): Pulled => ({
    source,
    connector,
    connectorVersion: 1,
    query,
    fetchedAt: at,
    outcome,
  });
  const read: Pulled['outcome'] = { kind: 'read', cursor: null, watermark: clock.wall(), open: [], done: true };
  const take = async (name: string, told: Pulled, format: FormatId, content: unknown): Promise<void> => {
    const bytes = new TextEncoder().encode(JSON.stringify(content));
    const body = { bytes, format, mapping: { columns: {}, constants: {} } };
    must(await services.intake.takePulled({ name, pulled: told, body }), name);
  };
  await take(
    'unleash events fares',
    pulled('flags', 'unleash', '/api/admin/events?project=fares', read),
    'unleash-events',
    {
      version: 2,
      events: flagEvents(live),
    },
  );
  await take(
    'redmine issues support',
    pulled('support-desk', 'redmine', '/issues.json?project_id=support&status_id=*', read),
    'redmine-issues',
    { issues: issues(live), total_count: supportTickets.length },
  );
  const silent = { kind: 'failed', code: 'unreachable', message: 'Nothing answers at its address.' } as const;
  must(
    await services.intake.takePulled({
      name: 'logs',
      pulled: pulled('logs', 'loki', '{app="fares"}', { ...silent, since: live + hour }),
      body: null,
    }),
    'the silent source',
  );
}

const iso = (at: number): string => new Date(at).toISOString();

const flagEvents = (live: number): readonly object[] =>
  turns.map(({ at, flag, event }, index) => ({
    id: 7801 + index,
    type:
      event === 'on'
        ? 'feature-environment-enabled'
        : event === 'off'
          ? 'feature-environment-disabled'
          : 'feature-strategy-update',
    createdAt: iso(live + at * minute),
    featureName: flag,
    project: 'fares',
    environment: 'production',
    data: {},
  }));

const issues = (live: number): readonly object[] =>
  supportTickets.map(({ at, subject, description, isClosed }, index) => {
    const created = live + at * minute;
    return {
      id: 5120 + index,
      project: { id: 3, name: 'Support' },
      tracker: { id: 1, name: 'Complaint' },
      status: isClosed ? { id: 5, name: 'Closed', is_closed: true } : { id: 1, name: 'New', is_closed: false },
      priority: { id: 2, name: 'Normal' },
      subject,
      description,
      custom_fields: [{ id: 1, name: 'Component', value: 'fares' }],
      created_on: iso(created).replace(/\.\d+/, ''),
      updated_on: iso(created + 3 * hour).replace(/\.\d+/, ''),
      closed_on: isClosed ? iso(created + 3 * hour).replace(/\.\d+/, '') : null,
    };
  });
