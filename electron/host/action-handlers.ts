import type { actionProcedures } from '../../shared/contract/action-procedures.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures about action items of closed reviews do. The rules are in shared/domain/action. */
export function createActionHandlers({ actions }: Services): Pick<ProcedureHandlers, keyof typeof actionProcedures> {
  return {
    'commitment.settle': ({ outcome, note, ...item }) => actions.run(item, { type: 'settle', outcome, note }),
    'commitment.measure': (item) => actions.measure(item),
    'commitment.verify': ({ verdict, artefact, note, seen, ...item }) =>
      actions.run(item, { type: 'verify', verdict, artefact, note }, seen),
    'commitment.reopen': ({ reason, ...item }) => actions.run(item, { type: 'reopen', reason }),
    'commitment.redate': ({ due, reason, ...item }) => actions.run(item, { type: 'redate', due, reason }),
    'commitment.hand-over': ({ owner, reason, ...item }) => actions.run(item, { type: 'hand-over', owner, reason }),
    'idea.settle': ({ outcome, reason, until, into, ...item }) =>
      actions.settleIdea(item, { outcome, reason, until, into }),
  };
}
