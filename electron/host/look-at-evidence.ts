import type { CallFault, Output, ParsedInput } from '../../shared/contract/procedures.ts';
import { median } from '../../shared/analysis/robust.ts';
import type { Locator } from '../../shared/domain/claim/claim.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import type { Intake, Provenance } from '../intake/intake.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { fail } from './fault.ts';
import { sha256Of } from './sha256-of.ts';

type Looked = Output<'evidence.look'>;

const mostSources = 50;

/** What a locator would bring as evidence, and where that came from. Keeps nothing. */
export async function lookAtEvidence(
  desk: EvidenceDesk,
  intake: Intake,
  { locator, zone }: Pick<ParsedInput<'evidence.look'>, 'locator' | 'zone'>,
  review: Pick<Review, 'id' | 'notes'> = { id: '', notes: [] },
): Promise<Result<Looked, CallFault>> {
  const exhibit = await desk.fetch(locator, { ...review, zone });
  if ('missing' in exhibit) return fail('no-evidence', `This would be no evidence: ${exhibit.missing}.`);
  const sources = await sourcesOf(intake, locator);
  return ok({
    label: exhibit.label,
    hash: sha256Of(exhibit.bytes),
    samples: await samplesOf(intake, locator),
    sources: sources.slice(0, mostSources).map(({ name, format, mapVersion, sha256, pulled, at }) => ({
      name,
      format,
      mapVersion,
      sha256,
      query: pulled?.query ?? null,
      at: pulled?.fetchedAt ?? at,
    })),
  });
}

async function samplesOf(intake: Intake, locator: Locator): Promise<Looked['samples']> {
  if (locator.type !== 'metric-window') return null;
  const { values } = await intake.samples(locator.series, locator.from, locator.to);
  const sorted = values.slice().sort();
  const [least, greatest, middle] = [sorted[0], sorted.at(-1), median(values)];
  if (least === undefined || greatest === undefined || middle === undefined) return null;
  return { count: values.length, least, greatest, median: middle };
}

async function sourcesOf(intake: Intake, locator: Locator): Promise<readonly Provenance[]> {
  switch (locator.type) {
    case 'testimony':
    case 'file':
    case 'note':
    case 'moment':
      return [];
    case 'config-diff': {
      const both = [
        await intake.provenance('snapshot', locator.before),
        await intake.provenance('snapshot', locator.after),
      ];
      return both.flatMap((each) => each ?? []);
    }
    case 'metric-window':
      return [
        ...new Map(
          intake.provenanceOfSamples(locator.series, locator.from, locator.to).map((each) => [each.sha256, each]),
        ).values(),
      ];
    default: {
      const found = await intake.provenance(locator.type, locator.id);
      return found === undefined ? [] : [found];
    }
  }
}
