import { useState } from 'react';
import { samplePassphrase } from '../../../shared/domain/workspace/sample.ts';
import { memberLabel } from '../../../shared/domain/workspace/member-label.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { MakeKey } from '../../canvas/make-key.tsx';
import { PublicKeyPart } from '../../canvas/public-key.tsx';
import { routeToHash } from '../../state/route.ts';
import { SelectField } from '../../ui/field.tsx';
import styles from './answer.module.css';

/** One's own key with its words, to copy or as a file; whoever has none makes one. */
export function OwnKey({ workspace }: { readonly workspace: Workspace }) {
  const people = workspace.members.filter((member) => member.active);
  const [member, setMember] = useState(workspace.me ?? people[0]?.id ?? '');
  if (people.length === 0)
    return (
      <p className={styles['quiet']}>
        Nobody is in this machine’s roster yet. Add yourself under{' '}
        <a href={routeToHash({ place: 'home' })}>Today, Roster</a>, with the code you were asked under.
      </p>
    );
  return (
    <div className={styles['narrow']}>
      <SelectField label="You are" value={member} onChange={(event) => setMember(event.target.value)}>
        {people.map((each) => (
          <option key={each.id} value={each.id}>
            {memberLabel(each, workspace.members)}
          </option>
        ))}
      </SelectField>
      {workspace.keys.some((key) => key.member === member) ? (
        <>
          <PublicKeyPart key={member} member={member} />
          <p className={styles['quiet']}>
            Send the file any way you like, then read the eight words aloud to whoever takes it over.
          </p>
          {workspace.sample && (
            <p className={styles['small']}>Keys that came with the sample open with: {samplePassphrase}</p>
          )}
        </>
      ) : (
        <MakeKey key={member} member={member} onMade={() => undefined} />
      )}
    </div>
  );
}
