import type { ConfiguredSource } from '../../../shared/domain/workspace/sources.ts';
import type { SourceState } from '../../store/source-states.ts';
import { formatDayTime } from '../../ui/format-time.ts';
import { Mark } from '../../ui/mark.tsx';
import { Section } from '../../ui/page.tsx';
import { Short, Table } from '../../ui/table.tsx';
import { useNow } from '../../ui/use-now.ts';
import { naturally, standingOf } from './source-words.ts';
import styles from './sources.module.css';

type Props = {
  readonly states: readonly SourceState[];
  readonly sources: readonly ConfiguredSource[];
  readonly zone: string;
};

const columns = [{ name: 'source' }, { name: 'state' }, { name: 'last answer' }];

/** Sources whose answers are here and that nothing here asks: another machine did, or they are no longer connected. */
export function ReadElsewhere({ states, sources, zone }: Props) {
  const now = useNow();
  const others = states
    .filter((state) => !sources.some(({ id }) => id === state.source))
    .toSorted((a, b) => naturally(a.source, b.source));
  if (others.length === 0) return null;
  return (
    <Section title="Not connected here" note="read by another machine, or no longer connected">
      <Table caption="Sources that are not connected here" columns={columns}>
        {others.map((state) => {
          const { tone, text, detail } = standingOf(state, now, zone);
          return (
            <tr key={state.source}>
              <td className={styles['named']}>
                {state.source}
                <span className={styles['under']}>{state.connector}</span>
              </td>
              <td className={styles['stands']}>
                <Mark tone={tone}>{text}</Mark>
                {detail !== '' && <span className={styles['under']}>{detail}</span>}
              </td>
              <Short>{state.read === null ? '–' : formatDayTime(state.read.at, zone)}</Short>
            </tr>
          );
        })}
      </Table>
    </Section>
  );
}
