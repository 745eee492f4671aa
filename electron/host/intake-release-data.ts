import type { ReleaseData } from '../../shared/projections/release-data.ts';
import type { Intake } from '../intake/intake.ts';

/** The intake as the projections read it. */
export const intakeToReleaseData = (intake: Intake): ReleaseData => ({
  rows: (kind, owner) => intake.rows.of(kind, owner),
  within: (kind, from, to, owner) => intake.rows.within(kind, from, to, owner),
  samples: (series, from, to) => intake.samples(series, from, to),
  quarantine: () => {
    const files = intake.quarantine().filter((file) => file.rows.length > 0);
    return { files: files.length, rows: files.reduce((sum, file) => sum + file.rows.length, 0) };
  },
  pulls: () => [],
  originOf: async () => await Promise.resolve(undefined),
  originsOfSamples: async () => await Promise.resolve([]),
  head: () => intake.head(),
});
