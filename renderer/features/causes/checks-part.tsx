import { carryingEvidence, type Cause } from '../../../shared/domain/cause/cause.ts';
import { checkTitles, type CauseCheck } from '../../../shared/domain/cause/cause-check.ts';
import { ConfigDiff } from '../../canvas/config-diff.tsx';
import { EvidenceList, NoEvidence } from '../../canvas/evidence-list.tsx';
import { sendAt } from '../../state/room-send.ts';
import type { RoomView } from '../../state/room-view.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useChecks } from './use-checks.ts';
import styles from './checks-part.module.css';

type Props = { readonly room: RoomView; readonly cause: Cause };

/** Check by check, what a cause counts as validated by or what is missing for it (M4.4); its diffs and its evidence. */
export function ChecksPart({ room, cause }: Props) {
  if (cause.evidence.length === 0) return <NoEvidence>needs at least one piece that shows it</NoEvidence>;
  const { name } = cause.state;
  return (
    <div className={styles['part']}>
      {carryingEvidence(cause).length === 0 && cause.evidence.some((piece) => piece.bearing === 'supports') && (
        <NoEvidence>testimony alone; needs a piece that shows it</NoEvidence>
      )}
      {name !== 'rejected' && name !== 'stopped' && <Checks room={room} cause={cause} />}
      <EvidenceList
        evidence={cause.evidence}
        onDetach={(evidence) =>
          void sendAt(room.id, 'causes', {
            type: 'evidence.detach',
            target: { kind: 'cause', id: cause.id },
            evidence,
          })
        }
      />
    </div>
  );
}

function Checks({ room, cause }: Props) {
  const { found, fault, isLooking, again } = useChecks(room.review, cause);
  if (fault !== null)
    return (
      <>
        <Refusal fault={fault} />
        <p>
          <Button kind="quiet" onClick={again}>
            Look again
          </Button>
        </p>
      </>
    );
  if (found === null) return <p className={styles['quiet']}>Looking at its evidence …</p>;
  const isBroken = cause.state.name === 'validated' && found.checks.some(({ passed }) => !passed);
  return (
    <>
      {isBroken && (
        <p className={styles['broken']} role="status">
          It was validated, and today not every check would pass.
        </p>
      )}
      <ul className={styles['checks']} aria-label="Checks" aria-busy={isLooking}>
        {found.checks.map((check) => (
          <OneCheck key={check.check} check={check} />
        ))}
      </ul>
      {found.diffs.map(({ piece, changes, changed }) => (
        <ConfigDiff key={piece} changes={changes} changed={changed} named={cause.classification?.key ?? null} />
      ))}
    </>
  );
}

function OneCheck({ check: { check, passed, told } }: { readonly check: CauseCheck }) {
  return (
    <li className={styles['check']}>
      <span className={styles[passed ? 'yes' : 'no']} aria-hidden>
        {passed ? '✓' : '✗'}
      </span>
      <span className={styles['what']}>
        {checkTitles[check]}
        <span className={styles['silent']}>{passed ? ' passed: ' : ' did not pass: '}</span>
      </span>
      <span className={styles['told']} dir="auto">
        {told}
      </span>
    </li>
  );
}
