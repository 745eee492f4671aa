import { fromWall } from '../local-time.ts';
import { sampleAll, type SampledMetric } from '../metric-series.ts';
import type { History } from '../plan-history.ts';
import { buildsFile } from './builds.ts';
import { catalogueFile, objectivesFile } from './catalogue.ts';
import type { CarriedFile, Window } from './carried-file.ts';
import { configurationFiles } from './configuration.ts';
import { deploymentsFile } from './deployments.ts';
import { predictionsFile } from './expectations.ts';
import { gitFiles } from './git.ts';
import { incidentsFile } from './incidents.ts';
import { metricFiles } from './metrics.ts';
import { outcomesFile } from './outcomes.ts';
import { postMortemFile } from './post-mortem.ts';
import { runtimeFile } from './runtime.ts';

/** What was carried in on one day. */
export type Delivery = { readonly at: number; readonly files: readonly CarriedFile[] };

const overlap = 7 * 86_400_000;

/**
 * Two deliveries: all that was known a month before the end of history (the morning after the closed review's release),
 * and everything since, with a week of overlap as careful people leave it.
 */
export function makeDeliveries(history: History): readonly Delivery[] {
  const date = new Date(history.until - 30 * 86_400_000).toISOString().slice(0, 10);
  const firstAt = fromWall(`${date} 07:40`);
  const sampled = sampleAll(history);
  return [
    { at: firstAt, files: carriedFiles(history, sampled, { from: 0, at: firstAt }) },
    {
      at: history.until,
      files: [
        ...carriedFiles(history, sampled, { from: firstAt - overlap, at: history.until }),
        outcomesFile(history),
        postMortemFile(history),
        ...configurationFiles(history),
        catalogueFile(),
        objectivesFile(),
      ],
    },
  ];
}

const carriedFiles = (history: History, sampled: readonly SampledMetric[], window: Window): readonly CarriedFile[] => [
  deploymentsFile(history, window),
  runtimeFile(history, window),
  incidentsFile(history, window),
  buildsFile(history, window),
  predictionsFile(history, window),
  ...gitFiles(history, window),
  ...metricFiles(sampled, window),
];
