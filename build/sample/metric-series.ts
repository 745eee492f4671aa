import { services, type SampleService } from '../../assets/sample/organisation.ts';
import { day, hour, minute, offsetAt } from './local-time.ts';
import type { History } from './plan-history.ts';
import type { Trouble } from './plan.ts';
import { createRandom, type Random } from './random.ts';

/** One metric of one service. `level` is its usual value, `trouble` how much of a trouble it feels. */
export type Metric = {
  readonly service: SampleService;
  readonly name: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neither';
  readonly level: number;
  readonly digits: number;
  /** How strongly it follows load: 1 = in proportion. */
  readonly follows: number;
  readonly noise: number;
  readonly feels: (trouble: Trouble) => number;
};

export type Sample = readonly [time: number, value: number];

function metricsOf(service: SampleService): readonly Metric[] {
  const latency = (trouble: Trouble): number => trouble.latency;
  const errors = (trouble: Trouble): number => trouble.errors;
  const base = { service, digits: 1 };
  const common: readonly Metric[] = [
    {
      ...base,
      name: 'p95_latency',
      unit: 'ms',
      better: 'lower',
      level: service.p95,
      follows: 0.22,
      noise: 0.13,
      feels: latency,
    },
    {
      ...base,
      name: 'error_rate',
      unit: '%',
      better: 'lower',
      level: service.errors,
      digits: 3,
      follows: 0.1,
      noise: 0.42,
      feels: errors,
    },
    {
      ...base,
      name: 'request_rate',
      unit: '1/s',
      better: 'neither',
      level: service.requests,
      digits: 2,
      follows: 1,
      noise: 0.1,
      feels: ({ errors }) => 1 / (1 + errors / 120),
    },
  ];
  if (service.id === 'fares')
    return [
      ...common,
      {
        ...base,
        name: 'pool_wait',
        unit: 'ms',
        better: 'lower',
        level: 3.4,
        follows: 0.6,
        noise: 0.36,
        feels: ({ latency }) => latency ** 2.2,
      },
      {
        ...base,
        name: 'quote_conversion',
        unit: '%',
        better: 'higher',
        level: 63,
        follows: 0.02,
        noise: 0.035,
        feels: ({ latency }) => 1 - Math.min(0.4, 0.05 * (latency - 1)),
      },
    ];
  if (service.id === 'boarding')
    return [
      ...common,
      {
        ...base,
        name: 'gate_refusals',
        unit: '%',
        better: 'lower',
        level: 0.9,
        digits: 2,
        follows: 0.05,
        noise: 0.22,
        feels: ({ errors }) => 1 + errors / 4,
      },
    ];
  return common;
}

export type SampledMetric = { readonly metric: Metric; readonly samples: readonly Sample[] };

export const sampleAll = (history: History): readonly SampledMetric[] =>
  services.flatMap(metricsOf).map((metric) => ({ metric, samples: sampleMetric(metric, history) }));

/** Like a real store: the older, the coarser. Services under review keep five minutes for a while. */
const fineDays: ReadonlyMap<string, number> = new Map([
  ['fares', 75],
  ['boarding', 45],
  ['search', 40],
]);
const hourlyDays = 300;
const coarseStep = 4 * hour;
/** The collector of these was moved and never reported again. */
export const deadService = 'port-display';
const deadSinceDays = 3.3;
/** One week-end in winter the collector itself was down. */
const outageDaysBack: readonly [number, number] = [286, 284.7];

/** The samples of one metric, oldest first, with rhythm, noise, troubles and gaps. */
function sampleMetric(metric: Metric, history: History): readonly Sample[] {
  const random = createRandom(history.seed, `metrics/${metric.service.id}/${metric.name}`);
  const gaps = planGaps(metric, history, random);
  const troubles = history.troubles.filter((trouble) => trouble.service === metric.service.id);
  const samples: Sample[] = [];
  let drift = 0;
  for (let time = history.from; time <= history.until;) {
    const step = stepAt(metric, time, history.until);
    const memory = Math.exp(-step / (6 * hour));
    drift = memory * drift + Math.sqrt(1 - memory * memory) * random.normal();
    const wobble = Math.exp(metric.noise * (0.6 * drift + 0.8 * random.normal()));
    const value =
      metric.level *
      loadAt(metric.service, time, history) ** metric.follows *
      wobble *
      troubleAt(metric, troubles, time, step);
    if (!gaps.some(([from, to]) => time >= from && time < to)) samples.push([time, round(value, metric.digits)]);
    time += step;
  }
  return samples;
}

function stepAt(metric: Metric, time: number, until: number): number {
  if (time < Math.ceil((until - hourlyDays * day) / coarseStep) * coarseStep) return coarseStep;
  return time >= until - (fineDays.get(metric.service.id) ?? 0) * day ? 5 * minute : hour;
}

/** How busy a service is, 1 on the average: day and night, week and week-end, summer, and a little growth. */
function loadAt(service: SampleService, time: number, history: History): number {
  const local = time + offsetAt(time);
  const hourOfDay = (local % day) / hour;
  const weekday = (Math.floor(local / day) + 3) % 7;
  const dayOfYear = (local / day) % 365.25;
  // Nights are quiet, the morning is the peak, a lower one follows in the evening.
  const daily = 0.22 + 0.95 * hump(hourOfDay, 10.2, 3.3) + 0.75 * hump(hourOfDay, 18.4, 3);
  const weekly = weekday === 5 ? service.weekend : weekday === 6 ? service.weekend * 0.94 : weekday === 4 ? 1.06 : 1;
  const yearly = 1 + 0.42 * hump(dayOfYear, 196, 42) - 0.12 * hump(dayOfYear, 20, 30);
  const growth = 1 + (0.28 * (time - history.from)) / (history.until - history.from);
  return daily * 1.35 * weekly * yearly * growth;
}

const hump = (x: number, centre: number, width: number): number => Math.exp(-0.5 * ((x - centre) / width) ** 2);

/** A sample stands for the step before it, so a trouble counts by the share of that step it filled. */
function troubleAt(metric: Metric, troubles: readonly Trouble[], time: number, step: number): number {
  let factor = 1;
  for (const trouble of troubles) {
    const share = (Math.min(trouble.to, time) - Math.max(trouble.from, time - step)) / step;
    if (share > 0) factor *= 1 + (metric.feels(trouble) - 1) * share;
  }
  return factor;
}

type Gap = readonly [from: number, to: number];

function planGaps(metric: Metric, { from, until }: History, random: Random): readonly Gap[] {
  const [outageFrom, outageTo] = outageDaysBack;
  const gaps: Gap[] = [[until - outageFrom * day, until - outageTo * day]];
  for (let count = 0; count < 5; count += 1) {
    // The last month is whole: reviews are about it.
    const at = random.between(from, until - 35 * day);
    gaps.push([at, at + random.around(3, 0.8) * hour]);
  }
  if (metric.service.id === deadService) gaps.push([until - deadSinceDays * day, until + day]);
  return gaps;
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
