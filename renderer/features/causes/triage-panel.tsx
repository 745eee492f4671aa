import { useEffect, useRef, useState } from 'react';
import {
  canvases,
  techniqueOf,
  techniqueTitles,
  type Canvas,
  type Technique,
  type TriageAnswers,
} from '../../../shared/domain/cause/triage.ts';
import { sendAt } from '../../state/room-send.ts';
import { useFault } from '../../state/room-store.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Key } from '../../ui/key.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { openCanvas } from './open-canvas.ts';
import styles from './findings.module.css';

const questions: readonly { readonly name: keyof TriageAnswers; readonly text: string }[] = [
  { name: 'directEvidence', text: 'Does evidence show directly what happened?' },
  { name: 'recurring', text: 'Has it come up before?' },
  { name: 'severalComponents', text: 'Did several components take part?' },
];

/** What the answers ask for, as it is told to the room. */
const verdicts: { readonly [T in Technique]: string } = {
  none: 'The evidence shows it: state the causes, no drawing is needed.',
  'five-whys': 'One chain to follow down: 5 Whys.',
  fishbone: 'Several components took part: Fishbone.',
};

const panel = '[data-triage]';

/** The three questions that come before a canvas (M4.1), then what they ask for. Nothing for reviews of before them. */
export function TriagePanel({ room }: { readonly room: RoomView }) {
  const { governance, triage } = room.review;
  const [again, setAgain] = useState(false);
  const box = useRef<HTMLElement>(null);
  const isAsking = triage.answers === null || again;
  const intoPanel = () =>
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('button:not(:disabled)')?.focus());
  useKeys(
    governance.causes === undefined
      ? []
      : [
          {
            key: 't',
            label: triage.answers === null ? 'three questions' : 'answer the three questions again',
            run: () => {
              if (triage.answers !== null) setAgain(true);
              intoPanel();
            },
          },
        ],
  );
  if (governance.causes === undefined) return null;
  return (
    <section className={styles['part']} aria-label="Which canvas" data-triage ref={box}>
      {isAsking || triage.answers === null ? (
        <Questions
          room={room}
          canLeave={triage.answers !== null}
          onDone={() => {
            setAgain(false);
            intoPanel();
          }}
        />
      ) : (
        <VerdictLine room={room} answers={triage.answers} onAgain={() => setAgain(true)} />
      )}
    </section>
  );
}

type QuestionsProps = { readonly room: RoomView; readonly canLeave: boolean; readonly onDone: () => void };

function Questions({ room, canLeave, onDone }: QuestionsProps) {
  const [said, setSaid] = useState<readonly boolean[]>([]);
  const fault = useFault('triage');
  const list = useRef<HTMLOListElement>(null);
  const at = said.length;
  useEffect(() => {
    // The next question takes the focus from the one that was answered, and from nothing else.
    if (at > 0) list.current?.querySelector('button')?.focus();
  }, [at]);
  const answer = async (yes: boolean): Promise<void> => {
    const given = [...said, yes];
    const [directEvidence, recurring, severalComponents] = given;
    if (directEvidence === undefined || recurring === undefined || severalComponents === undefined)
      return setSaid(given);
    const command = { type: 'causes.triage' as const, directEvidence, recurring, severalComponents };
    if (await sendAt(room.id, 'triage', command)) onDone();
  };
  useKeys([
    // Silent: outside of the panel these keys are the room's own, and stand in its list as that.
    { key: 'y', within: panel, silent: true, label: 'yes', run: () => void answer(true) },
    { key: 'n', within: panel, silent: true, label: 'no', run: () => void answer(false) },
    {
      key: 'Backspace',
      within: panel,
      silent: true,
      label: 'the question before',
      run: () => setSaid(said.slice(0, -1)),
    },
    ...(canLeave
      ? [{ key: 'Escape', within: panel, silent: true, label: 'leave the answers as they are', run: onDone }]
      : []),
  ]);
  return (
    <>
      <p className={styles['line']}>
        <span className={styles['eyebrow']}>Before the first cause</span>
        <span className={styles['quiet']}>
          <Key>T</Key> then <Key>Y</Key> or <Key>N</Key>
        </span>
      </p>
      <ol className={styles['questions']} ref={list}>
        {questions.map(({ name, text }, index) => (
          <li
            key={name}
            className={styles['question']}
            {...(index === at && { 'data-now': '' })}
            {...(index > at && { 'data-later': '' })}
          >
            <span id={`triage-${name}`}>{text}</span>
            {index === at ? (
              <span className={styles['buttons']} role="group" aria-labelledby={`triage-${name}`}>
                <Button onClick={() => void answer(true)}>
                  <Key>Y</Key> Yes
                </Button>
                <Button onClick={() => void answer(false)}>
                  <Key>N</Key> No
                </Button>
              </span>
            ) : (
              <span className={styles['answer']}>{index > at ? '' : said[index] === true ? 'Yes' : 'No'}</span>
            )}
          </li>
        ))}
      </ol>
      {fault !== undefined && <Refusal fault={fault} />}
    </>
  );
}

type VerdictProps = { readonly room: RoomView; readonly answers: TriageAnswers; readonly onAgain: () => void };

/** What the answers ask for, and the canvas by Enter. Once one is open, a line is enough. */
function VerdictLine({ room, answers, onAgain }: VerdictProps) {
  const { triage } = room.review;
  const technique = techniqueOf(answers);
  const open = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The last question is gone with its focus; nobody who types loses theirs.
    if (document.activeElement === document.body) open.current?.querySelector('button')?.focus();
  }, []);
  const again = (
    <Button kind="quiet" onClick={onAgain}>
      Answer again <Key>T</Key>
    </Button>
  );
  if (triage.canvas !== null) {
    const reason = triage.opened.findLast((each) => each.canvas === triage.canvas && each.reason !== null)?.reason;
    return (
      <p className={styles['line']}>
        <span className={styles['quiet']}>
          {triage.canvas === technique
            ? `${techniqueTitles[technique]}, as the answers ask for`
            : `${techniqueTitles[triage.canvas]}; the answers ask for ${techniqueTitles[technique]}`}
          {triage.canvas !== technique && reason !== undefined && reason !== null && `: “${reason}”`}
        </span>
        {again}
      </p>
    );
  }
  const asked: Canvas | null = technique === 'none' ? null : technique;
  const others = canvases.filter((canvas) => canvas !== asked);
  return (
    <>
      <p className={room.review.causes.length === 0 ? styles['verdict'] : styles['quiet']} role="status">
        {verdicts[technique]}
      </p>
      <div className={styles['buttons']} ref={open}>
        {asked !== null && (
          <Button kind="primary" onClick={() => openCanvas(room, asked)}>
            Open {techniqueTitles[asked]} <Key>Enter</Key>
          </Button>
        )}
        {others.map((canvas) => (
          <Button key={canvas} kind="quiet" onClick={() => openCanvas(room, canvas)}>
            {techniqueTitles[canvas]} all the same, with a reason
          </Button>
        ))}
        {again}
      </div>
    </>
  );
}
