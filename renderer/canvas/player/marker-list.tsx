import { memo } from 'react';
import type { RecordingMarker } from '../../../shared/projections/recording-markers.ts';
import { kindWords } from './marker-words.ts';
import { formatPlace, sayPlace } from './play-places.ts';
import styles from './marker-list.module.css';

type Props = {
  readonly markers: readonly RecordingMarker[];
  readonly lengthMs: number;
  /** The marker that was passed last. */
  readonly current: RecordingMarker | undefined;
  readonly onSeek: (ms: number) => void;
};

/** What came up where; each row goes there. */
export const MarkerList = memo(function MarkerList({ markers, lengthMs, current, onSeek }: Props) {
  return (
    <ol className={styles['list']} aria-label="Markers">
      {markers.map((marker) => (
        <li key={`${marker.kind} ${marker.id} ${marker.atMs}`}>
          <button
            type="button"
            className={[styles['row'], marker.kind === 'item' && styles['item']].filter(Boolean).join(' ')}
            aria-current={marker === current ? 'true' : undefined}
            onClick={() => onSeek(marker.atMs)}
          >
            <span className={styles['at']}>
              <span aria-hidden="true">{formatPlace(marker.atMs, lengthMs)}</span>
              <span className={styles['said']}>At {sayPlace(marker.atMs)}: </span>
            </span>
            <span className={styles['kind']}>{kindWords[marker.kind]}</span>
            <span className={styles['title']} dir="auto">
              {marker.title}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
});
