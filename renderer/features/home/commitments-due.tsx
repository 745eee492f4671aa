import { findMember, type Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { criterionText } from '../../../shared/projections/actions-csv.ts';
import type { CommitmentReading } from '../../../shared/projections/commitments.ts';
import { routeToHash } from '../../state/route.ts';
import { Empty } from '../../ui/empty.tsx';
import { countOf } from '../../ui/format-number.ts';
import { formatDayText } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import styles from './home.module.css';

const shown = 6;

type Props = { readonly open: readonly CommitmentReading[]; readonly workspace: Workspace };

/** Open commitments, overdue first; how each will be known to be done stands under it. */
export function CommitmentsDue({ open, workspace }: Props) {
  if (open.length === 0) return <Empty title="None is open." />;
  return (
    <>
      <ul>
        {open.slice(0, shown).map((each) => (
          <li key={`${each.review}/${each.action}`} className={styles['due']}>
            <p>{each.text}</p>
            <p className={styles['date']}>
              <Due commitment={each} />
            </p>
            <p className={styles['small']}>
              {criterionText(each.criterion)} · {findMember(workspace, each.owner)?.display ?? each.owner}
            </p>
          </li>
        ))}
      </ul>
      <p className={styles['more']}>
        <a href={routeToHash({ place: 'commitments' })}>
          {open.length > shown ? `All ${open.length} open commitments` : 'Settle a commitment'}
        </a>
      </p>
    </>
  );
}

function Due({ commitment: { fate, due } }: { readonly commitment: CommitmentReading }) {
  if (fate.name !== 'open') return null;
  if (fate.daysLeft < 0)
    return (
      <Mark tone="over" glyph="">
        {countOf(-fate.daysLeft, 'day')} over
      </Mark>
    );
  if (fate.daysLeft === 0) return <Mark tone="warn">today</Mark>;
  return <>{formatDayText(due)}</>;
}
