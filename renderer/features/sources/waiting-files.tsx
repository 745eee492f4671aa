import type { SavedMapping } from '../../../shared/domain/workspace/sources.ts';
import { dropAllFiles, dropFile } from '../../state/dropped-files.ts';
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

/** Files that wait: one decision each, or all at once that are recognised. */
export function WaitingFiles({ files, saved }: Props) {
  const { state, start, cancel } = useTakeAll(saved);
  const [first, ...others] = files;
  if (state?.isRunning === true)
    return (
      <Section title="Taking files in" note={countOf(state.of, 'file')}>
        <div className={styles['work']}>
          <Progress
            label={state.name}
            done={state.done}
            total={state.of}
            detail={`${state.done} of ${state.of} · ${countOf(state.rows, 'row')} ·`}
          />
          <Button onClick={cancel}>Stop here</Button>
        </div>
      </Section>
    );
  return (
    <>
      {state !== null && <Ended state={state} />}
      {first !== undefined && others.length > 0 && (
        <Section title="Waiting" note={countOf(files.length, 'file')}>
          <p className={styles['names']}>
            {files
              .slice(0, fewNames)
              .map(({ name }) => name)
              .join(', ')}
            {files.length > fewNames && ` and ${files.length - fewNames} more`}
          </p>
          <div className={styles['row']}>
            <Button onClick={() => void start(files)}>Take all that are recognised</Button>
            <Button kind="quiet" onClick={dropAllFiles}>
              Put all away
            </Button>
          </div>
        </Section>
      )}
      {first !== undefined && (
        <TakeIn
          key={`${first.name}:${first.lastModified}:${files.length}`}
          file={first}
          onDone={() => dropFile(first)}
        />
      )}
    </>
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
