import { lazy, Suspense, useState } from 'react';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/format-number.ts';
import type { RosterDialogName } from './roster-dialogs.tsx';
import styles from './home.module.css';

const RosterDialog = lazy(async () => ({ default: (await import('./roster-dialogs.tsx')).RosterDialog }));

/** Who may sit, own and sign, and which services they keep. */
export function Roster({ workspace }: { readonly workspace: Workspace }) {
  const [open, setOpen] = useState<RosterDialogName | null>(null);
  const close = () => setOpen(null);
  const active = workspace.members.filter((member) => member.active);
  return (
    <div className={styles['roster']}>
      <p className={styles['small']}>
        {active.length === 0
          ? 'Nobody is in the roster yet. A review needs three seats, so begin with three people, by code and not by name.'
          : `${countOf(active.length, 'person', 'people')}, ${countOf(workspace.services.length, 'service')}.`}
      </p>
      <div className={styles['actions']}>
        {active.length > 0 && (
          <Button kind="quiet" onClick={() => setOpen('sit')}>
            Sit down as somebody else
          </Button>
        )}
        <Button kind="quiet" onClick={() => setOpen('member')}>
          Add a person
        </Button>
        {active.length > 0 && (
          <Button kind="quiet" onClick={() => setOpen('place')}>
            Working hours
          </Button>
        )}
        {active.length > 1 && (
          <Button kind="quiet" onClick={() => setOpen('left')}>
            Somebody left
          </Button>
        )}
        {active.length > 0 && (
          <Button kind="quiet" onClick={() => setOpen('service')}>
            Add a service
          </Button>
        )}
        {!workspace.sample && (
          <Button kind="quiet" onClick={() => setOpen('organisation')}>
            Name the organisation
          </Button>
        )}
      </div>
      {open !== null && (
        <Suspense fallback={null}>
          <RosterDialog name={open} workspace={workspace} onClose={close} />
        </Suspense>
      )}
    </div>
  );
}
