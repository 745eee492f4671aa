import type { ConfigPair } from '../../shared/domain/cause/config-change.ts';
import type { Locator } from '../../shared/domain/claim/claim.ts';
import { timeInZone } from '../../shared/meeting/said-time.ts';
import { ConfigDiff } from './config-diff.tsx';
import { WindowChart } from './window-chart.tsx';
import styles from './evidence-picker.module.css';

type Props = {
  readonly locator: Locator;
  readonly zone: string;
  readonly unit: string;
  readonly pair: ConfigPair | undefined;
  /** The setting that the cause is about, else its words. */
  readonly named: string;
};

/** What the chosen piece shows, where it can be drawn: a metric's window, the difference of two configurations. */
export function EvidencePreview({ locator, zone, unit, pair, named }: Props) {
  if (locator.type === 'metric-window')
    return (
      <WindowChart
        series={locator.series}
        from={locator.from}
        to={locator.to}
        zone={zone}
        unit={unit}
        usual={null}
        marks={[]}
        caption={`${timeInZone(locator.from, zone)} to ${timeInZone(locator.to, zone)}`}
        room={false}
      />
    );
  if (pair === undefined) return null;
  if (pair.fault !== null) return <p className={styles['rest']}>{`Cannot be compared: ${pair.fault}`}</p>;
  return (
    // Unfolded it is longer than its place: the arrows scroll what has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['preview']} role="group" aria-label="What changed" tabIndex={0}>
      <ConfigDiff key={pair.after.id} first={3} changes={pair.changes} changed={pair.changed} named={named} />
    </div>
  );
}
