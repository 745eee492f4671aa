import { useCallback, useMemo, useRef, useState } from 'react';
import { lengthOf } from '../../../shared/domain/recording/entry.ts';
import type { Review } from '../../../shared/domain/review/review.ts';
import { recordingMarkers } from '../../../shared/projections/recording-markers.ts';
import { MarkerList } from '../../canvas/player/marker-list.tsx';
import { formatPlace, markerAt } from '../../canvas/player/play-places.ts';
import { Player, type PlayerHandle } from '../../canvas/player/player.tsx';
import { listWords } from '../../canvas/player/sound-words.ts';
import { useRecordingsOf } from '../../store/recording-hooks.ts';
import { msOnlyHere } from '../../store/recording-losses.ts';
import { copySource } from '../../store/recording-source.ts';
import type { KeptRecording } from '../../store/recording-tables.ts';
import { useReviewEvents } from '../../store/review-events.ts';
import { Button } from '../../ui/button.tsx';
import { formatClock, formatDay, formatSpan } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import styles from './recording-section.module.css';

/** The recordings of a review: each with a player, what came up where, and what is kept of it. Nothing where none was made. */
export function RecordingSection({ review }: { readonly review: Review }) {
  const kept = useRecordingsOf(review.id);
  const awaited = review.recordings.filter(({ id }) => kept?.every((each) => each.id !== id) === true);
  if (kept === undefined || kept.length + awaited.length === 0) return null;
  return (
    <Section title={kept.length + awaited.length === 1 ? 'Recording' : 'Recordings'}>
      {kept.map((each) =>
        each.asideAt === null ? (
          <KeptHere key={each.copy} kept={each} review={review} />
        ) : (
          <OnlyHere key={each.copy} kept={each} zone={review.zone} />
        ),
      )}
      {awaited.map(({ id, startedAt }) => (
        <p key={id} className={styles['small']}>
          The recording of {formatDay(startedAt, review.zone)}, {formatClock(startedAt, review.zone)} is not here yet.
          It comes by itself once its folder is on the disk.
        </p>
      ))}
    </Section>
  );
}

function KeptHere({ kept, review }: { readonly kept: KeptRecording; readonly review: Review }) {
  const { list, link } = kept;
  const { zone } = review;
  const player = useRef<PlayerHandle>(null);
  const [ms, setMs] = useState(0);
  const events = useReviewEvents(review.id);
  const markers = useMemo(() => recordingMarkers(events, review, list), [events, review, list]);
  const lengthMs = lengthOf(list);
  const seek = useCallback((to: number) => player.current?.seek(to), []);
  const cut =
    list.cuts.length === 0 ? [] : [`${list.cuts.length === 1 ? 'a range' : `${list.cuts.length} ranges`} taken out`];
  return (
    <article className={styles['recording']}>
      <h3 className={styles['title']}>{titleOf(kept, zone)}</h3>
      <p className={styles['small']}>{[formatSpan(lengthMs), listWords(list), ...cut].join(' · ')}</p>
      <div className={styles['player']}>
        <Player ref={player} recording={kept.id} zone={zone} markers={markers} onTime={setMs} />
      </div>
      {kept.mainHas !== null && <OnlyHere kept={kept} zone={zone} />}
      {markers.length > 0 && list.purged === null && (
        <details className={styles['markers']} open={markers.length <= 12}>
          <summary>{markers.length === 1 ? 'One marker' : `${markers.length} markers`}</summary>
          <MarkerList markers={markers} lengthMs={lengthMs} current={markerAt(markers, ms)} onSeek={seek} />
        </details>
      )}
      <p className={styles['hash']}>
        <span className={styles['small']}>Its list ends at</span> {link}
      </p>
    </article>
  );
}

const titleOf = ({ list }: KeptRecording, zone: string): string => {
  const first = list.parts[0];
  const last = list.parts.at(-1);
  if (first === undefined || last === undefined) return 'Begun, and nothing recorded';
  const end = last.startedAt + last.durationMs;
  return `${formatDay(first.startedAt, zone)}, ${formatClock(first.startedAt, zone)}–${formatClock(end, zone)} ${zone}`;
};

/** Sound that the main process lost and this window kept: said, and given out as files. */
function OnlyHere({ kept, zone }: { readonly kept: KeptRecording; readonly zone: string }) {
  const [isEmpty, setIsEmpty] = useState(false);
  const save = async (): Promise<void> => {
    const source = await copySource(kept);
    setIsEmpty(source === null);
    for (const { url, fromMs } of source?.pieces ?? []) {
      const anchor = document.createElement('a');
      anchor.href = url;
      anchor.download = `${kept.review}-${kept.id}-from-${formatPlace(fromMs, Infinity).replaceAll(':', '-')}.webm`;
      anchor.click();
    }
    // The browser reads them after this turn.
    setTimeout(() => source?.release(), 60_000);
  };
  const what = kept.asideAt === null ? 'of this recording ' : `of the recording of ${titleOf(kept, zone)} `;
  return (
    <div className={styles['lost']}>
      <p>
        <Mark tone="warn">
          This window still has {formatSpan(msOnlyHere(kept))} {what}that Hotwash lost on the disk.
        </Mark>
      </p>
      <p className={styles['small']}>
        It stays in this browser and is not put back, since what is on the disk is what counts. Save it as a file to
        keep it.
      </p>
      <p className={styles['act']}>
        <Button onClick={() => void save()}>Save what is here</Button>
      </p>
      {isEmpty && <p role="alert">No part of it is whole here, so there is nothing that could be played.</p>}
    </div>
  );
}
