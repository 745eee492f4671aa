import type { Output } from '../../../shared/contract/procedures.ts';
import { routeToHash } from '../../state/route.ts';
import { Button } from '../../ui/button.tsx';
import { formatDay } from '../../ui/format-time.ts';
import { Short, Table } from '../../ui/table.tsx';
import type { Deletable } from './kept-dialogs.tsx';
import { kindWords, leftText } from './kept-words.ts';
import styles from './kept.module.css';

type Kept = Output<'retention.list'>['kept'][number];
type Props = {
  readonly kept: readonly Kept[];
  readonly titles: ReadonlyMap<string, string>;
  /** Which recording or transcript each id is, since a review may have many. */
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
  readonly now: number;
  readonly onHold: (kept: Kept) => void;
  readonly onDelete: (kept: Deletable) => void;
};

/** What is deleted next stands first. */
export function KeptTable({ kept, titles, names, zone, now, onHold, onDelete }: Props) {
  return (
    <Table
      caption="What is kept, and until when"
      columns={[
        { name: 'What' },
        { name: 'Review' },
        { name: 'Deleted on' },
        { name: 'Left' },
        { name: 'What can be done', hidden: true },
      ]}
    >
      {kept.map((each) => (
        <tr key={`${each.kind} ${each.id}`}>
          <Short>{kindWords[each.kind]}</Short>
          <td>
            <a href={hrefOf(each)} dir="auto" className={styles['title']}>
              {titles.get(each.review) ?? each.review}
            </a>{' '}
            <span className={styles['id']}>{each.review}</span>
            {names.has(each.id) && (
              <p dir="auto" className={styles['which']}>
                {names.get(each.id)}
              </p>
            )}
          </td>
          {each.holds.length > 0 ? (
            <td colSpan={2} dir="auto">
              on hold: {each.holds.map(({ reason }) => reason).join('; ')}
            </td>
          ) : (
            <>
              <Short>{each.dueAt === null ? 'not yet counted' : formatDay(each.dueAt, zone)}</Short>
              <Short>{each.dueAt === null ? '' : leftText(each.dueAt, now)}</Short>
            </>
          )}
          <td className={styles['actions']}>
            <Button kind="quiet" onClick={() => onHold(each)}>
              Hold
            </Button>
            {isDeletable(each) && (
              <Button
                kind="quiet"
                disabled={each.holds.length > 0}
                aria-label={`Delete now: ${kindWords[each.kind]} ${names.get(each.id) ?? each.id}`}
                onClick={() => onDelete(each)}
              >
                Delete now
              </Button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

const hrefOf = ({ kind, id, review }: Kept): string =>
  kind === 'transcript'
    ? routeToHash({ place: 'transcript', transcript: id, at: null })
    : routeToHash({ place: 'record', review });

const isDeletable = (kept: Kept): kept is Deletable => kept.kind !== 'record';
