import type { escalationProcedures } from '../../shared/contract/escalation-procedures.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** Answers to hand-off packets. The rules are in shared/domain/escalation. */
export function createEscalationHandlers({
  escalations,
}: Services): Pick<ProcedureHandlers, keyof typeof escalationProcedures> {
  return {
    'escalation.import': ({ text, escalation }) => escalations.take(text, escalation),
    'escalation.answer': (typed) => escalations.answer(typed),
  };
}
