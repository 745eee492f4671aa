import { useEffect, useRef, useState } from 'react';
import type { Locator } from '../../shared/domain/claim/claim.ts';
import { moveWindow, type Candidate } from '../../shared/meeting/evidence-candidates.ts';
import { fileLocator } from '../state/attach-file.ts';
import { newId } from '../state/commands.ts';
import { useEvidenceOffer } from '../state/evidence-offer.ts';
import { sendAt } from '../state/room-send.ts';
import { changeRoom, setFault, useFault, type Picking } from '../state/room-store.ts';
import type { RoomView } from '../state/room-view.ts';
import { Key } from '../ui/key.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { NarrowField, TestimonyField } from './evidence-fields.tsx';
import { EvidenceFoot, type FileChooser } from './evidence-foot.tsx';
import { EvidenceOptions, optionId } from './evidence-options.tsx';
import { EvidencePreview } from './evidence-preview.tsx';
import { likeliestOf, listEvidence, orderEvidence } from './listed-evidence.ts';
import { SeriesDialog } from './series-view/series-dialog.tsx';
import styles from './evidence-picker.module.css';

type Props = { readonly room: RoomView; readonly picking: Picking; readonly title: string; readonly at: number | null };

/** All that can be attached, as a list. All by keys: it moves and narrows, a metric's window widens, Enter attaches. */
export function EvidencePicker({ room, picking, title, at }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [windows, setWindows] = useState<{ readonly [key: string]: { from: number; to: number } }>({});
  const [bearing, setBearing] = useState<'supports' | 'contradicts'>('supports');
  const [words, setWords] = useState<string | null>(null);
  const [isCloser, setIsCloser] = useState(false);
  const fault = useFault('evidence');
  const list = useRef<HTMLDivElement>(null);
  const narrow = useRef<HTMLInputElement>(null);
  const chooser = useRef<FileChooser>(null);
  const { zone } = room.review;
  const { candidates, ranked, pairOf } = useEvidenceOffer(room, { text: title, at });
  const ordered = orderEvidence(candidates, ranked, typed);
  const current = ordered.find(({ key }) => key === chosen) ?? ordered[0];
  const listed = listEvidence(ordered, likeliestOf(candidates, ranked), current);
  const close = () => changeRoom(room.id, { picking: null });
  const toList = () => list.current?.focus();

  useEffect(() => {
    const before = document.activeElement;
    list.current?.focus();
    return () => {
      setFault('evidence', null);
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    document.getElementById(optionId(listed.place))?.scrollIntoView({ block: 'nearest' });
  }, [listed.place]);

  const locate = ({ key, locator }: Candidate): Candidate['locator'] =>
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
  const attachFile = async (file: File): Promise<void> => {
    const locator = await fileLocator(file);
    if (locator !== null) await attach(locator);
  };
  const move = (edge: 'from' | 'to', minutes: number) => {
    const from = current && locate(current);
    if (current === undefined || from?.type !== 'metric-window') return;
    setWindows({ ...windows, [current.key]: moveWindow(from, edge, minutes) });
  };
  const step = (by: number) =>
    setChosen(ordered[Math.max(0, Math.min(ordered.length - 1, listed.place + by))]?.key ?? null);
  const narrowTo = (text: string) => {
    setTyped(text);
    setChosen(null);
  };
  const take = () => current && void attach(locate(current));

  const located = current && locate(current);
  const row =
    located?.type === 'metric-window' ? room.rows.series.find((each) => each.series === located.series) : undefined;
  const cause = room.review.causes.find((each) => picking.kind === 'cause' && each.id === picking.id);

  useKeys(
    [
      { key: 'ArrowDown', label: 'next piece', run: () => step(1) },
      { key: 'ArrowUp', label: 'piece before', run: () => step(-1) },
      { key: 'Enter', label: 'attach', run: take },
      { key: '/', label: 'narrow the list by typing', run: () => narrow.current?.focus() },
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
      { key: 'f', label: 'a file', run: () => chooser.current?.open() },
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
      <p className={styles['target']} dir="auto">
        {title}
      </p>
      {fault !== undefined && <Refusal fault={fault} />}
      {words !== null && (
        <TestimonyField
          words={words}
          onWords={(said) => {
            setWords(said);
            if (said === null) toList();
          }}
          onAttach={(said) => void attach({ type: 'testimony', words: said })}
        />
      )}
      {candidates.length > 0 && (
        <NarrowField
          field={narrow}
          typed={typed}
          of={candidates.length}
          place={listed.place}
          onTyped={narrowTo}
          onStep={step}
          onTake={take}
          onLeave={() => {
            narrowTo('');
            toList();
          }}
        />
      )}
      {ordered.length === 0 && (
        <p className={styles['none']}>
          {candidates.length === 0
            ? 'There is nothing to attach from the package. Press F for a file, T for testimony.'
            : 'Nothing has these words. Esc shows all.'}
        </p>
      )}
      <EvidenceOptions
        listed={listed}
        current={current}
        zone={zone}
        list={list}
        locate={locate}
        onChoose={(candidate) => (candidate === current ? void attach(locate(candidate)) : setChosen(candidate.key))}
      />
      {located !== undefined && (
        <EvidencePreview
          locator={located}
          zone={zone}
          unit={row?.unit ?? ''}
          pair={pairOf(located)}
          named={cause?.classification?.key ?? title}
        />
      )}
      <EvidenceFoot
        bearing={bearing}
        isWindow={located?.type === 'metric-window'}
        hasMoments={candidates.some(({ locator }) => locator.type === 'moment')}
        chooser={chooser}
        onFile={(file) => void attachFile(file)}
      />
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
