import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import type { CatalogueEntry } from '../../../shared/projections/catalogue.ts';
import { call } from '../../host/client.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogFoot } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './catalogue.module.css';

type Props = { readonly entry: CatalogueEntry; readonly workspace: Workspace; readonly onClose: () => void };

const tiers = ['critical', 'standard', 'low'] as const;

/** Takes an imported component into the organisation's own register, with an owner of the roster. */
export function RegisterDialog({ entry, workspace, onClose }: Props) {
  const [title, setTitle] = useState(entry.title.slice(0, 120));
  const [owner, setOwner] = useState(workspace.me ?? '');
  const [tier, setTier] = useState<(typeof tiers)[number]>(entry.tier ?? 'standard');
  const [fault, setFault] = useState<CallFault | null>(null);
  const register = async () => {
    const answer = await call('workspace.add-service', {
      id: entry.id,
      title,
      owner: owner,
      tier,
      dependsOn: [...entry.dependsOn],
    });
    if (answer.ok) onClose();
    else setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Register ${entry.title}`}
      description={`The imported catalogue says ${entry.owner === '' ? 'nobody owns it' : `${entry.owner} owns it`}; reviews need a person of the roster.`}
    >
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          void register();
        }}
      >
        <TextField
          label="Title"
          required
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <SelectField label="Owner" value={owner} onChange={(event) => setOwner(event.target.value)}>
          <option value="">nobody</option>
          <MemberOptions members={workspace.members} />
        </SelectField>
        <SelectField
          label="Tier"
          value={tier}
          onChange={(event) => setTier(tiers.find((each) => each === event.target.value) ?? 'standard')}
        >
          {tiers.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </SelectField>
        {fault !== null && <Refusal fault={fault} />}
        <DialogFoot>
          <Button onClick={onClose}>Leave it</Button>
          <Button kind="primary" type="submit" disabled={owner === '' || title.trim() === ''}>
            Register it
          </Button>
        </DialogFoot>
      </form>
    </Dialog>
  );
}
