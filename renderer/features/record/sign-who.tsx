import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { roleNameSchema } from '../../../shared/domain/review/sign-events.ts';
import { isSignOffRole } from '../../../shared/domain/review/signing.ts';
import { SelectField, TextField } from '../../ui/field.tsx';
import { displayOf } from './signers.ts';

type WhoProps = {
  readonly label: string;
  readonly workspace: Workspace;
  readonly able: readonly string[];
  readonly member: string;
  readonly isFixed?: boolean;
  readonly onMember: (member: string) => void;
};

/** Chooses one of those who may sign. */
export function SignWho({ label, workspace, able, member, isFixed = false, onMember }: WhoProps) {
  return (
    <SelectField label={label} value={member} disabled={isFixed} onChange={(event) => onMember(event.target.value)}>
      {able.map((id) => (
        <option key={id} value={id}>
          {displayOf(workspace, id)}
        </option>
      ))}
    </SelectField>
  );
}

type RoleProps = { readonly role: string; readonly onRole: (role: string) => void };

/** Names the role of a countersign. */
export function OwnRole({ role, onRole }: RoleProps) {
  const fault = ownRoleFault(role);
  return (
    <TextField
      label="As"
      value={role}
      maxLength={40}
      onChange={(event) => onRole(event.target.value)}
      hint="a role of your own: auditor, deputy-release-manager"
      {...(fault !== undefined && { fault })}
    />
  );
}

/** Why a name cannot be the role of a countersign; undefined where it can. */
export function ownRoleFault(role: string): string | undefined {
  if (isSignOffRole(role)) return 'this role is signed by who holds that seat';
  const read = roleNameSchema.safeParse(role);
  return read.success ? undefined : read.error.issues[0]?.message;
}
