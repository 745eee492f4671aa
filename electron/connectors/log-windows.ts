import { z } from 'zod';
import type { ColumnMapping } from '../../shared/domain/release/column-mapping.ts';
import type { FormatId } from '../../shared/formats/formats.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { Answer, Batch, ConnectorFault, Cursor, PullContext, TimeWindow } from './connector.ts';
import { listSchema } from './config-fields.ts';
import { cover, halves, uncovered, windowsOf, type Coverage } from './windows.ts';

const hour = 3_600_000;
/** Without a release to read around, a window of logs may be so long. */
const longest = 48 * hour;
/** A log's last lines arrive late, and what was counted once is not counted again. */
const settled = 60_000;

/** The times of releases, and how many hours before and after each the logs are read. */
export const aroundFields = {
  around: listSchema.optional().transform((times, context): readonly number[] =>
    (times ?? []).map((text) => {
      const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
        ? Date.parse(text)
        : Number.NaN;
      if (Number.isNaN(time))
        context.addIssue({ code: 'custom', message: `"${text.slice(0, 40)}" is no time like 2026-03-01T10:00:00Z` });
      return time;
    }),
  ),
  hours: z.coerce.number().min(0.25, 'at least a quarter of an hour').max(24, 'at most 24 hours').default(2),
};

export type LogPlan = {
  readonly name: string;
  readonly format: FormatId;
  readonly mapping: ColumnMapping;
  readonly around: readonly number[];
  readonly hours: number;
  /** Reads all of a window at once; `too-many` when the source would cut its answer. */
  readonly read: (window: TimeWindow, context: PullContext) => Promise<Result<LogAnswer, ConnectorFault>>;
};

export type LogAnswer =
  | { readonly kind: 'whole'; readonly answer: Answer; readonly query: string; readonly lines: number }
  | { readonly kind: 'too-many'; readonly count: number };

const cursorSchema = z.strictObject({
  version: z.literal(1),
  covered: z.array(z.strictObject({ from: z.number(), to: z.number() })),
});

/**
 * Reads logs around releases, newest first, by the hour. An answer that would be cut is asked in halves. The answers never
 * overlap, because each is counted.
 */
export async function* pullLogs(
  plan: LogPlan,
  cursor: Cursor | null,
  window: TimeWindow,
  context: PullContext,
): AsyncGenerator<Result<Batch, ConnectorFault>> {
  if (plan.around.length === 0 && window.to - window.from > longest) return yield err(tooLong);
  const read = cursorSchema.safeParse(cursor);
  let covered: Coverage = read.success ? read.data.covered : [];
  const to = Math.min(window.to, context.now() - settled);
  const windows = spansOf(plan, { from: window.from, to })
    .flatMap((span) => uncovered(covered, span))
    .flatMap((gap) => windowsOf(gap, hour));
  for (let next = windows.shift(); next !== undefined; next = windows.shift()) {
    const answered = await plan.read(next, context);
    if (!answered.ok) return yield answered;
    if (answered.value.kind === 'too-many') {
      const both = halves(next);
      if (both === null) return yield err(tooMany(answered.value.count));
      windows.unshift(...both);
      continue;
    }
    const { answer, query, lines } = answered.value;
    covered = cover(covered, next);
    yield ok({
      // Part of the excerpt's id: the same minutes asked again are the same excerpt.
      name: `${plan.name} ${new Date(next.from).toISOString()}`.slice(0, 200),
      query: query.slice(0, 2000),
      format: plan.format,
      mapping: plan.mapping,
      bytes: answer.bytes,
      fetchedAt: answer.fetchedAt,
      records: lines,
      remaining: null,
      cursor: { version: 1, covered: [...covered] },
      watermark: covered.at(-1)?.to ?? null,
      open: [],
      done: windows.length === 0,
    });
    if (context.signal.aborted) return;
  }
}

/** What of the window lies around a release, newest first, without overlap. */
function spansOf({ around, hours }: LogPlan, window: TimeWindow): readonly TimeWindow[] {
  if (around.length === 0) return [window];
  const spans = around.map((time) => ({ from: time - hours * hour, to: time + hours * hour }));
  return spans
    .reduce<Coverage>(cover, [])
    .map(({ from, to }) => ({ from: Math.max(from, window.from), to: Math.min(to, window.to) }))
    .filter(({ from, to }) => to > from)
    .toReversed();
}

const tooLong: ConnectorFault = {
  code: 'wrong-config',
  message:
    "Logs are read around releases. Name the releases' times in the source's settings, or ask for 48 hours at most.",
};

const tooMany = (count: number): ConnectorFault => ({
  code: 'refused',
  message: `The log has ${count} lines or more within one second, and the source hands out fewer. Narrow the query; what came before was kept.`,
});
