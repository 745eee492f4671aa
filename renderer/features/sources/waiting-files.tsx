import { useState } from 'react';
import type { SavedMapping } from '../../../shared/domain/workspace/sources.ts';
import { dropFile } from '../../state/dropped-files.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Progress } from '../../ui/progress.tsx';
import { TakeIn } from './take-in.tsx';
import { useTakeAll, type TakingAll } from './take-all.ts';
import styles from './sources.module.css';

type Props = { readonly files: readonly File[]; readonly saved: readonly SavedMapping[] };
const fewNames = 6;

/** Files that wait: one decision each, or all at once that are recognised. A report stays until it is put away. */
export function WaitingFiles({ files, saved }: Props) {
  const { state, start, cancel } = useTakeAll(saved);
  const [told, setTold] = useState<ReadonlySet<File>>(new Set());
  const open = files.filter((file) => !told.has(file));
  const isRunning = state?.isRunning === true;
  const [next] = isRunning ? [] : open;
  const shown = files.filter((file) => file === next || told.has(file));
  return (
    <>
      {state?.isRunning === true && <Taking state={state} onStop={cancel} />}
      {state?.isRunning === false && <Ended state={state} />}
      {!isRunning && open.length > 1 && <Waiting files={open} onTake={() => void start(open)} />}
      {shown.map((file) => (
        <TakeIn
          key={keyOf(file)}
          file={file}
          stop={state?.stops.get(file)}
          onTold={() => setTold((before) => new Set(before).add(file))}
          onDone={() => dropFile(file)}
        />
      ))}
    </>
  );
}

const keys = new WeakMap<File, number>();
let lastKey = 0;

/** Two files may have the same name and time: each is itself, whatever else is dropped beside it. */
function keyOf(file: File): number {
  const key = keys.get(file) ?? (lastKey += 1);
  keys.set(file, key);
  return key;
}

function Taking({ state, onStop }: { readonly state: TakingAll; readonly onStop: () => void }) {
  const { name, done, of, rows } = state;
  return (
    <Section title="Taking files in" note={countOf(of, 'file')}>
      <div className={styles['work']}>
        <Progress label={name} done={done} total={of} detail={`${done} of ${of} · ${countOf(rows, 'row')} ·`} />
        <Button onClick={onStop}>Stop here</Button>
      </div>
    </Section>
  );
}

function Waiting({ files, onTake }: { readonly files: readonly File[]; readonly onTake: () => void }) {
  const names = files.slice(0, fewNames).map(({ name }) => name);
  return (
    <Section title="Waiting" note={countOf(files.length, 'file')}>
      <p className={styles['names']}>
        {names.join(', ')}
        {files.length > fewNames && ` and ${files.length - fewNames} more`}
      </p>
      <div className={styles['row']}>
        <Button onClick={onTake}>Take all that are recognised</Button>
        <Button kind="quiet" onClick={() => files.forEach(dropFile)}>
          Put all away
        </Button>
      </div>
    </Section>
  );
}

function Ended({ state }: { readonly state: TakingAll }) {
  const { taken, rows, left, done, of } = state;
  const parts = [
    `${countOf(taken, 'file')} taken in`,
    countOf(rows, 'row'),
    ...(left > 0 ? [`${left} left to decide`] : []),
    ...(done < of ? [`${of - done} not looked at`] : []),
  ];
  return (
    <p className={styles['ended']} role="status">
      <Mark tone={left > 0 || done < of ? 'warn' : 'calm'}>{parts.join(' · ')}</Mark>
    </p>
  );
}
