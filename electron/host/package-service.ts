import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { FrozenBaseline } from '../../shared/domain/kpi/frozen-baseline.ts';
import type { ReleaseId, ReviewId, ServiceId } from '../../shared/domain/ids.ts';
import type { ReviewPackage } from '../../shared/domain/review/package.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { packageDueAt } from '../../shared/meeting/package-due.ts';
import { uncitedMetrics } from '../../shared/projections/cited-metrics.ts';
import { packageHtml } from '../../shared/projections/package-report.ts';
import type { ReleaseData } from '../../shared/projections/release-data.ts';
import { assemblePackage } from '../../shared/projections/review-package.ts';
import { loadReportFonts } from '../export/verify-page.ts';
import type { Clock } from '../platform/clock.ts';
import { onDisk, writeFileAtomic } from '../platform/files.ts';
import { createBaselineDesk } from './baseline-desk.ts';
import { sha256Of } from './sha256-of.ts';
import { fail, toCallFault } from './fault.ts';
import type { ReviewService } from './review-service.ts';
import type { ShellPort } from './shell-port.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** A package under the SHA-256 of its canonical JSON. */
export type AssembledPackage = { readonly hash: string; readonly content: ReviewPackage };

/** Puts packages together, freezes what they are held against, and writes them out for those who will attend. */
export interface PackageService {
  /** The folder a review's package is written to. */
  readonly folder: (review: ReviewId) => string;
  assemble(review: Review, now: number): Promise<AssembledPackage>;
  preview(review: ReviewId): Promise<Result<AssembledPackage, CallFault>>;
  freeze(release: ReleaseId, isPostHoc: boolean): Promise<Result<FrozenBaseline, CallFault>>;
  /** Freezes what can be frozen before go-live and opens the seals of what went live; called after release data came in. */
  freezeDue(): Promise<number>;
  write(review: ReviewId): Promise<Result<Output<'package.export'>, CallFault>>;
  /** Of these reviews, those whose package was written. */
  written(reviews: readonly ReviewId[]): Promise<readonly ReviewId[]>;
}

export type PackageServiceParts = {
  readonly workspaceDir: string;
  readonly data: ReleaseData;
  readonly clock: Clock;
  readonly workspace: WorkspaceService;
  readonly port: ShellPort;
  /** Made after this, since preparing a review needs its package. */
  readonly reviews: () => ReviewService;
  /** Opens the predictions of releases that went live (M6.4). */
  readonly openSeals: () => Promise<number>;
};

export function createPackageService(parts: PackageServiceParts): PackageService {
  const { workspaceDir, data, clock, workspace, port, reviews, openSeals } = parts;
  const baselines = createBaselineDesk(data, workspace, clock);
  const folder = (review: ReviewId): string => join(workspaceDir, 'packages', review);

  const pastReviews = (): readonly Review[] =>
    reviews()
      .ids()
      .flatMap((id) => {
        const read = reviews().read(id);
        return read.ok ? [read.value.review] : [];
      });

  async function assemble(review: Review, now: number): Promise<AssembledPackage> {
    await openSeals();
    const service = review.service as ServiceId;
    const version = review.release.slice(service.length + 1);
    const content = await assemblePackage(data, {
      needed: review.governance.tier.kpis,
      service,
      version,
      zone: review.zone,
      now,
      workspace: workspace.current(),
      baseline: await baselines.standing(service, version, review.zone),
      uncited: uncitedMetrics(pastReviews(), service),
    });
    return { hash: sha256Of(canonicalJson(content)), content };
  }

  async function write(id: ReviewId): Promise<Result<Output<'package.export'>, CallFault>> {
    const read = reviews().read(id);
    if (!read.ok) return read;
    const { review } = read.value;
    if (review.package === null)
      return fail('not-sealed', 'The package is not sealed yet. Fill the seats and prepare the review first.');
    const html = packageHtml(review, review.package, workspace.current(), await loadReportFonts());
    const pdf = await port.printToPdf(html);
    const written: { name: string; bytes: number }[] = [];
    for (const [name, content] of [
      ['package.html', html],
      ['package.pdf', pdf],
    ] as const) {
      if (content === null) continue;
      const path = join(folder(id), name);
      const kept = await onDisk(async () => {
        await writeFileAtomic(path, content);
        return (await stat(path)).size;
      });
      if (!kept.ok) return err(toCallFault(kept.error));
      written.push({ name, bytes: kept.value });
    }
    const dueAt = packageDueAt(review);
    return ok({ files: written, dueAt, isLate: dueAt !== null && clock.wall() > dueAt });
  }

  async function written(ids: readonly ReviewId[]): Promise<readonly ReviewId[]> {
    const found: ReviewId[] = [];
    for (const id of ids) if ((await onDisk(() => stat(join(folder(id), 'package.html')))).ok) found.push(id);
    return found;
  }

  return {
    folder,
    assemble,
    preview: async (id) => {
      const read = reviews().read(id);
      return read.ok ? ok(await assemble(read.value.review, clock.wall())) : read;
    },
    freeze: (release, isPostHoc) => baselines.freeze(release, isPostHoc),
    freezeDue: async () => {
      await openSeals();
      return baselines.freezeDue();
    },
    write,
    written,
  };
}
