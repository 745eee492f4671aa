import { useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { MakeKey } from '../../canvas/make-key.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { HearWords } from './hear-words.tsx';
import { KeyLasts } from './key-lasts.tsx';
import type { RosterStatus } from './use-roster.ts';
import styles from './keys.module.css';

type Props = {
  readonly workspace: Workspace;
  readonly status: RosterStatus;
  readonly onChanged: () => void;
  readonly onClose: () => void;
};

type Made = Output<'key.create'>;
type Step =
  | { readonly name: 'passphrase' }
  | { readonly name: 'words'; readonly key: Made }
  | { readonly name: 'lasts'; readonly key: Made };

const titles = {
  passphrase: '1 of 3: a passphrase',
  words: '2 of 3: eight words aloud',
  lasts: '3 of 3: how long, and a sheet',
};

/** A key for one person, made with a second one who listens: passphrase, eight words aloud, dates and a sheet. */
export function CeremonyDialog({ workspace, status, onChanged, onClose }: Props) {
  const hasKey = new Set(
    status.keys.filter(({ standing }) => standing === 'valid' || standing === 'not-yet').map(({ member }) => member),
  );
  const without = workspace.members.filter(({ id, active }) => active && !hasKey.has(id));
  const [member, setMember] = useState(without.find(({ id }) => id === workspace.me)?.id ?? without[0]?.id ?? '');
  const [step, setStep] = useState<Step>({ name: 'passphrase' });
  if (without.length === 0 && step.name === 'passphrase')
    return (
      <Dialog open onClose={onClose} title="Everybody of the roster has a key">
        <p>A person gets another key when theirs is revoked or has an end.</p>
        <DialogFoot>
          <Button onClick={onClose}>Close</Button>
        </DialogFoot>
      </Dialog>
    );
  const name = findMember(workspace, member)?.display ?? member;
  return (
    <Dialog open onClose={onClose} title={`A key for ${name}`} description={titles[step.name]}>
      {step.name === 'passphrase' && (
        <>
          <SelectField label="Whose key it is" value={member} onChange={(event) => setMember(event.target.value)}>
            {without.map(({ id, display }) => (
              <option key={id} value={id}>
                {display} ({id})
              </option>
            ))}
          </SelectField>
          <p className={styles['small']}>
            {name} types it alone; everybody else looks away. Not a passphrase used elsewhere, and not one sentence out
            of a book. Four or five words that have nothing to do with each other are easiest to keep.
          </p>
          <MakeKey
            key={member}
            member={member}
            onMade={(key) => {
              onChanged();
              setStep({ name: 'words', key });
            }}
            onClose={onClose}
          />
        </>
      )}
      {step.name === 'words' && (
        <HearWords
          name={name}
          words={step.key.words}
          fingerprint={step.key.fingerprint}
          onHeard={() => setStep({ name: 'lasts', key: step.key })}
        />
      )}
      {step.name === 'lasts' && (
        <KeyLasts
          member={member}
          fingerprint={step.key.fingerprint}
          zone={workspace.zone}
          onDone={() => (onChanged(), onClose())}
        />
      )}
    </Dialog>
  );
}
