import { useEffect, useState } from 'react';
import type { Output } from '../../../shared/contract/procedures.ts';
import type { RowOf } from '../../../shared/domain/release/rows.ts';
import type { Span } from '../../canvas/chart/window.ts';
import { call } from '../../host/client.ts';
import { Loading } from '../../ui/empty.tsx';
import { countOf, formatQuantity } from '../../ui/format-number.ts';
import { formatClockSeconds, formatDayTime } from '../../ui/format-time.ts';
import { Refusal } from '../../ui/refusal.tsx';
import styles from './series.module.css';

type Looked = Awaited<ReturnType<typeof call<'evidence.look'>>>;
type Props = { readonly row: RowOf<'series'>; readonly selection: Span; readonly zone: string };

const settleMs = 250;

/** What the main process finds in a window: that, and nothing the page computed, is what a review would attach. */
export function SelectionAsEvidence({ row, selection, zone }: Props) {
  const { from, to } = selection;
  const [looked, setLooked] = useState<Looked | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      const locator = { type: 'metric-window' as const, series: row.series, from, to };
      void call('evidence.look', { locator, zone }).then((answer) => isCurrent && setLooked(answer));
    }, settleMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [row.series, from, to, zone]);
  if (looked === null) return <Loading what="the window" />;
  if (!looked.ok) return <Refusal fault={looked.error} />;
  return <Told value={looked.value} row={row} selection={selection} zone={zone} />;
}

function Told({ value, row, selection, zone }: Props & { readonly value: Output<'evidence.look'> }) {
  const clock = (at: number) => `${formatDayTime(at, zone).split(',')[0]} ${formatClockSeconds(at, zone)}`;
  const { samples } = value;
  return (
    <dl className={styles['told']}>
      <dt>reads as</dt>
      <dd>{value.label}</dd>
      <dt>window</dt>
      <dd>
        {clock(selection.from)} to {clock(selection.to)}
      </dd>
      {samples !== null && (
        <>
          <dt>samples</dt>
          <dd>
            {countOf(samples.count, 'sample')}, {formatQuantity(samples.least, row.unit)} to{' '}
            {formatQuantity(samples.greatest, row.unit)}, median {formatQuantity(samples.median, row.unit)}
          </dd>
        </>
      )}
      {value.sources.map((source) => (
        <SourceOf key={source.sha256} source={source} zone={zone} />
      ))}
      <dt>SHA-256</dt>
      <dd className={styles['hash']}>{value.hash}</dd>
    </dl>
  );
}

function SourceOf({
  source,
  zone,
}: {
  readonly source: Output<'evidence.look'>['sources'][number];
  readonly zone: string;
}) {
  return (
    <>
      <dt>from</dt>
      <dd>
        {source.name}
        {source.query !== null && <code className={styles['query']}>{source.query}</code>}
        <span className={styles['under']}>
          {' '}
          {source.query === null ? 'taken in' : 'fetched'} {formatDayTime(Date.parse(source.at), zone)} · raw{' '}
          <span className={styles['hash']}>{source.sha256.slice(0, 16)}…</span>
        </span>
      </dd>
    </>
  );
}
