import type { CallFault } from '../../shared/contract/procedures.ts';
import type { SourceEnd, SyncProgress } from '../../shared/contract/source-procedures.ts';
import type { ConfiguredSource } from '../../shared/domain/workspace/sources.ts';
import type { Result } from '../../shared/lib/result.ts';
import { pullSource } from '../connectors/pull-source.ts';
import type { Intake } from '../intake/intake.ts';
import { withReleaseTimes } from './release-times.ts';
import type { HttpLimits, OpenedSource } from './source-access.ts';

const day = 86_400_000;

/** How much one pull may ask. `withinMs` ends it; a source that gave nothing by then is noted as missing. */
export type PullLimits = {
  readonly recent: HttpLimits;
  readonly history: HttpLimits;
  readonly withinMs: number | null;
};

export type SourceRunParts = {
  readonly intake: Pick<Intake, 'pulls' | 'takePulled' | 'rows'>;
  readonly now: () => number;
  readonly open: (source: ConfiguredSource) => Promise<Result<OpenedSource, CallFault>>;
};

/**
 * Pulls one source into the intake, answer by answer. Whatever keeps its data away, from a missing credential to an answer
 * that cannot be read, stands in the log as "missing since", so that no dead source looks like a quiet one.
 */
export async function runSource(
  { intake, now, open }: SourceRunParts,
  source: ConfiguredSource,
  limits: PullLimits,
  signal: AbortSignal,
  tell: (progress: SyncProgress) => void,
): Promise<SourceEnd> {
  const state = () => intake.pulls().find((each) => each.source === source.id) ?? null;
  const counts = { rows: 0, unchanged: 0, quarantined: 0 };
  const end = (kind: SourceEnd['end'], message: string | null): SourceEnd => ({
    state: 'ended',
    source: source.id,
    end: kind,
    message,
    ...counts,
    missingSince: kind === 'failed' ? (state()?.read?.watermark ?? null) : null,
  });
  const failed = async (code: string, message: string, connectorVersion: number): Promise<SourceEnd> => {
    const since = state()?.read?.watermark ?? null;
    await intake.takePulled({
      name: `${source.connector} ${source.id}`,
      pulled: {
        source: source.id,
        connector: source.connector,
        connectorVersion,
        query: '',
        fetchedAt: new Date(now()).toISOString(),
        outcome: { kind: 'failed', code, message: message.slice(0, 500), since },
      },
      body: null,
    });
    return end('failed', message);
  };
  if (signal.aborted) return end('paused', 'Cancelled. What was kept stays.');
  const opened = await open(source);
  if (!opened.ok) return failed(opened.error.code, opened.error.message, 1);
  const historyFrom = source.addedAt - source.historyDays * day;
  const { connector, config, http } = await withReleaseTimes(opened.value, intake.rows, historyFrom, now());
  const timeout = limits.withinMs === null ? null : AbortSignal.timeout(limits.withinMs);
  const stop = timeout === null ? signal : AbortSignal.any([signal, timeout]);
  const run = pullSource(
    { id: source.id, connector, config },
    {
      state: state(),
      now,
      signal: stop,
      historyFrom,
      http: { recent: http({ ...limits.recent, signal: stop }), history: http({ ...limits.history, signal: stop }) },
    },
  );
  let answers = 0;
  for await (const batch of run.batches) {
    const taken = await intake.takePulled(batch);
    if (!taken.ok) return failed(taken.error.code, `${batch.name}: ${taken.error.message}`, connector.version);
    if (batch.body === null) continue;
    answers += 1;
    counts.rows += taken.value.accepted;
    counts.unchanged += taken.value.unchanged;
    counts.quarantined += taken.value.quarantinedTotal;
    const { rate, remaining } = run.progress();
    tell({ state: 'reading', source: source.id, name: batch.name, rows: counts.rows, rate, remaining });
  }
  const ended = run.end();
  if (ended?.kind === 'failed') return end('failed', ended.fault.message);
  if (timeout?.aborted === true && !signal.aborted && answers === 0)
    return failed(
      'unreachable',
      `The source did not answer within ${Math.round((limits.withinMs ?? 0) / 1000)} s.`,
      connector.version,
    );
  return ended?.kind === 'paused' ? end('paused', ended.why.message) : end('done', null);
}
