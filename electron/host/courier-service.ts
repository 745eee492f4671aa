import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import {
  relateCourier,
  type CourierManifest,
  type CourierOrigin,
  type CourierRelation,
} from '../../shared/domain/release/courier.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { openCourier, type OpenedCourier } from '../courier/open-courier.ts';
import { packCourier, type PackChoice, type Packed } from '../courier/pack-courier.ts';
import { isDiskFault, stopOfDisk, takeCourier, type CourierItemReport } from '../courier/take-courier.ts';
import type { Intake } from '../intake/intake.ts';
import type { Clock } from '../platform/clock.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { fail, toCallFault } from './fault.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** What a bundle would bring, before anything of it is taken. */
export type CourierLook = {
  readonly origin: string;
  readonly words: readonly string[];
  readonly isTrusted: boolean;
  readonly isOwn: boolean;
  readonly createdAt: string;
  readonly from: number;
  readonly to: number;
  readonly items: number;
  readonly bytes: number;
  readonly absent: number;
  readonly leftOut: number;
  readonly failed: readonly { readonly source: string; readonly message: string; readonly since: number | null }[];
  readonly relation: CourierRelation;
};

export type CourierReport = CourierLook & { readonly reports: readonly CourierItemReport[]; readonly refused: number };

export interface CourierService {
  /** Packs into `outFile`, or where none is named into the workspace's own folder of bundles. */
  pack(choice: PackChoice, outFile?: string): Promise<Result<Packed & { readonly name: string }, CallFault>>;
  look(path: string): Promise<Result<CourierLook, CallFault>>;
  /** Notes that bundles of this one's origin are taken from now on. */
  trust(path: string): Promise<Result<CourierLook, CallFault>>;
  /** Takes a bundle of a trusted origin in and tells of each item as it goes. */
  take(
    path: string,
    signal: AbortSignal,
    onItem: (report: CourierItemReport, done: number, of: number) => void,
  ): Promise<Result<CourierReport, CallFault>>;
  /** The folder of bundles packed here without a name of their own. */
  readonly folder: string;
}

type Parts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly device: DeviceKey;
  readonly intake: Intake;
  readonly workspace: WorkspaceService;
};

export function createCourierService({ workspaceDir, clock, device, intake, workspace }: Parts): CourierService {
  const folder = join(workspaceDir, 'couriers');
  const stock = { lines: intake.lines, rawDirectory: join(workspaceDir, 'intake', 'raw') };
  const now = (): string => new Date(clock.wall()).toISOString();
  const known = (origin: string): CourierOrigin | undefined =>
    workspace.current().couriers.find((each) => each.origin === origin);
  const actor = (): string => workspace.current().me ?? 'hotwash';

  const withCourier = async <T>(
    path: string,
    use: (courier: OpenedCourier, look: CourierLook) => Promise<Result<T, CallFault>>,
  ): Promise<Result<T, CallFault>> => {
    const opened = await openCourier(path, clock.wall());
    if (!opened.ok) return err(toCallFault(opened.error));
    try {
      const { manifest, words } = opened.value;
      return await use(opened.value, lookOf(manifest, words, known(manifest.origin.device), device.id));
    } finally {
      opened.value.close();
    }
  };

  return {
    folder,
    pack: async (choice, outFile) => {
      const name = `hotwash-courier-${device.id.slice(0, 8)}-${intake.head().seq}-${now().replace(/\D/g, '').slice(0, 14)}.zip`;
      if (outFile === undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
      const target = outFile ?? join(folder, name);
      const packed = await packCourier(stock, device, workspace.current().id, now(), choice, target);
      return packed.ok ? ok({ ...packed.value, name }) : err(toCallFault(packed.error));
    },
    look: (path) => withCourier(path, (_courier, look) => Promise.resolve(ok(look))),
    trust: (path) =>
      withCourier(path, async ({ manifest, words }, look) => {
        if (look.isTrusted) return ok(look);
        const { device: origin, publicPem } = manifest.origin;
        const body = { origin, publicPem, words: [...words] };
        const noted = await workspace.record(actor(), { type: 'courier.trusted.v1', body });
        return noted.ok ? ok({ ...look, isTrusted: true }) : noted;
      }),
    take: (path, signal, onItem) =>
      withCourier(path, async (courier, look) => {
        const refusal = refusalOf(look);
        if (refusal !== null) return refusal;
        const { items, origin } = courier.manifest;
        const taken = await takeCourier(courier, intake, signal, onItem);
        if (!taken.ok) return taken;
        const reports = taken.value;
        const refused = reports.filter(({ outcome }) => outcome === 'refused').length;
        const { createdAt, from, to, head, before, absent } = courier.manifest;
        const body = {
          origin: origin.device,
          createdAt,
          from,
          to,
          head,
          before,
          items: items.length,
          refused,
          absent: absent.length,
        };
        const noted = await workspace.record(actor(), { type: 'courier.taken.v1', body });
        if (noted.ok) return ok({ ...look, reports, refused });
        return isDiskFault(noted.error) ? err(stopOfDisk(noted.error, reports, items.length)) : noted;
      }),
  };
}

function lookOf(
  manifest: CourierManifest,
  words: readonly string[],
  origin: CourierOrigin | undefined,
  ownDevice: string,
): CourierLook {
  const { from, to, createdAt, items, absent, leftOut, failed } = manifest;
  return {
    origin: manifest.origin.device,
    words,
    isTrusted: origin !== undefined,
    isOwn: manifest.origin.device === ownDevice,
    createdAt,
    from,
    to,
    items: items.length,
    absent: absent.length,
    leftOut,
    bytes: items.reduce((sum, item) => sum + item.bytes, 0),
    failed: failed.map(({ source, outcome }) =>
      outcome.kind === 'failed'
        ? {
            source,
            message: outcome.message,
            since: outcome.since,
          }
        : {
            source,
            message: '',
            since: outcome.watermark,
          },
    ),
    relation: relateCourier(manifest, origin?.known ?? null),
  };
}

function refusalOf({ isTrusted, isOwn, relation, origin, words }: CourierLook): Result<never, CallFault> | null {
  if (isOwn) return fail('own-courier', 'This bundle was packed in this workspace; all of it is here.');
  if (!isTrusted)
    return fail(
      'unknown-origin',
      `Nobody here has said yet that bundles of ${origin} are to be taken. Compare these words with those that its sender reads out, then trust it: ${words.join(' ')}.`,
    );
  if (relation.kind === 'fork')
    return fail(
      'forked-origin',
      `Line ${relation.seq} of this origin is another one here (${relation.known.slice(0, 12)}… before, ${relation.found.slice(0, 12)}… now): its history was replaced. Nothing was taken; ask its sender what happened.`,
    );
  return null;
}
