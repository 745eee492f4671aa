import { useEffect, useRef, useState } from 'react';
import type { Locator } from '../../shared/domain/claim/claim.ts';
import { evidenceCandidates, moveWindow, type Candidate } from '../../shared/meeting/evidence-candidates.ts';
import { timeInZone } from '../../shared/meeting/said-time.ts';
import { newId } from '../state/commands.ts';
import { sendAt } from '../state/room-send.ts';
import { changeRoom, setFault, useFault, type Picking } from '../state/room-store.ts';
import type { RoomView } from '../state/room-view.ts';
import { Key } from '../ui/key.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { SeriesDialog } from './series-view/series-dialog.tsx';
import { WindowChart } from './window-chart.tsx';
import styles from './evidence-picker.module.css';

type Props = { readonly room: RoomView; readonly picking: Picking; readonly title: string; readonly at: number | null };

/** The package as a list to attach from. All by keys: the list moves, a metric's window widens, Enter attaches. */
export function EvidencePicker({ room, picking, title, at }: Props) {
  const [index, setIndex] = useState(0);
  const [windows, setWindows] = useState<{ readonly [key: string]: { from: number; to: number } }>({});
  const [bearing, setBearing] = useState<'supports' | 'contradicts'>('supports');
  const [words, setWords] = useState<string | null>(null);
  const [isCloser, setIsCloser] = useState(false);
  const fault = useFault('evidence');
  const list = useRef<HTMLDivElement>(null);
  const { zone } = room.review;
  const candidates = room.content === null ? [] : evidenceCandidates(room.content, room.rows, zone, at);
  const current = candidates[Math.min(index, candidates.length - 1)];
  const close = () => changeRoom(room.id, { picking: null });

  useEffect(() => {
    list.current?.focus();
    return () => setFault('evidence', null);
  }, []);
  useEffect(() => {
    document.getElementById(`piece-${index}`)?.scrollIntoView({ block: 'nearest' });
  }, [index]);

  const locate = ({ key, locator }: Candidate): Locator =>
    locator.type === 'metric-window' ? { ...locator, ...windows[key] } : locator;
  const attach = async (locator: Locator): Promise<void> => {
    const sent = await sendAt(room.id, 'evidence', {
      type: 'evidence.attach',
      id: newId(),
      target: picking,
      locator,
      bearing,
    });
    if (sent) close();
  };
  const move = (edge: 'from' | 'to', minutes: number) => {
    const located = current && locate(current);
    if (current === undefined || located?.type !== 'metric-window') return;
    setWindows({ ...windows, [current.key]: moveWindow(located, edge, minutes) });
  };
  const step = (by: number) => setIndex(Math.max(0, Math.min(candidates.length - 1, index + by)));

  const located = current && locate(current);
  const row =
    located?.type === 'metric-window' ? room.rows.series.find((each) => each.series === located.series) : undefined;

  useKeys(
    [
      { key: 'ArrowDown', label: 'next piece', run: () => step(1) },
      { key: 'ArrowUp', label: 'piece before', run: () => step(-1) },
      { key: 'Enter', label: 'attach', run: () => current && void attach(locate(current)) },
      { key: 'ArrowLeft', label: 'window begins 5 min earlier', run: () => move('from', -5) },
      { key: 'ArrowRight', label: 'window begins 5 min later', run: () => move('from', 5) },
      { key: 'ArrowLeft', shift: true, label: 'window ends 5 min earlier', run: () => move('to', -5) },
      { key: 'ArrowRight', shift: true, label: 'window ends 5 min later', run: () => move('to', 5) },
      {
        key: 'c',
        label: 'supports or contradicts',
        run: () => setBearing(bearing === 'supports' ? 'contradicts' : 'supports'),
      },
      { key: 'o', label: 'look closer at the series', run: () => setIsCloser(row !== undefined) },
      { key: 't', label: 'somebody’s testimony', run: () => setWords(words ?? '') },
      { key: 'Escape', label: 'back', run: close },
    ],
    2,
  );

  return (
    <section className={styles['picker']} aria-label={`Evidence for ${title}`}>
      <header className={styles['head']}>
        <h2 className={styles['eyebrow']}>Evidence that {bearing}</h2>
        <Key does="back">Esc</Key>
      </header>
      <p className={styles['target']}>{title}</p>
      {fault !== undefined && <Refusal fault={fault} />}
      {words !== null && (
        <input
          className={styles['words']}
          autoFocus
          aria-label="Who saw what, in their words; a code, no name"
          placeholder="What was seen, in their words. Enter attaches it"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              setWords(null);
              list.current?.focus();
            } else if (event.key === 'Enter' && words.trim() !== '') void attach({ type: 'testimony', words });
            else return;
            event.preventDefault();
          }}
        />
      )}
      {candidates.length === 0 && (
        <p className={styles['none']}>The package holds nothing to attach. Press T for testimony.</p>
      )}
      <div
        className={styles['list']}
        role="listbox"
        tabIndex={0}
        ref={list}
        aria-label="What the package holds"
        aria-activedescendant={current === undefined ? undefined : `piece-${index}`}
      >
        {candidates.map((candidate, place) => (
          <Piece
            key={candidate.key}
            id={`piece-${place}`}
            candidate={candidate}
            zone={zone}
            locator={locate(candidate)}
            selected={candidate === current}
            first={candidates[place - 1]?.group !== candidate.group}
            onChoose={() => (candidate === current ? void attach(locate(candidate)) : setIndex(place))}
          />
        ))}
      </div>
      {located?.type === 'metric-window' && (
        <WindowChart
          series={located.series}
          from={located.from}
          to={located.to}
          zone={zone}
          unit={row?.unit ?? ''}
          usual={null}
          marks={[]}
          caption={`${timeInZone(located.from, zone)} to ${timeInZone(located.to, zone)}`}
          room={false}
        />
      )}
      <p className={styles['keys']}>
        <Key does="attach">Enter</Key>
        <Key does="from">← →</Key>
        <Key does="to">Shift ← →</Key>
        <Key does={bearing === 'supports' ? 'contradicts' : 'supports'}>C</Key>
        <Key does="closer">O</Key>
        <Key does="testimony">T</Key>
      </p>
      {isCloser &&
        current !== undefined &&
        located?.type === 'metric-window' &&
        row !== undefined &&
        room.content !== null && (
          <SeriesDialog
            row={row}
            zone={zone}
            whole={room.content.window}
            chosen={located}
            onChoose={(span) => setWindows({ ...windows, [current.key]: span })}
            onTake={(span) => void attach({ ...located, ...span })}
            onClose={() => setIsCloser(false)}
          />
        )}
    </section>
  );
}

type PieceProps = {
  readonly id: string;
  readonly candidate: Candidate;
  readonly locator: Locator;
  readonly zone: string;
  readonly selected: boolean;
  readonly first: boolean;
  readonly onChoose: () => void;
};

function Piece({ id, candidate, locator, zone, selected, first, onChoose }: PieceProps) {
  const window =
    locator.type === 'metric-window' ? `${timeInZone(locator.from, zone)}–${timeInZone(locator.to, zone)}` : '';
  return (
    // The listbox holds the focus; its keys are in useKeys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div id={id} role="option" tabIndex={-1} aria-selected={selected} className={styles['piece']} onClick={onChoose}>
      {first && <span className={styles['group']}>{candidate.group}</span>}
      <span className={styles['title']}>{candidate.title}</span>
      <span className={styles['detail']}>{[window, candidate.detail].filter(Boolean).join(' · ')}</span>
    </div>
  );
}
