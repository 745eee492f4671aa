import { useState } from 'react';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { DraftDialog } from './draft-dialog.tsx';
import { RosterDraftPanel } from './roster-draft-panel.tsx';
import type { RosterStatus } from './use-roster.ts';
import styles from './keys.module.css';

type Props = { readonly workspace: Workspace; readonly status: RosterStatus; readonly onChanged: () => void };

/** The roster in force, what it does not say yet, and the one next step: draft, signatures, publishing. */
export function RosterInForce({ workspace, status, onChanged }: Props) {
  const [isDrafting, setIsDrafting] = useState(false);
  const { published, draft, pending, keys } = status;
  const version = (published?.version ?? 0) + 1;
  return (
    <>
      <Section
        title="Roster in force"
        note={published === null ? undefined : formatDayTime(published.issuedAt, workspace.zone)}
      >
        <div className={styles['force']}>
          {published === null ? (
            <p>
              None was published yet. A roster lists who may sign as what, with which key and from when to when; its
              keepers sign it. With it an auditor can tell your keys from anybody’s; without it they must compare each
              key with you.
            </p>
          ) : (
            <Published published={published} workspace={workspace} />
          )}
          {pending.length > 0 && (
            <div>
              <p>
                <Mark tone="warn">It does not say yet:</Mark>
              </p>
              <ul className={styles['changes']}>
                {pending.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </div>
          )}
          {published !== null && pending.length === 0 && draft === null && (
            <p>
              <Mark tone="calm">It says what is so.</Mark>
            </p>
          )}
          {draft === null &&
            (keys.length === 0 ? (
              <p className={styles['small']}>The keepers need keys first.</p>
            ) : (
              <Button
                kind={pending.length > 0 || published === null ? 'primary' : 'plain'}
                onClick={() => setIsDrafting(true)}
              >
                Draft version {version}
              </Button>
            ))}
        </div>
      </Section>
      {draft !== null && <RosterDraftPanel draft={draft} status={status} workspace={workspace} onChanged={onChanged} />}
      {isDrafting && (
        <DraftDialog
          workspace={workspace}
          status={status}
          onClose={() => setIsDrafting(false)}
          onDrafted={() => {
            setIsDrafting(false);
            onChanged();
          }}
        />
      )}
    </>
  );
}

type PublishedProps = { readonly published: NonNullable<RosterStatus['published']>; readonly workspace: Workspace };

function Published({ published, workspace }: PublishedProps) {
  const { version, words, threshold, keepers, members } = published;
  const names = keepers.map((id) => findMember(workspace, id)?.display ?? id);
  return (
    <>
      <p>
        Version {version}, {countOf(members.length, 'member')}. {threshold} of {countOf(keepers.length, 'keeper')} sign
        a new one: {names.join(', ')}.
      </p>
      <div className={styles['seal']}>
        <p>{words.slice(0, 4).join(' ')}</p>
        <p>{words.slice(4).join(' ')}</p>
      </div>
      <p className={styles['small']}>Its eight words. Whoever was handed the file can compare them by voice.</p>
    </>
  );
}
