import { useState } from 'react';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { formatClockSeconds } from '../../ui/format-time.ts';
import type { Span } from '../chart/window.ts';
import { SeriesPanel } from './series-panel.tsx';
import { useSeriesMarks } from './use-series-marks.ts';

type Props = {
  readonly row: RowOf<'series'>;
  readonly zone: string;
  readonly whole: Span;
  readonly chosen: Span;
  readonly onChoose: (span: Span) => void;
  readonly onTake: (span: Span) => void;
  readonly onClose: () => void;
};

/** A series to look closer at while a window of it is chosen as evidence. */
export function SeriesDialog({ row, zone, whole, chosen, onChoose, onTake, onClose }: Props) {
  const around: Span = { from: Math.min(whole.from, chosen.from), to: Math.max(whole.to, chosen.to) };
  const marks = useSeriesMarks(row, around, zone);
  const [span, setSpan] = useState<Span>(around);
  const [selection, setSelection] = useState<Span | null>({ from: chosen.from, to: chosen.to });
  const select = (next: Span | null): void => {
    setSelection(next);
    if (next !== null) onChoose(next);
  };
  const take = (): void => {
    if (selection !== null) onTake(selection);
    onClose();
  };
  const clock = (at: number) => formatClockSeconds(at, zone);
  return (
    <Dialog
      open
      size="picture"
      onClose={onClose}
      title={`${row.metric} of ${row.service}`}
      description={
        selection === null
          ? 'Drag, or hold Shift with the arrows, to select the window that is evidence.'
          : `${clock(selection.from)} to ${clock(selection.to)}, ${zone}`
      }
    >
      <SeriesPanel
        row={row}
        zone={zone}
        span={span}
        whole={around}
        onSpan={setSpan}
        selection={selection}
        onSelect={select}
        onTake={take}
        marks={marks}
        start={chosen.from}
        level={null}
        height={Math.max(280, Math.min(480, innerHeight - 360))}
      />
      <DialogFoot>
        <Button onClick={onClose}>Back</Button>
        <Button kind="primary" disabled={selection === null} onClick={take}>
          Attach this window
        </Button>
      </DialogFoot>
    </Dialog>
  );
}
