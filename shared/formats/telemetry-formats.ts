import { elasticsearchFormat } from './map-elasticsearch.ts';
import { logsFormat } from './map-logs.ts';
import { lokiFormat } from './map-loki.ts';
import { openMetricsFormat } from './map-openmetrics.ts';
import { otlpLogsFormat } from './map-otlp-logs.ts';
import { otlpMetricsFormat } from './map-otlp-metrics.ts';
import { prometheusFormat } from './map-prometheus.ts';

/** Metrics and logs as monitoring tools write them. */
export const telemetryFormats = {
  prometheus: prometheusFormat,
  openmetrics: openMetricsFormat,
  'otlp-metrics': otlpMetricsFormat,
  'otlp-logs': otlpLogsFormat,
  logs: logsFormat,
  loki: lokiFormat,
  elasticsearch: elasticsearchFormat,
} as const;
