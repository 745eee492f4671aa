import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import type { ReviewId } from '../../../shared/domain/ids.ts';
import { call } from '../../host/client.ts';

export type RecordStatus = Output<'record.status'>;
export type RecordExport = Output<'record.export'>;

/** What the main process says of the record; asked again after every new line of the review. */
export function useRecord(review: ReviewId, seq: number) {
  const [status, setStatus] = useState<RecordStatus | null>(null);
  const [bundle, setBundle] = useState<RecordExport | null>(null);
  const [fault, setFault] = useState<CallFault | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const latest = useRef(0);
  const readAt = useCallback(
    async (line: number) => {
      latest.current = line;
      const answer = await call('record.status', { review });
      // An export of a bundle that is there writes nothing: it lists it.
      const listed = answer.ok && answer.value.exported ? await call('record.export', { review }) : null;
      if (latest.current !== line) return;
      if (answer.ok) setStatus(answer.value);
      else setFault(answer.error);
      if (listed?.ok === true) setBundle(listed.value);
    },
    [review],
  );
  // oxlint-disable-next-line react/set-state-in-effect -- state is set when the main process has answered
  useEffect(() => void readAt(seq), [readAt, seq]);
  const read = () => void readAt(seq);
  const put = async () => {
    setIsBusy(true);
    const answer = await call('record.export', { review });
    setIsBusy(false);
    setFault(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setBundle(answer.value);
    read();
  };
  return { status, bundle, fault, isBusy, put: () => void put(), read };
}
