import type { ColumnMapping } from '../domain/release/column-mapping.ts';
import { givenValues } from './column-plan.ts';
import type { LabelReading, Labels } from './metric-labels.ts';
import type { Sightings } from './sighting-runs.ts';

const versionLabels = ['version', 'app_version', 'release', 'image_tag', 'tag', 'service.version', 'service_version'];

/** Tells of what a series' samples are sightings: of a version, of a process start, or of neither. */
export type SeriesSense = {
  readonly see: (time: number, value: number) => void;
  /** False for information series, whose value is always 1. */
  readonly hasSamples: boolean;
};

/**
 * Finds the version label of a series. Of its own accord only in `app_build_info` and other `..._build_info` series
 * (never `go_build_info`, which is the compiler's); a mapping's `columns.version`, or its constant `versionLabel`, makes
 * every series that carries that label a sighting. A version without an instance is no sighting.
 */
export function createVersionReader(
  mapping: ColumnMapping,
  sightings: Sightings,
): (name: string, labels: Labels, reading: LabelReading) => SeriesSense {
  const named = mapping.columns['version'] ?? givenValues(mapping)['versionLabel'];
  const versionOf = (name: string, labels: Labels): string | undefined => {
    if (named !== undefined) return labels[named];
    if (!/(^|_)build_info$/.test(name) || name === 'go_build_info') return undefined;
    return versionLabels.map((label) => labels[label]).find((value) => value !== undefined && value !== '');
  };
  return (name, labels, reading) => {
    const startKey = `${labels['job'] ?? ''}\n${reading.instance ?? ''}`;
    if (reading.instance === null) return { see: () => undefined, hasSamples: true };
    if (name === 'process_start_time_seconds')
      return {
        see: (time, value) => sightings.started(startKey, time, Math.round(value * 1000)),
        hasSamples: true,
      };
    const version = versionOf(name, labels)?.slice(0, 80);
    if (version === undefined || version === '') return { see: () => undefined, hasSamples: true };
    const { service, environment } = reading;
    const of = { service, environment, instance: reading.instance.slice(0, 200) };
    return {
      // An information series at 0 says that this version does not run.
      see: (time, value) => value !== 0 && sightings.see(of, startKey, version, time),
      hasSamples: !/(^|_)info$/.test(name),
    };
  };
}
