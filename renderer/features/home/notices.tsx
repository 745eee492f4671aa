import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { call } from '../../host/client.ts';
import { useBoot, useBrokenHistories, type BrokenHistory } from '../../state/boot.ts';
import { acceptLoss } from '../../store/accept-loss.ts';
import { restoreMain } from '../../store/restore-main.ts';
import { useForks, useSyncState } from '../../store/sync-hooks.ts';
import type { LostStream } from '../../store/sync-state.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { countOf } from '../../ui/format-number.ts';
import { Progress } from '../../ui/progress.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './home.module.css';

/** What a person should hear of before anything else: what was found at opening, what was lost, who sits here. */
export function Notices({ workspace }: { readonly workspace: Workspace }) {
  const boot = useBoot();
  const sync = useSyncState();
  const forks = useForks();
  const broken = useBrokenHistories();
  const lost = sync.state === 'main-lost-data' ? sync.streams : [];
  return (
    <div className={styles['notices']}>
      {workspace.me === null && workspace.members.length > 0 && <SitDown workspace={workspace} />}
      {boot?.ok === false && <Refusal fault={boot.error} />}
      {boot?.ok === true &&
        boot.value.notes
          .filter((note) => note.code !== 'broken-history')
          .map((note) => (
            <div key={`${note.stream}:${note.code}`} className={styles['notice']} role="status">
              <p className={styles['noticeTitle']}>Found at opening, in {tellStream(note.stream)}</p>
              <p>{note.message}</p>
            </div>
          ))}
      {broken.map((each) => (
        <Broken key={each.stream} broken={each} isHere={lost.some((stream) => stream.stream === each.stream)} />
      ))}
      {sync.state === 'lost' && <Refusal fault={{ message: sync.message }} />}
      {sync.state === 'main-lost-data' && <LostData streams={sync.streams} />}
      {forks !== undefined && forks.length > 0 && <Forks forks={forks} />}
    </div>
  );
}

/** What happened to a history, what was kept, and what to do: by the window's own copy where there is one. */
function Broken({ broken, isHere }: { readonly broken: BrokenHistory; readonly isHere: boolean }) {
  const what = broken.stream === 'intake' ? 'line' : 'event';
  return (
    <div className={styles['notice']} role="alert">
      <p className={styles['noticeTitle']}>
        The history of {tellStream(broken.stream)} is broken at {what} {broken.event}
      </p>
      <p>{broken.message}</p>
      <p>
        {broken.event === 1 ? 'Nothing of it could be read.' : 'It was read up to there.'} The file is left as it is,
        nothing is added to it, and records that were put together before are kept.{' '}
        {isHere
          ? 'This window still keeps later lines: give them back below, or put the workspace’s folder back from a copy.'
          : 'Next: close Hotwash and put the workspace’s folder back from a copy made before.'}
      </p>
    </div>
  );
}

type Fork = NonNullable<ReturnType<typeof useForks>>[number];

function Forks({ forks }: { readonly forks: readonly Fork[] }) {
  const told = forks.map((fork) => `${countOf(fork.count, 'line')} of ${tellStream(fork.stream)}`);
  return (
    <div className={styles['notice']} role="status">
      <p className={styles['noticeTitle']}>This window kept another history than the one on disk</p>
      <p>
        {told.join(', ')} contradict what is on disk. They are kept aside in this window and nothing was overwritten;
        what you see is what is on disk.
      </p>
    </div>
  );
}

const tellStream = (stream: string): string =>
  stream === 'workspace' ? 'the workspace' : stream === 'intake' ? 'the intake' : `review ${stream}`;

/** Whose hand acts here. Everything said and decided is kept under this code. */
function SitDown({ workspace }: { readonly workspace: Workspace }) {
  const people = workspace.members.filter((member) => member.active);
  const [chosen, setChosen] = useState(people[0]?.id ?? '');
  const [fault, setFault] = useState<CallFault | null>(null);
  const sitDown = async () => {
    const member = memberIdSchema.safeParse(chosen);
    if (!member.success) return;
    const answer = await call('workspace.sit-down', { member: member.data });
    setFault(answer.ok ? null : answer.error);
  };
  return (
    <div className={`${styles['notice']} ${styles['sit']}`}>
      <form
        className={styles['line']}
        onSubmit={(event) => {
          event.preventDefault();
          void sitDown();
        }}
      >
        <SelectField label="You are" value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <MemberOptions members={workspace.members} />
        </SelectField>
        <Button kind="primary" type="submit">
          Sit down
        </Button>
      </form>
      <p>What you say and decide is kept under this code. Somebody else sits down by the roster below.</p>
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}

/** The log on disk has less than this window: the lines kept here can be given back. */
function LostData({ streams }: { readonly streams: readonly LostStream[] }) {
  const [done, setDone] = useState<number | null>(null);
  const [fault, setFault] = useState<{ message: string } | null>(null);
  const lines = streams.reduce((sum, each) => sum + each.here - each.there, 0);
  const restore = async () => {
    setFault(null);
    setDone(0);
    const answer = await restoreMain(streams, setDone);
    if (!answer.ok) setFault(answer.error);
    setDone(null);
  };
  return (
    <div className={styles['notice']} role="alert">
      <p className={styles['noticeTitle']}>The disk has lost what this window still keeps</p>
      <ul>
        {streams.map((each) => (
          <li key={each.stream}>
            {tellStream(each.stream)}: {each.here} lines here, {each.there} on disk
          </li>
        ))}
      </ul>
      <p>Each line is checked against its hash before it is written. Nothing here is deleted either way.</p>
      {done === null ? (
        <div>
          <Button kind="primary" onClick={() => void restore()}>
            Give {countOf(lines, 'line')} back to the disk
          </Button>{' '}
          <Button onClick={() => void acceptLoss(streams, Date.now())}>Go on without, and set them aside here</Button>
        </div>
      ) : (
        <Progress label="Giving lines back" done={done} total={lines} />
      )}
      {fault !== null && <Refusal fault={fault} />}
    </div>
  );
}
