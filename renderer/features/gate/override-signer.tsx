import type { Review } from '../../../shared/domain/review/review.ts';
import { signersOf } from '../../../shared/domain/review/signing.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { PassphraseField } from '../../canvas/passphrase-field.tsx';
import { SelectField } from '../../ui/field.tsx';
import styles from './gate.module.css';

/** Empty texts while nothing was chosen. */
export type Signer = { readonly role: string; readonly member: string; readonly passphrase: string };

type Props = {
  readonly title: string;
  readonly review: Review;
  readonly workspace: Workspace;
  readonly signer: Signer;
  readonly onChange: (signer: Signer) => void;
};

/** One of the two who answer for an override: a role that signs this review, who holds it, and the key's passphrase. */
export function OverrideSigner({ title, review, workspace, signer, onChange }: Props) {
  const able = review.requiredRoles.flatMap((role) =>
    signersOf(review, role).map((member) => ({ role, member, value: `${role}:${member}` })),
  );
  return (
    <fieldset className={styles['signer']}>
      <legend>{title}</legend>
      <SelectField
        label="Who, as what"
        value={signer.role === '' ? '' : `${signer.role}:${signer.member}`}
        onChange={(event) => {
          const [role = '', member = ''] = event.target.value.split(':');
          onChange({ ...signer, role, member });
        }}
      >
        <option value="">choose</option>
        {able.map(({ role, member, value }) => (
          <option key={value} value={value}>
            {findMember(workspace, member)?.display ?? member}, {role.replaceAll('-', ' ')}
          </option>
        ))}
      </SelectField>
      <PassphraseField
        value={signer.passphrase}
        onChange={(passphrase) => onChange({ ...signer, passphrase })}
        isSample={workspace.sample}
      />
    </fieldset>
  );
}
