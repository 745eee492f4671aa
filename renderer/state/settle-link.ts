import { useState } from 'react';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { PackageLink } from '../../shared/domain/review/package-parts.ts';
import type { SettledLink } from '../../shared/domain/release/settled-link.ts';
import { call } from '../host/client.ts';

/** Keeps what somebody says of a suggested link; the last refusal stays until the next try. */
export function useSettleLink({ from, to }: Pick<PackageLink, 'from' | 'to'>) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const settle = async (verdict: SettledLink['verdict']) => {
    const answer = await call('link.settle', { from, to, verdict });
    setFault(answer.ok ? null : answer.error);
  };
  return { fault, settle: (verdict: SettledLink['verdict']) => void settle(verdict) };
}
