import type { retentionProcedures } from '../../shared/contract/retention-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

export function createRetentionHandlers({
  retention,
}: Services): Pick<ProcedureHandlers, keyof typeof retentionProcedures> {
  return {
    'retention.list': async () =>
      ok({
        kept: (await retention.list()).map(({ kind, review, id, dueAt, holds }) => ({
          kind,
          review,
          id,
          dueAt,
          holds: holds.map(({ id: hold, reason }) => ({ id: hold, reason })),
        })),
      }),
    'retention.hold': (hold) => retention.place(hold),
    'retention.lift': (lifting) => retention.lift(lifting),
    'retention.delete': (order) => retention.remove(order),
  };
}
