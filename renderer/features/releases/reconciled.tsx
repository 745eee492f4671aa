import { useMemo } from 'react';
import type { Reconciled, ReconcileClass } from '../../../shared/analysis/reconcile-types.ts';
import { reconcileRows } from '../../../shared/analysis/reconcile.ts';
import type { ReleaseDetail } from '../../store/read-releases.ts';
import { useRows } from '../../store/row-hooks.ts';
import { countOf } from '../../ui/format-number.ts';
import { formatClockSeconds, formatShortDay, formatSpan } from '../../ui/format-time.ts';
import { Mark, type Tone } from '../../ui/mark.tsx';
import { Popover } from '../../ui/popover.tsx';
import styles from './releases.module.css';

const week = 7 * 86_400_000;

/** [M2.4] Each deployment of a release against what the runtime showed, by the deployment's id. Undefined while it is read. */
export function useReconciled({ summary, deployments }: ReleaseDetail): ReadonlyMap<string, Reconciled> | undefined {
  const times = deployments.map((row) => row.startedAt);
  const [from, to] = [Math.min(summary.at, ...times) - week, Math.max(summary.at, ...times) + week];
  const claims = useRows('deployment', from, to, summary.service);
  const runtime = useRows('runtime', from, to, summary.service);
  const sightings = useRows('sighting', from, to, summary.service);
  return useMemo(() => {
    if (claims === undefined || runtime === undefined || sightings === undefined) return undefined;
    const results = reconcileRows(claims, sightings, runtime);
    return new Map(results.flatMap((each) => (each.claim === null ? [] : [[each.claim.ref, each] as const])));
  }, [claims, runtime, sightings]);
}

const tones: { readonly [C in ReconcileClass]: Tone } = {
  confirmed: 'calm',
  late: 'warn',
  early: 'warn',
  partial: 'over',
  never: 'over',
  'rolled-back': 'warn',
  undeclared: 'over',
  unmappable: 'warn',
  unobservable: 'plain',
};

const classWords: { readonly [C in ReconcileClass]: string } = {
  confirmed: 'confirmed',
  late: 'late',
  early: 'early',
  partial: 'not everywhere',
  never: 'never seen',
  'rolled-back': 'rolled back',
  undeclared: 'nobody declared it',
  unmappable: 'cannot be matched',
  unobservable: 'not observed',
};

/** What became of a claim at runtime; it opens to the interval, the instances and the samples that bound it. */
export function ReconciledCell({ found, zone }: { readonly found: Reconciled; readonly zone: string }) {
  const { transition, lag, reason } = found;
  const isOff = found.class === 'late' || found.class === 'early';
  const word = isOff && lag !== null ? `${formatSpan(Math.abs(lag.to))} ${found.class}` : classWords[found.class];
  const samples = transition?.samples ?? [];
  return (
    <Popover
      trigger={<Mark tone={tones[found.class]}>{word}</Mark>}
      label={`At runtime ${word}, why`}
      title={`At runtime: ${word}`}
    >
      <p>{reason}</p>
      {lag !== null && (
        <p className={styles['small']}>
          Runtime minus claim: {lag.from === null ? 'up to ' : lag.from === lag.to ? '' : `${signed(lag.from)} to `}
          {signed(lag.to)}
        </p>
      )}
      {transition !== null && (
        <p className={styles['small']}>
          {transition.instances} of {countOf(transition.present, 'instance')} ran it
          {transition.mixedMs > 0 && `, ${formatSpan(transition.mixedMs)} beside another version`}
          {transition.gap && '; a gap in the samples lies in one of the changes'}
        </p>
      )}
      {samples.length > 0 && (
        <ol className={styles['samples']}>
          {samples.slice(0, 24).map((sample) => (
            <li key={`${sample.instance} ${sample.at}`}>
              <time>
                {formatShortDay(sample.at, zone)} {formatClockSeconds(sample.at, zone)}
              </time>
              <span>{sample.instance}</span>
              <span>{sample.version ?? 'no version'}</span>
            </li>
          ))}
        </ol>
      )}
    </Popover>
  );
}

const signed = (ms: number): string => `${ms < 0 ? '−' : '+'}${formatSpan(Math.abs(ms))}`;
