import type { RunningServices } from '../../electron/host/create-services.ts';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import type { RowKind, RowOf } from '../../shared/domain/release/rows.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { CarriedFile } from './carried/carried-file.ts';
import type { StageClock } from './stage-clock.ts';

/** A story step that the product refused: the story is wrong, not the product. */
class StoryRefused extends Error {
  override readonly name = 'StoryRefused';
}

/** The running product with its clock in hand. Everything a story does goes through the product's own services. */
export type Stage = {
  readonly services: RunningServices['services'];
  readonly clock: StageClock;
  readonly sitDown: (member: string) => Promise<void>;
  readonly take: (file: CarriedFile) => Promise<TakenFile>;
  readonly openReview: (release: string, title: string, tier?: 'full' | 'light') => Promise<ReviewId>;
  /** Runs one command at `at` (epoch ms); a refusal ends the story with its words. */
  readonly run: (review: ReviewId, at: number, command: ReviewCommand) => Promise<void>;
  /** The one row of a kind and service that a test picks out. */
  readonly row: <K extends RowKind>(kind: K, service: string, fits: (row: RowOf<K>) => boolean) => Promise<RowOf<K>>;
};

export type TakenFile = {
  readonly name: string;
  readonly accepted: number;
  readonly unchanged: number;
  readonly byKind: { readonly [kind: string]: number };
  readonly quarantined: readonly { readonly row: number; readonly code: string }[];
};

export function createStage(services: RunningServices['services'], clock: StageClock): Stage {
  let commands = 0;
  return {
    services,
    clock,
    sitDown: async (member) => {
      const id = member as MemberId;
      must(
        await services.workspace.record(id, { type: 'member.sat-down.v1', body: { member: id } }),
        `seating ${member}`,
      );
    },
    take: async ({ name, text, format, mapping }) => {
      const bytes = new TextEncoder().encode(text);
      const file = { name, size: bytes.length, open: () => pieces(bytes) };
      const report = must(await services.intake.takeFile(file, { format, mapping }), name);
      if (report.stopped !== null) throw new StoryRefused(`${name}: ${report.stopped.message}`);
      return { ...report, quarantined: report.quarantined.map(({ row, code }) => ({ row, code })) };
    },
    openReview: async (release, title, tier = 'full') =>
      must(await services.reviews.open(release as ReleaseId, tier, title), `opening ${release}`).review,
    run: async (review, at, command) => {
      clock.set(at);
      commands += 1;
      const id = `c${String(commands).padStart(5, '0')}`;
      must(await services.reviews.run(review, id, command), `${review} ${command.type}`);
    },
    row: async (kind, service, fits) => {
      const found = (await services.intake.rows.of(kind, service)).find(fits);
      if (found === undefined) throw new StoryRefused(`no ${kind} of ${service} fits`);
      return found;
    },
  };
}

async function* pieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1 << 17) yield await Promise.resolve(bytes.subarray(at, at + (1 << 17)));
}

type Fault = Pick<CallFault, 'message'> & { readonly satisfy?: string | undefined };

/** The value of a step that must go well. */
export function must<T>(result: Result<T, Fault>, what: string): T {
  if (result.ok) return result.value;
  throw new StoryRefused(`${what}: ${result.error.message} ${result.error.satisfy ?? ''}`);
}
