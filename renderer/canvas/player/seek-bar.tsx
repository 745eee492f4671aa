import { memo, useState, type PointerEvent } from 'react';
import type { RecordingMarker } from '../../../shared/projections/recording-markers.ts';
import { kindWords } from './marker-words.ts';
import { formatPlace, markerAt, markerNear, sayPlace, type Cut } from './play-places.ts';
import styles from './seek-bar.module.css';

type Props = {
  readonly ms: number;
  readonly lengthMs: number;
  readonly markers: readonly RecordingMarker[];
  readonly cuts: readonly Cut[];
  readonly onSeek: (ms: number) => void;
};

const reachPx = 6;

/**
 * The recording as a line: how far it is in brass, a tick for each marker, longer ones for agenda items, a gap where
 * something was taken out. What stands under the pointer, or was passed last, is named above it.
 */
export function SeekBar({ ms, lengthMs, markers, cuts, onSeek }: Props) {
  /** Where the pointer is, ms, and how much of the recording lies within its reach. */
  const [pointer, setPointer] = useState<{ readonly ms: number; readonly reachMs: number } | null>(null);
  const [isHeld, setIsHeld] = useState(false);
  const share = lengthMs === 0 ? 0 : Math.min(1, ms / lengthMs);
  const toPointer = (event: PointerEvent): { readonly ms: number; readonly reachMs: number } => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const perPx = lengthMs / Math.max(1, width);
    return { ms: Math.min(lengthMs, Math.max(0, (event.clientX - left) * perPx)), reachMs: reachPx * perPx };
  };
  const near = pointer === null ? undefined : markerNear(markers, pointer.ms, pointer.reachMs);
  const passed = markerAt(markers, ms);
  const named = pointer === null ? passed : near;
  return (
    <div className={styles['bar']}>
      <p className={styles['name']} dir="auto" aria-hidden="true">
        <span className={styles['at']}>{formatPlace(near?.atMs ?? pointer?.ms ?? ms, lengthMs)}</span>{' '}
        {named !== undefined && (
          <>
            <span className={styles['kind']}>{kindWords[named.kind]}</span> {named.title}
          </>
        )}
      </p>
      <div
        className={styles['line']}
        role="slider"
        tabIndex={0}
        aria-label="Place in the recording"
        aria-valuemin={0}
        aria-valuemax={Math.round(lengthMs / 1000)}
        aria-valuenow={Math.round(Math.min(ms, lengthMs) / 1000)}
        aria-valuetext={`${sayPlace(ms)} of ${sayPlace(lengthMs)}${passed === undefined ? '' : `, ${kindWords[passed.kind]} ${passed.title}`}`}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setIsHeld(true);
          onSeek(near?.atMs ?? toPointer(event).ms);
        }}
        onPointerMove={(event) => {
          const at = toPointer(event);
          setPointer(at);
          if (isHeld) onSeek(at.ms);
        }}
        onPointerUp={() => setIsHeld(false)}
        onPointerCancel={() => setIsHeld(false)}
        onPointerLeave={() => setPointer(null)}
      >
        <div className={styles['spine']} />
        <div className={styles['played']} style={{ transform: `scaleX(${share})` }} />
        <Marks markers={markers} cuts={cuts} lengthMs={lengthMs} near={near?.id} />
        <div className={styles['knob']} style={{ left: `${share * 100}%` }} />
      </div>
    </div>
  );
}

type MarksProps = Pick<Props, 'markers' | 'cuts' | 'lengthMs'> & { readonly near: string | undefined };

const Marks = memo(function Marks({ markers, cuts, lengthMs, near }: MarksProps) {
  const place = (ms: number): string => `${(lengthMs === 0 ? 0 : ms / lengthMs) * 100}%`;
  return (
    <>
      {cuts.map(({ fromMs, toMs }) => (
        <span
          key={`${fromMs} ${toMs}`}
          className={styles['cut']}
          style={{ left: place(fromMs), width: place(toMs - fromMs) }}
        />
      ))}
      {markers.map(({ id, kind, atMs }) => (
        <span
          key={`${kind} ${id} ${atMs}`}
          className={[styles['tick'], kind === 'item' && styles['item'], id === near && styles['near']]
            .filter(Boolean)
            .join(' ')}
          style={{ left: place(atMs) }}
        />
      ))}
    </>
  );
});
