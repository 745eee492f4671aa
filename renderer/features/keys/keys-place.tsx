import { useState } from 'react';
import { useWorkspace } from '../../store/workspace-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Empty, Loading } from '../../ui/empty.tsx';
import { Columns, PageHead, Section } from '../../ui/page.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { CeremonyDialog } from './ceremony-dialog.tsx';
import { Devices } from './devices.tsx';
import { ForAuditors } from './for-auditors.tsx';
import { KeyList } from './key-list.tsx';
import { RecoverDialog } from './recover-dialog.tsx';
import { RosterInForce } from './roster-in-force.tsx';
import { useRoster } from './use-roster.ts';

/** Who signs with which key, and the roster by which an auditor checks it. */
export function KeysPlace() {
  const workspace = useWorkspace();
  const { status, fault, read } = useRoster(workspace);
  const [open, setOpen] = useState<'ceremony' | 'recover' | null>(null);
  if (workspace === undefined || (status === null && fault === null)) return <Loading what="the keys" />;
  if (status === null)
    return (
      <>
        <PageHead title="Keys" />
        {fault !== null && <Refusal fault={fault} />}
      </>
    );
  const close = () => setOpen(null);
  const parts = { workspace, status, onChanged: read };
  return (
    <>
      <PageHead
        title="Keys"
        lede="Who signs with which key, and the roster that says so: the keepers sign it, an auditor checks records against it."
        actions={
          <>
            <Button kind="primary" onClick={() => setOpen('ceremony')}>
              Make a key
            </Button>
            <Button onClick={() => setOpen('recover')}>Try or bring back a recovery</Button>
          </>
        }
      />
      {fault !== null && <Refusal fault={fault} />}
      <Columns
        aside={
          <>
            <Section title="For auditors">
              <ForAuditors {...parts} />
            </Section>
            <Section title="Devices" note="they sign histories">
              <Devices {...parts} />
            </Section>
          </>
        }
      >
        <RosterInForce {...parts} />
        <Section title="Keys of people" note={workspace.zone}>
          {status.keys.length === 0 ? (
            <Empty title="Nobody has a key yet.">
              <p>Whoever signs a record needs one. It takes a minute, a passphrase and a second person who listens.</p>
            </Empty>
          ) : (
            <KeyList {...parts} />
          )}
        </Section>
      </Columns>
      {open === 'ceremony' && <CeremonyDialog {...parts} onClose={close} />}
      {open === 'recover' && <RecoverDialog {...parts} onClose={close} />}
    </>
  );
}
