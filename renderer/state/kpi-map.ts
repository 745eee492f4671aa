import { useState } from 'react';
import type { CallFault, Input } from '../../shared/contract/procedures.ts';
import { call } from '../host/client.ts';

/** Maps metrics to KPIs of a service and takes them off again; the last refusal stays until the next try. */
export function useKpiMap() {
  const [fault, setFault] = useState<CallFault | null>(null);
  const keep = async (answer: ReturnType<typeof call<'kpi.map' | 'kpi.unmap'>>) => {
    const kept = await answer;
    setFault(kept.ok ? null : kept.error);
  };
  return {
    fault,
    map: (mapping: Input<'kpi.map'>) => void keep(call('kpi.map', mapping)),
    unmap: (mapping: Input<'kpi.unmap'>) => void keep(call('kpi.unmap', mapping)),
  };
}
