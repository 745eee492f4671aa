import { useCallback, useEffect, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';

export type RosterStatus = Output<'roster.status'>;
export type RosterDraft = Output<'roster.draft'>;
export type RosterKey = RosterStatus['keys'][number];

export type ReadRoster = {
  /** Null until it was read. */
  readonly status: RosterStatus | null;
  readonly fault: CallFault | null;
  readonly read: () => void;
};

/** Keys and rosters as the main process has them; read again when the organisation changed. */
export function useRoster(workspace: Workspace | undefined): ReadRoster {
  const [status, setStatus] = useState<RosterStatus | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const readFor = useCallback(async (organisation: Workspace | undefined) => {
    if (organisation === undefined) return;
    const answer = await call('roster.status', {});
    if (answer.ok) setStatus(answer.value);
    setFault(answer.ok ? null : answer.error);
  }, []);
  // oxlint-disable-next-line react/set-state-in-effect -- state is set when the main process has answered
  useEffect(() => void readFor(workspace), [readFor, workspace]);
  return { status, fault, read: () => void readFor(workspace) };
}
