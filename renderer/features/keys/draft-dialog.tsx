import { useState } from 'react';
import { memberIdSchema } from '../../../shared/domain/ids.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { AskingForm } from '../../canvas/asking-form.tsx';
import { call } from '../../host/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import type { RosterStatus } from './use-roster.ts';
import styles from './keys.module.css';

type Props = {
  readonly workspace: Workspace;
  readonly status: RosterStatus;
  readonly onClose: () => void;
  readonly onDrafted: () => void;
};

/** Who keeps the next version, how many of them must sign it, and which devices end with it. */
export function DraftDialog({ workspace, status, onClose, onDrafted }: Props) {
  const able = [...new Set(status.keys.filter(({ standing }) => standing === 'valid').map(({ member }) => member))];
  const others = status.devices.filter(({ here, validUntil }) => !here && validUntil === null);
  const [keepers, setKeepers] = useState<readonly string[]>(
    () => status.published?.keepers.filter((id) => able.includes(id)) ?? able.slice(0, 2),
  );
  const [threshold, setThreshold] = useState(status.published?.threshold ?? Math.min(2, able.length));
  const [ended, setEnded] = useState<readonly string[]>([]);
  const needed = Math.min(threshold, Math.max(1, keepers.length));
  const toggled = (list: readonly string[], id: string) =>
    list.includes(id) ? list.filter((each) => each !== id) : [...list, id];
  const draft = async () => {
    const answer = await call('roster.draft', {
      keepers: keepers.map((id) => memberIdSchema.parse(id)),
      threshold: needed,
      endDevices: [...ended],
    });
    if (answer.ok) onDrafted();
    return answer;
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Version ${(status.published?.version ?? 0) + 1} of the roster`}
      description="It takes over members, keys and their dates as they stand now. Its keepers, and those of the version before, sign it."
    >
      <AskingForm
        verb="Make the draft"
        busyVerb="Making it…"
        isReady={keepers.length > 0}
        onSend={draft}
        onClose={onClose}
      >
        <fieldset className={styles['choices']}>
          <legend>Keepers: who will sign this and the next version</legend>
          <div className={styles['people']}>
            {able.map((id) => (
              <label key={id}>
                <input
                  type="checkbox"
                  checked={keepers.includes(id)}
                  onChange={() => setKeepers(toggled(keepers, id))}
                />{' '}
                {findMember(workspace, id)?.display ?? id}
              </label>
            ))}
          </div>
        </fieldset>
        <SelectField
          label="How many of them are enough"
          value={needed}
          onChange={(event) => setThreshold(Number(event.target.value))}
          hint="Two of three stands the loss of one key and the bad faith of one person. With one of one, whoever has that key decides alone; with all of all, one lost key ends the roster."
        >
          {Array.from({ length: Math.max(1, keepers.length) }, (_, index) => (
            <option key={index + 1} value={index + 1}>
              {index + 1} of {keepers.length}
            </option>
          ))}
        </SelectField>
        {others.length > 0 && (
          <fieldset className={styles['choices']}>
            <legend>Devices that sign no more from now on</legend>
            {others.map(({ id }) => (
              <label key={id}>
                <input type="checkbox" checked={ended.includes(id)} onChange={() => setEnded(toggled(ended, id))} />{' '}
                <code>{id}</code>
              </label>
            ))}
          </fieldset>
        )}
      </AskingForm>
    </Dialog>
  );
}
