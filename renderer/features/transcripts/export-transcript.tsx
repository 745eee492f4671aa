import { useRef, useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { transcriptFormats, type TranscriptFormat } from '../../../shared/contract/transcript-export-procedures.ts';
import { meetingTimeText } from '../../../shared/meeting/clock-text.ts';
import { textExports, timedExports } from '../../../shared/projections/transcript-export.ts';
import { call } from '../../host/client.ts';
import { downloadBase64 } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format-number.ts';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useDigitKey } from '../../ui/use-digit-key.ts';
import styles from './export-transcript.module.css';

type Leftovers = Output<'transcript.leftovers'>;
type Doing =
  | { readonly state: 'idle' }
  | { readonly state: 'writing' }
  | { readonly state: 'written'; readonly name: string; readonly bytes: number }
  | { readonly state: 'refused'; readonly fault: CallFault };

const nameOf = (format: TranscriptFormat): string => (format === 'docx' ? 'Word document' : textExports[format].name);

/** Takes a transcript away as a file: as it is, or with nobody named. A digit writes a format. */
export function ExportTranscript({
  transcript,
  isTimed,
  onClose,
}: {
  readonly transcript: string;
  /** Whether it says when its words were said. */
  readonly isTimed: boolean;
  readonly onClose: () => void;
}) {
  const [isAnonymous, setAnonymous] = useState(false);
  const [leftovers, setLeftovers] = useState<Leftovers>();
  const [isConfirmed, setConfirmed] = useState(false);
  const [doing, setDoing] = useState<Doing>({ state: 'idle' });
  const busy = useRef(false);
  const isOwing = isAnonymous && (leftovers === undefined || (leftovers.total > 0 && !isConfirmed));

  const look = async () => {
    setLeftovers(undefined);
    setConfirmed(false);
    const answer = await call('transcript.leftovers', { transcript });
    if (answer.ok) setLeftovers(answer.value);
    else setDoing({ state: 'refused', fault: answer.error });
  };
  const choose = (anonymous: boolean) => {
    setAnonymous(anonymous);
    setDoing({ state: 'idle' });
    if (anonymous) void look();
  };
  const isWritable = (format: TranscriptFormat): boolean => !isOwing && (isTimed || !timedExports.includes(format));
  const write = async (format: TranscriptFormat) => {
    if (busy.current || !isWritable(format)) return;
    busy.current = true;
    setDoing({ state: 'writing' });
    const confirmed = isAnonymous ? (leftovers?.key ?? null) : null;
    const answer = await call('transcript.export', { transcript, format, anonymous: isAnonymous, confirmed });
    busy.current = false;
    if (!answer.ok) {
      setDoing({ state: 'refused', fault: answer.error });
      // Somebody edited meanwhile: what is left is another thing to look at.
      if (answer.error.code === 'leftovers') void look();
      return;
    }
    const { name, base64, type, bytes } = answer.value;
    downloadBase64(name, base64, type);
    setDoing({ state: 'written', name, bytes });
  };
  useDigitKey(transcriptFormats.length, (index) => {
    const format = transcriptFormats[index];
    if (format !== undefined) void write(format);
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="The transcript as a file"
      description="A digit writes one. No file has sound."
    >
      <fieldset className={styles['names']}>
        <legend>Names</legend>
        <label>
          <input type="radio" name="names" checked={!isAnonymous} onChange={() => choose(false)} /> as they are
        </label>
        <label>
          <input type="radio" name="names" checked={isAnonymous} onChange={() => choose(true)} /> replaced: everybody of
          the roster and every speaker becomes Person A, Person B
        </label>
      </fieldset>
      {isAnonymous && (
        <Left leftovers={leftovers} isConfirmed={isConfirmed} onConfirm={(confirmed) => setConfirmed(confirmed)} />
      )}
      <ol className={styles['formats']}>
        {transcriptFormats.map((format, index) => (
          <li key={format}>
            <Button kind="quiet" disabled={!isWritable(format)} onClick={() => void write(format)}>
              <Key>{index + 1}</Key> <span>{nameOf(format)}</span>
            </Button>
          </li>
        ))}
      </ol>
      {!isTimed && <p>This transcript says no times, so it cannot be written in a format that needs them.</p>}
      <p className={styles['status']} role="status">
        {doing.state === 'writing' && 'Writing.'}
        {doing.state === 'written' && `${doing.name} is written, ${formatBytes(doing.bytes)}.`}
      </p>
      {doing.state === 'refused' && <Refusal fault={doing.fault} />}
      <DialogFoot>
        <Button onClick={onClose}>Close</Button>
      </DialogFoot>
    </Dialog>
  );
}

type LeftProps = {
  readonly leftovers: Leftovers | undefined;
  readonly isConfirmed: boolean;
  readonly onConfirm: (isConfirmed: boolean) => void;
};

/** What may still tell who is meant, place by place, and the person's word that they looked. */
function Left({ leftovers, isConfirmed, onConfirm }: LeftProps) {
  if (leftovers === undefined) return <p role="status">Looking for what may still tell who is meant.</p>;
  const { replaced, total, leftovers: places } = leftovers;
  const done = `Every speaker is replaced, and ${replaced === 1 ? 'one place' : `${replaced} places`} in what was said.`;
  if (total === 0) return <p>{done} Nothing else was found that tells who is meant.</p>;
  return (
    <section className={styles['left']} aria-label="What is left">
      <p>
        {done} {total === 1 ? 'One place' : `${total} places`} may still tell who is meant
        {total > places.length ? `, of which the first ${places.length} are shown` : ''}:
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that the keyboard can scroll it */}
      <ul tabIndex={0} aria-label="Places">
        {places.map(({ word, why, startMs, text }, at) => (
          <li key={at}>
            <span className={styles['time']}>{startMs === null ? 'title' : meetingTimeText(startMs)}</span>
            <span>
              <strong dir="auto">{word}</strong>, {why}
              <span className={styles['quote']} dir="auto">
                {text}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <label>
        <input type="checkbox" checked={isConfirmed} onChange={(event) => onConfirm(event.target.checked)} /> I looked
        at
        {total === 1 ? ' it' : ' them'}; it may leave like this
      </label>
    </section>
  );
}
