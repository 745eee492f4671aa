import type { Origin } from '../../shared/domain/review/package-parts.ts';
import type { ReleaseData } from '../../shared/projections/release-data.ts';
import type { Intake, Provenance } from '../intake/intake.ts';

/** The intake as the projections read it. */
export const intakeToReleaseData = (intake: Intake): ReleaseData => ({
  rows: (kind, owner) => intake.rows.of(kind, owner),
  within: (kind, from, to, owner) => intake.rows.within(kind, from, to, owner),
  samples: (series, from, to) => intake.samples(series, from, to),
  quarantine: () => {
    const files = intake.quarantine().filter((file) => file.rows.length > 0);
    return { files: files.length, rows: files.reduce((sum, file) => sum + file.rows.length, 0) };
  },
  pulls: () => intake.pulls(),
  originOf: async (kind, id) => {
    const provenance = await intake.provenance(kind, id);
    return provenance === undefined ? undefined : toOrigin(provenance);
  },
  originsOfSamples: async (series, from, to) =>
    await Promise.resolve(intake.provenanceOfSamples(series, from, to).map(toOrigin)),
  head: () => intake.head(),
});

const toOrigin = ({ name, sha256, format, mapVersion, at, pulled }: Provenance): Origin => ({
  name,
  sha256,
  format,
  mapVersion,
  source: pulled?.source ?? null,
  query: pulled?.query ?? null,
  fetchedAt: pulled === undefined ? null : Date.parse(pulled.fetchedAt),
  takenAt: Date.parse(at),
});
