import { useState } from 'react';
import type { Hold } from '../../../shared/domain/retention/retention.ts';
import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { Section } from '../../ui/page.tsx';
import { LiftDialog } from './kept-dialogs.tsx';
import styles from './kept.module.css';

type Props = {
  readonly workspace: Workspace;
  readonly titles: ReadonlyMap<string, string>;
  readonly onDone: () => void;
};

/** Holds in force, and below them those that were lifted. */
export function KeptHolds({ workspace, titles, onDone }: Props) {
  const [lifting, setLifting] = useState<Hold | null>(null);
  const { holds } = workspace.retention;
  if (holds.length === 0) return null;
  const name = (id: string): string => findMember(workspace, id)?.display ?? id;
  const day = (at: number): string => formatDay(at, workspace.zone);
  return (
    <Section title="Holds">
      <ul className={styles['holds']}>
        {holds
          .toSorted((a, b) => Number(a.lifted !== null) - Number(b.lifted !== null))
          .map((hold) => (
            <li key={hold.id}>
              <div>
                <p className={styles['title']} dir="auto">
                  {titles.get(hold.review) ?? hold.review}
                </p>
                <p dir="auto">{hold.reason}</p>
                <p className={styles['small']} dir="auto">
                  Placed on {day(hold.placedAt)} by {name(hold.by)}.
                  {hold.lifted !== null &&
                    ` Lifted on ${day(hold.lifted.at)} by ${name(hold.lifted.by)}: ${hold.lifted.reason}`}
                </p>
              </div>
              {hold.lifted === null && <Button onClick={() => setLifting(hold)}>Lift</Button>}
            </li>
          ))}
      </ul>
      {lifting !== null && (
        <LiftDialog
          hold={lifting}
          workspace={workspace}
          onClose={() => {
            setLifting(null);
            onDone();
          }}
        />
      )}
    </Section>
  );
}
