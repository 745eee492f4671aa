import { policyInForce } from '../../../shared/domain/policy/adopted-policy.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';
import { go, routeToHash } from '../../state/route.ts';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Loading } from '../../ui/empty.tsx';
import { PageHead } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { ChangePolicy } from './change-policy.tsx';
import { InForce } from './in-force.tsx';
import { keepDraft, useKeptPolicy, type Kept } from './policy-draft.ts';
import { policyName } from './policy-words.ts';
import { Versions } from './versions.tsx';
import styles from './policy.module.css';

/** The rules that reviews are run by: what is in force, and the desk where it is changed and tried. */
export function PolicyPlace({ view }: { readonly view: 'read' | 'change' }) {
  const workspace = useWorkspace();
  const [kept, readAgain] = useKeptPolicy(workspace?.policies.length ?? 0);
  if (workspace === undefined || kept.state === 'loading') return <Loading what="the policy" />;
  if (kept.state === 'failed') return <Refusal fault={kept.fault} />;
  const differs = kept.value.onDisk !== null && (
    <OnDisk onDisk={kept.value.onDisk} kept={kept.value} onDone={readAgain} />
  );
  return view === 'read' ? (
    <Read workspace={workspace} differs={differs} />
  ) : (
    <ChangePolicy workspace={workspace} kept={kept.value} differs={differs} />
  );
}

function Read({ workspace, differs }: { readonly workspace: Workspace; readonly differs: React.ReactNode }) {
  const { policy, overlay } = policyInForce(workspace.policies);
  return (
    <>
      <PageHead
        title="Policy"
        aside={policyName(policy, overlay)}
        lede="What every review opened from now on is run by. One that is open keeps the rules it was opened with."
        actions={
          <ButtonLink href={routeToHash({ place: 'policy', view: 'change' })}>Change it, or try another</ButtonLink>
        }
      />
      {differs}
      <InForce policy={policy} zone={workspace.zone} />
      <Versions workspace={workspace} />
    </>
  );
}

type OnDiskProps = {
  readonly onDisk: NonNullable<Kept['onDisk']>;
  readonly kept: Kept;
  readonly onDone: () => Promise<void>;
};

/** A hand changed a file of the folder: it is looked at or put back, and never used by itself. */
function OnDisk({ onDisk, kept, onDone }: OnDiskProps) {
  const look = () => {
    keepDraft({ base: onDisk.base ?? kept.base, overlay: onDisk.overlay });
    go({ place: 'policy', view: 'change' });
    dispatchEvent(new Event('policy-draft'));
  };
  const putBack = () => void call('policy.put-back', {}).then(onDone);
  return (
    <div className={styles['notice']} role="status">
      <p>{onDisk.message}</p>
      <p className={styles['buttons']}>
        <Button onClick={look}>Look at it</Button>
        <Button onClick={putBack}>Put back what is in force</Button>
      </p>
    </div>
  );
}
