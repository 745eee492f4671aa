import { fromWall, withOffset, withoutZone } from '../local-time.ts';
import type { Metric, Sample, SampledMetric } from '../metric-series.ts';
import { amidst, within, type CarriedFile, type Window } from './carried-file.ts';

/** Until then `notices` exported its latency in seconds. */
const secondsUntil = fromWall('2025-09-15 00:00');
const unitChanged = { service: 'notices', metric: 'p95_latency' };
/** How a service's dashboards write times; the others give seconds since 1970. */
const timeStyles = new Map([
  ['reports', withoutZone],
  ['tickets', withOffset],
]);

/** One file per series. Two for the series that changed its unit: one in each. */
export function metricFiles(sampled: readonly SampledMetric[], window: Window): readonly CarriedFile[] {
  return sampled.flatMap(({ metric, samples: all }) => {
    const samples = all.filter(([time]) => within(window, time));
    const changes = metric.service.id === unitChanged.service && metric.name === unitChanged.metric;
    const before = changes ? samples.filter(([time]) => time < secondsUntil) : [];
    const files = [
      metricFile({ ...metric, unit: 's' }, `${metric.service.id}.${metric.name}.seconds.csv`, before.map(toSeconds)),
      metricFile(
        metric,
        `${metric.service.id}.${metric.name}.csv`,
        changes ? samples.filter(([time]) => time >= secondsUntil) : samples,
      ),
    ];
    return files.filter((file) => file !== null);
  });
}

const toSeconds = ([time, value]: Sample): Sample => [time, Math.round(value) / 1000];

function metricFile(metric: Metric, name: string, samples: readonly Sample[]): CarriedFile | null {
  if (samples.length === 0) return null;
  const { service, unit, better } = metric;
  const style = timeStyles.get(service.id);
  const lines = samples.map(([time, value]) => `${style === undefined ? time / 1000 : style(time)},${value}`);
  const bad = service.id === 'loyalty' && metric.name === 'error_rate' ? badLines(samples) : [];
  return {
    name,
    text: `timestamp,value\n${amidst(lines, bad).join('\n')}\n`,
    format: 'metrics',
    mapping: {
      columns: {},
      constants: { service: service.id, metric: metric.name, environment: 'production', unit, better },
      ...(style === withoutZone && { zone: 'Europe/Copenhagen' }),
    },
  };
}

/** Cells that a spreadsheet left behind. */
function badLines(samples: readonly Sample[]): readonly string[] {
  const time = (samples.at(-1)?.[0] ?? 0) / 1000;
  return [`${time},n/a`, `${time},#DIV/0!`, `,0.1`];
}
