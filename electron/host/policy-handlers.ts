import type { policyProcedures } from '../../shared/contract/policy-procedures.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures round the policy do. */
export const createPolicyHandlers = ({
  policies,
}: Pick<Services, 'policies'>): Pick<ProcedureHandlers, keyof typeof policyProcedures> => ({
  'policy.read': () => policies.read(),
  'policy.check': (texts) => policies.check(texts),
  'policy.adopt': ({ reason, ...texts }) => policies.adopt(texts, reason),
  'policy.put-back': () => policies.putBack(),
});
