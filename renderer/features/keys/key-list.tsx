import { useState } from 'react';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { KeyEndDialog, type KeyEnd } from './key-end-dialog.tsx';
import { keyStateText } from './key-words-text.ts';
import { printRecovery } from './print-recovery.ts';
import type { RosterKey, RosterStatus } from './use-roster.ts';
import styles from './keys.module.css';

type Props = { readonly workspace: Workspace; readonly status: RosterStatus; readonly onChanged: () => void };
type Chosen = { readonly key: RosterKey; readonly end: KeyEnd };

/** Every key with whose it is, its eight words, and from when to when it counts. */
export function KeyList({ workspace, status, onChanged }: Props) {
  const now = useNow();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <>
      <ul className={styles['keys']}>
        {status.keys.map((key) => (
          <li key={key.fingerprint} className={styles['key']}>
            <KeyLine
              keyOf={key}
              workspace={workspace}
              now={now}
              isRosterThere={status.published !== null}
              onEnd={(end) => setChosen({ key, end })}
            />
          </li>
        ))}
      </ul>
      {chosen !== null && (
        <KeyEndDialog
          rosterKey={chosen.key}
          end={chosen.end}
          workspace={workspace}
          onClose={() => setChosen(null)}
          onDone={() => {
            setChosen(null);
            onChanged();
          }}
        />
      )}
    </>
  );
}

type LineProps = {
  readonly keyOf: RosterKey;
  readonly workspace: Workspace;
  readonly now: number;
  readonly isRosterThere: boolean;
  readonly onEnd: (end: KeyEnd) => void;
};

function KeyLine({ keyOf: key, workspace, now, isRosterThere, onEnd }: LineProps) {
  const { tone, text } = keyStateText(key, now);
  const member = findMember(workspace, key.member);
  const name = member?.display ?? key.member;
  const until = key.validUntil === null ? 'no end set' : `until ${formatDayTime(key.validUntil, workspace.zone)}`;
  return (
    <>
      <div>
        <p>
          <bdi>{name}</bdi> <span className={styles['small']}>{key.member}</span>
        </p>
        <p>
          <Mark tone={tone}>{text}</Mark>
          <span className={styles['small']}>
            {' '}
            {key.revokedAt === null
              ? until
              : `from ${formatDayTime(key.revokedAt, workspace.zone)}: ${key.revokedFor ?? ''}`}
          </span>
        </p>
        <p className={styles['small']}>
          since {formatDayTime(key.validFrom, workspace.zone)}
          {isRosterThere && (key.published ? ' · in the roster in force' : ' · not in the roster in force')} ·{' '}
          {key.here ? 'kept on this machine' : 'kept elsewhere'}
        </p>
      </div>
      <div className={styles['words']}>
        <p>{key.words.slice(0, 4).join(' ')}</p>
        <p>{key.words.slice(4).join(' ')}</p>
        <p className={styles['fingerprint']}>{key.fingerprint}</p>
      </div>
      <div className={styles['moves']}>
        {key.here && <RecoverySheet member={key.member} name={name} />}
        {key.standing !== 'revoked' && (
          <>
            <Button kind="quiet" onClick={() => onEnd('window')} aria-label={`Set the dates of ${name}’s key`}>
              Dates
            </Button>
            <Button kind="quiet" onClick={() => onEnd('revoke')} aria-label={`Revoke ${name}’s key`}>
              Revoke
            </Button>
          </>
        )}
      </div>
    </>
  );
}

function RecoverySheet({ member, name }: { readonly member: string; readonly name: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const print = async () => {
    setSaid('Writing it…');
    const fault = await printRecovery(member);
    setSaid(fault?.message ?? null);
  };
  return (
    <>
      <Button kind="quiet" onClick={() => void print()} aria-label={`Recovery sheet of ${name}`}>
        Recovery sheet
      </Button>
      {said !== null && (
        <p className={styles['small']} role="status">
          {said}
        </p>
      )}
    </>
  );
}
