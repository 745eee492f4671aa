import { largestEvidenceFile, type CarriedEvidence } from '../../shared/contract/evidence-procedures.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import { findCause } from '../../shared/domain/cause/cause-index.ts';
import { changesNearest } from '../../shared/domain/cause/config-change.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { sizeText } from '../../shared/projections/file-label.ts';
import { baseName } from '../intake/carried-file.ts';
import { configPairsOf } from './config-pairs.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import { fail, toCallFault } from './fault.ts';
import { lookAtEvidence } from './look-at-evidence.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** Changes of one diff that a screen gets; the rest is in the exhibit. */
const mostChanges = 200;

/** What the page asks about evidence, and about the checks that rest on it. */
export function createEvidenceHandlers(
  services: Services,
): Pick<ProcedureHandlers, 'evidence.look' | 'cause.check' | 'evidence.config-pairs'> {
  const { evidence, intake, reviews, causes } = services;
  return {
    'evidence.look': (input) => {
      const read = input.review === undefined ? undefined : reviews.read(input.review);
      return lookAtEvidence(evidence, intake, input, read?.ok === true ? read.value.review : undefined);
    },
    'cause.check': async ({ review: id, cause: causeId }) => {
      const read = reviews.read(id);
      if (!read.ok) return read;
      const { review } = read.value;
      const cause = findCause(review.causes, causeId);
      if (cause === undefined) return fail('no-cause', 'There is no such cause in this review.');
      const checks = [...(await causes.check(review, cause))];
      const diffs = [];
      for (const piece of cause.evidence) {
        if (piece.locator.type !== 'config-diff') continue;
        const exhibit = await causes.diffOf(piece);
        if (exhibit === undefined) continue;
        const changes = changesNearest(exhibit.changes, cause.classification?.key ?? null).slice(0, mostChanges);
        diffs.push({ piece: piece.id, label: piece.label, changes: [...changes], changed: exhibit.changes.length });
      }
      return ok({ checks, diffs });
    },
    'evidence.config-pairs': async ({ review: id }) => {
      const read = reviews.read(id);
      if (!read.ok) return read;
      return ok({ pairs: [...(await configPairsOf(intake.rows, evidence, read.value.review))] });
    },
  };
}

/** Keeps a file that is to be evidence. It is on the disk under its hash before the answer. */
export async function carryEvidence(
  evidence: Pick<EvidenceDesk, 'keepFile'>,
  name: string,
  body: AsyncIterable<Uint8Array>,
): Promise<Result<CarriedEvidence, CallFault>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > largestEvidenceFile)
      return fail(
        'too-large',
        `As evidence a file has at most ${sizeText(largestEvidenceFile)}. Nothing was kept; cut out the part that shows it.`,
      );
    parts.push(part);
  }
  if (size === 0) return fail('empty-file', 'That file is empty: there is nothing to show. Nothing was kept.');
  const kept = await evidence.keepFile(Buffer.concat(parts));
  if (!kept.ok) return err(toCallFault(kept.error));
  return ok({ sha256: kept.value, name: nameOf(name), size });
}

/** The name without folders and without signs that no list shows. */
const nameOf = (name: string): string => {
  const clean = baseName(name)
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200)
    .trim();
  return clean === '' ? 'file' : clean;
};
