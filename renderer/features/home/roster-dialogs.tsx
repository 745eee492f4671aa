import { useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import { memberIdSchema, serviceIdSchema } from '../../../shared/domain/ids.ts';
import { type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { memberRoles } from '../../../shared/domain/member-role.ts';
import { MemberOptions } from '../../canvas/member-options.tsx';
import { call } from '../../host/client.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { PlaceDialog } from './place-dialog.tsx';
import { RosterForm, text } from './roster-form.tsx';

export type RosterDialogName = 'member' | 'left' | 'place' | 'service' | 'sit' | 'organisation';

type Props = { readonly name: RosterDialogName; readonly workspace: Workspace; readonly onClose: () => void };

export function RosterDialog({ name, workspace, onClose }: Props) {
  if (name === 'member') return <MemberDialog onClose={onClose} />;
  if (name === 'left') return <LeaveDialog workspace={workspace} onClose={onClose} />;
  if (name === 'place') return <PlaceDialog workspace={workspace} onClose={onClose} />;
  if (name === 'service') return <ServiceDialog workspace={workspace} onClose={onClose} />;
  if (name === 'organisation') return <OrganisationDialog workspace={workspace} onClose={onClose} />;
  return <SitDialog workspace={workspace} onClose={onClose} />;
}

function MemberDialog({ onClose }: { readonly onClose: () => void }) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const submit = async (form: FormData) => {
    const id = memberIdSchema.safeParse(text(form, 'id'));
    if (!id.success)
      return setFault({ code: 'form', message: 'A code is made of small letters, digits and hyphens: ops-02.' });
    const role = memberRoles.find((each) => each === form.get('role')) ?? 'engineering';
    const answer = await call('workspace.add-member', {
      id: id.data,
      display: text(form, 'display'),
      role,
      leads: form.get('leads') !== null,
    });
    return answer.ok ? onClose() : setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a person"
      description="Records carry the code and the display text, never more."
    >
      <RosterForm submit={submit} fault={fault} onClose={onClose} verb="Add">
        <TextField label="Code" name="id" placeholder="ops-02" required />
        <TextField label="Shown as" name="display" placeholder="Ops 02" required maxLength={80} />
        <SelectField label="Role" name="role" defaultValue="engineering">
          {memberRoles.map((role) => (
            <option key={role}>{role}</option>
          ))}
        </SelectField>
        <label>
          <input type="checkbox" name="leads" /> May facilitate reviews
        </label>
      </RosterForm>
    </Dialog>
  );
}

function LeaveDialog({ workspace, onClose }: { readonly workspace: Workspace; readonly onClose: () => void }) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const submit = async (form: FormData) => {
    const member = memberIdSchema.safeParse(text(form, 'member'));
    if (!member.success) return setFault({ code: 'form', message: 'Choose who left.' });
    const answer = await call('workspace.member-leaves', { member: member.data });
    return answer.ok ? onClose() : setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Who left the roster?"
      description="What they said and signed stays. From now on they fill no seat and count for no quorum, in a running meeting too; what they promised waits for another owner."
    >
      <RosterForm submit={submit} fault={fault} onClose={onClose} verb="Take off the roster">
        <SelectField label="Person" name="member" defaultValue="">
          <option value="">choose from the roster</option>
          <MemberOptions members={workspace.members} except={workspace.me} />
        </SelectField>
      </RosterForm>
    </Dialog>
  );
}

function OrganisationDialog({ workspace, onClose }: { readonly workspace: Workspace; readonly onClose: () => void }) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const submit = async (form: FormData) => {
    const answer = await call('workspace.name', { name: text(form, 'name'), zone: text(form, 'zone') });
    return answer.ok ? onClose() : setFault(answer.error);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="The organisation"
      description="Its name stands on every record; reviews opened from now on are held in its zone."
    >
      <RosterForm submit={submit} fault={fault} onClose={onClose} verb="Keep">
        <TextField label="Name" name="name" defaultValue={workspace.name} required maxLength={120} />
        <TextField label="Zone" name="zone" defaultValue={workspace.zone} hint="Europe/Berlin, UTC" required />
      </RosterForm>
    </Dialog>
  );
}

function ServiceDialog({ workspace, onClose }: { readonly workspace: Workspace; readonly onClose: () => void }) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const submit = async (form: FormData) => {
    const id = serviceIdSchema.safeParse(text(form, 'id'));
    const owner = memberIdSchema.safeParse(text(form, 'owner'));
    if (!id.success || !owner.success)
      return setFault({
        code: 'form',
        message: 'A service is named with small letters, digits, dots and hyphens: checkout.',
      });
    const tier = (['critical', 'standard', 'low'] as const).find((each) => each === form.get('tier')) ?? 'standard';
    const answer = await call('workspace.add-service', {
      id: id.data,
      title: text(form, 'title'),
      owner: owner.data,
      tier,
      dependsOn: [],
    });
    return answer.ok ? onClose() : setFault(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title="Add a service">
      <RosterForm submit={submit} fault={fault} onClose={onClose} verb="Add">
        <TextField label="Name in the catalogue" name="id" placeholder="checkout" required />
        <TextField label="Title" name="title" placeholder="Checkout" required maxLength={120} />
        <SelectField label="Owner" name="owner">
          <MemberOptions members={workspace.members} />
        </SelectField>
        <SelectField label="Tier" name="tier" defaultValue="standard">
          <option>critical</option>
          <option>standard</option>
          <option>low</option>
        </SelectField>
      </RosterForm>
    </Dialog>
  );
}

function SitDialog({ workspace, onClose }: { readonly workspace: Workspace; readonly onClose: () => void }) {
  const [fault, setFault] = useState<CallFault | null>(null);
  const submit = async (form: FormData) => {
    const member = memberIdSchema.safeParse(text(form, 'member'));
    if (!member.success) return;
    const answer = await call('workspace.sit-down', { member: member.data });
    if (answer.ok) onClose();
    else setFault(answer.error);
  };
  return (
    <Dialog open onClose={onClose} title="Who sits here?">
      <RosterForm submit={submit} fault={fault} onClose={onClose} verb="Sit down">
        <SelectField label="You are" name="member" defaultValue={workspace.me ?? ''}>
          <MemberOptions members={workspace.members} />
        </SelectField>
      </RosterForm>
    </Dialog>
  );
}
