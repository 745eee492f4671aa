import { useState } from 'react';
import type { CallFault, Output } from '../../../shared/contract/procedures.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { TextFiles } from '../../canvas/text-files.tsx';
import { call } from '../../host/client.ts';
import { downloadBase64 } from '../../state/download-text.ts';
import { Button } from '../../ui/button.tsx';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { KeeperSigns } from './keeper-signs.tsx';
import type { RosterDraft, RosterStatus } from './use-roster.ts';
import styles from './keys.module.css';

type Props = {
  readonly draft: RosterDraft;
  readonly status: RosterStatus;
  readonly workspace: Workspace;
  readonly onChanged: () => void;
};

/** A version that waits for its keepers' signatures, here or on a stick, and is then published. */
export function RosterDraftPanel({ draft, status, workspace, onChanged }: Props) {
  const [signing, setSigning] = useState<string | null>(null);
  const [fault, setFault] = useState<CallFault | { readonly message: string } | null>(null);
  const [taken, setTaken] = useState<string | null>(null);
  const settle = (answer: { readonly ok: true } | { readonly ok: false; readonly error: CallFault }) => {
    setFault(answer.ok ? null : answer.error);
    setTaken(null);
    if (answer.ok) onChanged();
  };
  const take = async (text: string) => {
    const answer = await call('roster.import', { text });
    settle(answer);
    if (answer.ok) setTaken(takenText(answer.value, name));
  };
  const give = async () => {
    const answer = await call('roster.export', { what: 'draft' });
    settle(answer);
    if (answer.ok) downloadBase64(answer.value.name, answer.value.base64, 'application/json');
  };
  const isHere = (member: string) => status.keys.some((key) => key.member === member && key.here);
  const name = (id: string) => findMember(workspace, id)?.display ?? id;
  return (
    <Section title={`Draft of version ${draft.version}`}>
      <div className={styles['draft']}>
        <Changes lines={draft.changes} />
        <div className={styles['seal']}>
          <p>{draft.words.slice(0, 4).join(' ')}</p>
          <p>{draft.words.slice(4).join(' ')}</p>
        </div>
        <p className={styles['small']}>Whoever signs elsewhere compares these words first.</p>
        <p role="status">
          <Mark tone={draft.ready ? 'calm' : 'warn'}>{progressText(draft)}</Mark>
        </p>
        <ul className={styles['keepers']}>
          {draft.keepers.map(({ member, signed, of }) => (
            <li key={member} className={styles['keeper']}>
              <span>
                <bdi>{name(member)}</bdi>{' '}
                <span className={styles['small']}>
                  {of.includes('this') ? '' : 'of the version before'}
                  {isHere(member) ? '' : ' key kept elsewhere'}
                </span>
              </span>
              {signed ? (
                <Mark tone="calm">signed</Mark>
              ) : (
                <Button onClick={() => setSigning(member)} aria-label={`Sign as ${name(member)}`}>
                  Sign
                </Button>
              )}
            </li>
          ))}
        </ul>
        <div className={styles['row']}>
          <Button kind="primary" disabled={!draft.ready} onClick={() => void call('roster.publish', {}).then(settle)}>
            Publish version {draft.version}
          </Button>
          <Button onClick={() => void give()}>Take it away to be signed</Button>
          <Button kind="quiet" onClick={() => void call('roster.discard', {}).then(settle)}>
            Drop the draft
          </Button>
        </div>
        <TextFiles
          label="Signatures brought back"
          verb="Bring signatures back"
          hint="the file as it came from the other machine"
          accept=".json"
          onTexts={(texts, faults) => {
            const [text] = texts;
            const [first] = faults;
            setTaken(null);
            if (first !== undefined) setFault({ message: `${first.name}: ${first.message}` });
            else if (text !== undefined) void take(text.text);
          }}
        />
        {taken !== null && (
          <p role="status">
            <Mark tone="calm">{taken}</Mark>
          </p>
        )}
        {fault !== null && <Refusal fault={fault} />}
      </div>
      {signing !== null && (
        <KeeperSigns
          member={signing}
          name={name(signing)}
          isHere={isHere(signing)}
          draft={draft}
          isSample={workspace.sample}
          onClose={() => setSigning(null)}
          onSigned={() => {
            setSigning(null);
            onChanged();
          }}
        />
      )}
    </Section>
  );
}

const few = 8;

/** What the version changes; a first one names everybody, so most of it is folded away. */
function Changes({ lines }: { readonly lines: readonly string[] }) {
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? lines : lines.slice(0, few);
  if (lines.length === 0) return <p>It changes nothing but its date: people, keys and keepers stay as they are.</p>;
  return (
    <>
      <ul className={styles['changes']}>
        {shown.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {lines.length > few && (
        <Button kind="quiet" onClick={() => setIsAll(!isAll)} aria-expanded={isAll}>
          {isAll ? 'Fewer' : `All ${lines.length} changes`}
        </Button>
      )}
    </>
  );
}

/** What a file that was brought back came to; a version that is in force already changes nothing. */
function takenText({ took, version, signed }: Output<'roster.import'>, name: (id: string) => string): string {
  if (took === 'published') return `That file is version ${version}, which is published here. The draft is as it was.`;
  return `Taken in: version ${version}, signed by ${signed.map(name).join(', ') || 'nobody yet'}.`;
}

function progressText({ own, previous, ready, version }: RosterDraft): string {
  const ofThis = `${own.signed.length} of ${own.needed} signatures by its keepers`;
  const ofBefore =
    previous === null ? '' : `, ${previous.signed.length} of ${previous.needed} by those of version ${version - 1}`;
  return `${ofThis}${ofBefore}${ready ? ': it can be published' : ''}`;
}
