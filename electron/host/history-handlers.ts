import type { historyProcedures } from '../../shared/contract/history-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures round a review's history do. */
export const createHistoryHandlers = ({
  history,
  erasure,
}: Services): Pick<ProcedureHandlers, keyof typeof historyProcedures> => ({
  'history.head': async ({ review }) => {
    const head = await history.head(review);
    return ok({ head: head.ok ? { ...head.value, words: [...head.value.words] } : null });
  },
  'erasure.events': ({ review }) => erasure.events(review),
  'erasure.carry-out': (choice) => erasure.carryOut(choice),
});
