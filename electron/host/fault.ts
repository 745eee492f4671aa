import type { CallFault } from '../../shared/contract/procedures.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import { err, type Result } from '../../shared/lib/result.ts';

/** A rule's refusal as the page gets it. */
export const refusalToFault = (refusal: Refusal): CallFault => ({
  code: 'refused',
  rule: refusal.rule,
  message: refusal.message,
  satisfy: refusal.satisfy,
});

export const fail = (code: string, message: string): Result<never, CallFault> => err({ code, message });

/** Keeps what a page may know of a fault and drops the rest. */
export const toCallFault = (fault: { readonly code: string; readonly message: string }): CallFault => ({
  code: fault.code,
  message: fault.message,
});

/** A workspace that cannot be opened: in use, unreadable, on a disk that says no. The message is for a person. */
export class WorkspaceFault extends Error {
  override readonly name = 'WorkspaceFault';
}
