import { useImperativeHandle, useRef, type KeyboardEvent, type Ref, type RefObject } from 'react';
import { lengthOf } from '../../../shared/domain/recording/entry.ts';
import type { RecordingMarker } from '../../../shared/projections/recording-markers.ts';
import { useRecording } from '../../store/recording-hooks.ts';
import type { KeptRecording } from '../../store/recording-tables.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Progress } from '../../ui/progress.tsx';
import { isTextField } from '../../ui/use-keys.ts';
import { formatPlace } from './play-places.ts';
import { keyToAsk } from './player-keys.ts';
import { PlayerMedia } from './player-media.tsx';
import { SeekBar } from './seek-bar.tsx';
import { soundState } from './sound-words.ts';
import { useSound } from './use-sound.ts';
import { useSoundPlayer } from './use-sound-player.ts';
import styles from './player.module.css';

/** What others can have a player do; times are ms of the recording. */
export type PlayerHandle = {
  /** Plays from one place to another and pauses there. */
  readonly playRange: (fromMs: number, toMs: number) => void;
  readonly seek: (ms: number) => void;
  readonly pause: () => void;
  readonly toggle: () => void;
};

type Props = {
  /** A recording's id. */
  readonly recording: string;
  /** Of the days it names. */
  readonly zone: string;
  readonly markers?: readonly RecordingMarker[];
  /** Where it stands at first. */
  readonly at?: number;
  /** Told where the sound stands, many times a second while it plays. */
  readonly onTime?: (ms: number) => void;
  readonly ref?: Ref<PlayerHandle>;
};

const noMarkers: readonly RecordingMarker[] = [];
const rates = [1, 1.25, 1.5, 1.75, 2] as const;

/** Plays a recording from what this page keeps of it, and says in words what keeps it from being heard. */
export function Player({ recording, ...rest }: Props) {
  const reading = useRecording(recording);
  if (reading.state === 'loading') return <Loading what="the recording" />;
  if (reading.state === 'missing')
    return (
      <p className={styles['words']}>
        This window does not have this recording. If it was made here, it comes by itself once its folder is back.
      </p>
    );
  return <KeptPlayer key={reading.kept.copy} kept={reading.kept} {...rest} />;
}

/** A recorded screen is read on a whole screen; Escape leads back, as the browser says. */
const WholeScreen = ({ of }: { readonly of: RefObject<HTMLElement | null> }) => (
  <Button kind="quiet" onClick={() => void of.current?.requestFullscreen()}>
    On the whole screen
  </Button>
);

type KeptProps = Omit<Props, 'recording'> & { readonly kept: KeptRecording };

function KeptPlayer({ kept, zone, markers = noMarkers, at = 0, onTime, ref }: KeptProps) {
  const { pieces, isLoading } = useSound(kept);
  const group = useRef<HTMLDivElement>(null);
  const { cuts } = kept.list;
  const [player, { ms, isPlaying, isWaiting, fault, piece, rate }] = useSoundPlayer({
    pieces,
    cuts,
    startMs: at,
    onTime,
  });
  const state = soundState(kept, zone);
  const lengthMs = lengthOf(kept.list);
  useImperativeHandle(ref, () => player, [player]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const isControl = isTextField(event.target) || (event.key === ' ' && event.target instanceof HTMLButtonElement);
    if (isControl || event.ctrlKey || event.metaKey || event.altKey) return;
    const ask = keyToAsk({ key: event.key, shift: event.shiftKey }, { ms, lengthMs, markers });
    if (ask === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (ask.do === 'toggle') player.toggle();
    else player.seek(ask.ms);
  };
  if (state.is === 'gone') return <p className={styles['words']}>{state.words}</p>;
  return (
    // The keys are those of the controls in it, heard wherever among them the focus is.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/no-noninteractive-element-interactions
    <div ref={group} className={styles['player']} role="group" aria-label="Player" onKeyDown={onKeyDown}>
      <PlayerMedia pieces={pieces} piece={piece} player={player} />
      <SeekBar ms={ms} lengthMs={lengthMs} markers={markers} cuts={cuts} onSeek={player.seek} />
      <div className={styles['controls']}>
        <Button className={styles['play']} disabled={pieces.length === 0} onClick={player.toggle}>
          {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <p className={styles['time']}>
          <span className={styles['now']}>{formatPlace(ms, lengthMs)}</span> / {formatPlace(lengthMs, lengthMs)}
        </p>
        <label className={styles['speed']}>
          Speed{' '}
          <select value={rate} onChange={(event) => player.setRate(Number(event.target.value))}>
            {rates.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </select>
        </label>
        {pieces[piece]?.mime.startsWith('video/') === true && <WholeScreen of={group} />}
        <p className={styles['keys']}>Space plays · ← → 5 s, with Shift 30 s · , . from marker to marker</p>
      </div>
      <p className={styles['words']} role="status">
        {isLoading && pieces.length === 0 && state.is === 'here' && 'Reading the sound…'}
        {isWaiting && 'Reading on…'}
      </p>
      {state.is !== 'here' &&
        (state.share === null ? (
          <p className={styles['words']}>{state.words}</p>
        ) : (
          <Progress label={state.words} done={state.share} total={1} />
        ))}
      {(fault ?? kept.fault?.message) !== undefined && (
        <p className={styles['words']} role="alert">
          <Mark tone="over">{fault ?? kept.fault?.message}</Mark>
        </p>
      )}
    </div>
  );
}
