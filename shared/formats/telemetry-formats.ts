import { openMetricsFormat } from './map-openmetrics.ts';
import { prometheusFormat } from './map-prometheus.ts';

/** Metrics and logs as monitoring tools write them. */
export const telemetryFormats = {
  prometheus: prometheusFormat,
  openmetrics: openMetricsFormat,
} as const;
