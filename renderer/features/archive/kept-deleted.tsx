import type { Tombstone } from '../../../shared/domain/retention/retention.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Section } from '../../ui/page.tsx';
import { Short, Table } from '../../ui/table.tsx';
import { kindWords } from './kept-words.ts';
import styles from './kept.module.css';

type Props = {
  readonly tombstones: readonly Tombstone[];
  readonly titles: ReadonlyMap<string, string>;
  /** Which recording it was; of a transcript that was deleted nothing is known any more. */
  readonly names: ReadonlyMap<string, string>;
  readonly zone: string;
};

const most = 200;

/** What is left of what was deleted: when, why, and the hash by which a copy can be told. Newest first. */
export function KeptDeleted({ tombstones, titles, names, zone }: Props) {
  if (tombstones.length === 0) return null;
  return (
    <Section title="Deleted">
      <Table
        caption="What was deleted"
        columns={[{ name: 'What' }, { name: 'Review' }, { name: 'When' }, { name: 'Why' }, { name: 'SHA-256' }]}
      >
        {tombstones
          .toReversed()
          .slice(0, most)
          .map((each) => (
            <tr key={`${each.kind} ${each.id} ${each.at}`}>
              <td>
                {kindWords[each.kind]}{' '}
                {names.has(each.id) && (
                  <span className={styles['id']} dir="auto">
                    {names.get(each.id)}
                  </span>
                )}
              </td>
              <td dir="auto">
                <span className={styles['title']}>{titles.get(each.review) ?? each.review}</span>{' '}
                <span className={styles['id']}>{each.review}</span>
              </td>
              <Short>{formatDayTime(each.at, zone)}</Short>
              <td dir="auto">
                {each.why === 'retention' ? 'its time had run out' : `${each.by ?? ''}: ${each.reason ?? ''}`}
              </td>
              <td className={styles['hash']}>{each.sha256 === null ? '–' : `${each.sha256.slice(0, 16)}…`}</td>
            </tr>
          ))}
      </Table>
      {tombstones.length > most && (
        <p>
          The newest {most} of {tombstones.length} are shown.
        </p>
      )}
    </Section>
  );
}
