import { useEffect, useRef, useState } from 'react';
import {
  courierProgressSchema,
  type CourierItemAnswer,
  type CourierLookAnswer,
  type CourierProgress,
} from '../../../shared/contract/courier-procedures.ts';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { call } from '../../host/client.ts';
import { followStream } from '../../host/follow-stream.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { countOf, formatBytes } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Progress } from '../../ui/progress.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Figure, Short, Table } from '../../ui/table.tsx';
import { relationText, takenText } from './courier-words.ts';
import styles from './sources.module.css';

type Stage =
  | { readonly name: 'looking' }
  | { readonly name: 'looked'; readonly look: CourierLookAnswer }
  | { readonly name: 'taking'; readonly look: CourierLookAnswer; readonly done: number; readonly item: string }
  | { readonly name: 'taken'; readonly reports: readonly CourierItemAnswer[]; readonly refused: number }
  | { readonly name: 'failed'; readonly fault: CallFault };

type Props = { readonly ticket: string; readonly onTold: () => void; readonly onDone: () => void };

/** A zip that was dropped: whose bundle it is, what it would bring, and what became of each item. */
export function CourierBundle({ ticket, onTold, onDone }: Props) {
  const [stage, setStage] = useState<Stage>({ name: 'looking' });
  const stop = useRef(new AbortController());
  useEffect(() => {
    let here = true;
    void call('courier.look', { ticket }).then((answer) => {
      if (!here) return;
      setStage(answer.ok ? { name: 'looked', look: answer.value } : { name: 'failed', fault: answer.error });
    });
    const abort = stop.current;
    return () => {
      here = false;
      abort.abort();
    };
  }, [ticket]);
  const trust = async () => {
    const answer = await call('courier.trust', { ticket });
    setStage(answer.ok ? { name: 'looked', look: answer.value } : { name: 'failed', fault: answer.error });
  };
  const take = async (look: CourierLookAnswer) => {
    stop.current = new AbortController();
    setStage({ name: 'taking', look, done: 0, item: '' });
    const onEvent = (event: CourierProgress) => {
      if (event.state === 'taking') setStage({ name: 'taking', look, done: event.done, item: event.item.name });
      else if (event.state === 'done') {
        setStage({ name: 'taken', reports: event.reports, refused: event.refused });
        onTold();
      } else setStage({ name: 'failed', fault: event.error });
    };
    const answer = await followStream('courier.take', { ticket }, courierProgressSchema, stop.current.signal, onEvent);
    if (!answer.ok) setStage({ name: 'failed', fault: answer.error });
  };
  if (stage.name === 'looking') return <Loading what="the bundle" />;
  return (
    <div className={styles['work']}>
      {stage.name === 'looked' && <Looked look={stage.look} onTrust={trust} onTake={take} onDone={onDone} />}
      {stage.name === 'taking' && (
        <>
          <Progress
            label={`Taking in ${stage.item}`}
            done={stage.done}
            total={stage.look.items}
            detail={`${stage.done} of ${stage.look.items} ·`}
          />
          <Button onClick={() => stop.current.abort()}>Stop here</Button>
        </>
      )}
      {stage.name === 'taken' && <Taken reports={stage.reports} refused={stage.refused} onDone={onDone} />}
      {stage.name === 'failed' && (
        <>
          <Refusal fault={stage.fault} />
          <Button kind="primary" onClick={onDone}>
            Put it away
          </Button>
        </>
      )}
    </div>
  );
}

type LookedProps = {
  readonly look: CourierLookAnswer;
  readonly onTrust: () => Promise<void>;
  readonly onTake: (look: CourierLookAnswer) => Promise<void>;
  readonly onDone: () => void;
};

function Looked({ look, onTrust, onTake, onDone }: LookedProps) {
  const zone = useWorkspace()?.zone ?? 'UTC';
  const { tone, text } = relationText(look);
  const { origin, words, isTrusted, isOwn, createdAt, items, bytes, absent, leftOut, failed } = look;
  return (
    <>
      <p>
        A bundle of {countOf(items, 'file')}, {formatBytes(bytes)}, packed {formatDayTime(Date.parse(createdAt), zone)}{' '}
        by <span className={styles['mono']}>{origin}</span>.
      </p>
      <p>
        <Mark tone={tone}>{text}</Mark>
      </p>
      {absent > 0 && <Mark tone="warn">{countOf(absent, 'raw file')} of it were no longer at its origin.</Mark>}
      {leftOut > 0 && <p className={styles['small']}>{countOf(leftOut, 'file')} of these lines were not asked for.</p>}
      {failed.slice(0, 20).map(({ source, since, message }) => (
        <p key={source}>
          <Mark tone="over">
            {source} did not answer there{since === null ? '' : `, missing since ${formatDayTime(since, zone)}`}
          </Mark>
          <span className={styles['under']}>{message}</span>
        </p>
      ))}
      {!isTrusted && !isOwn && (
        <div className={styles['words']}>
          <p>Its sender must read out the same eight words. Only then take it.</p>
          <p className={styles['mono']}>{words.join(' ')}</p>
        </div>
      )}
      {isOwn && <p>This bundle was packed in this workspace; all of it is here.</p>}
      <div className={styles['choices']}>
        {!isTrusted && !isOwn && (
          <Button kind="primary" onClick={() => void onTrust()}>
            The words are the same: trust this origin
          </Button>
        )}
        {isTrusted && !isOwn && look.relation.kind !== 'fork' && (
          <Button kind="primary" onClick={() => void onTake(look)}>
            Take the bundle in
          </Button>
        )}
        <Button onClick={onDone}>Put it away</Button>
      </div>
    </>
  );
}

const columns = [
  { name: 'file' },
  { name: 'read as' },
  { name: 'came to' },
  { name: 'new', numeric: true },
  { name: 'known before', numeric: true },
  { name: 'quarantine', numeric: true },
];
const tones = { taken: 'calm', known: 'plain', refused: 'over' } as const;
const pageSize = 40;

type TakenProps = {
  readonly reports: readonly CourierItemAnswer[];
  readonly refused: number;
  readonly onDone: () => void;
};

function Taken({ reports, refused, onDone }: TakenProps) {
  const [shown, setShown] = useState(pageSize);
  const sorted = reports.toSorted((a, b) => Number(b.outcome === 'refused') - Number(a.outcome === 'refused'));
  return (
    <div role="status" className={styles['work']}>
      <p>
        <Mark tone={refused > 0 ? 'over' : 'calm'}>{takenText(reports.length - refused, refused)}</Mark>
      </p>
      <Table caption="What became of each file of the bundle" columns={columns}>
        {sorted.slice(0, shown).map((report) => (
          <tr key={`${report.sha256} ${report.seq}`}>
            <td className={styles['named']}>
              {report.name}
              {report.note !== '' && <span className={styles['under']}>{report.note}</span>}
            </td>
            <td>{report.format}</td>
            <Short>
              <Mark tone={tones[report.outcome]}>{report.outcome}</Mark>
            </Short>
            <Figure>{report.accepted.toLocaleString('en-GB')}</Figure>
            <Figure>{report.unchanged.toLocaleString('en-GB')}</Figure>
            <Figure>{report.quarantined.toLocaleString('en-GB')}</Figure>
          </tr>
        ))}
      </Table>
      <div className={styles['choices']}>
        {sorted.length > shown && (
          <Button onClick={() => setShown(shown + pageSize)}>{sorted.length - shown} more</Button>
        )}
        <Button kind="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
