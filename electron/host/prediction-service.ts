import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId, ServiceId } from '../../shared/domain/ids.ts';
import { decideSeal } from '../../shared/domain/prediction/decide-prediction.ts';
import {
  predictionOpenedSchema,
  type Predicted,
  type SealedPrediction,
} from '../../shared/domain/prediction/sealed-prediction.ts';
import { keyStanding } from '../../shared/domain/workspace/roster-keys.ts';
import { standingWords } from '../../shared/domain/workspace/roster-rules.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { readDelivery } from '../../shared/projections/comparable-releases.ts';
import { beganAt } from '../../shared/projections/go-live.ts';
import type { ReleaseData } from '../../shared/projections/release-data.ts';
import { commitTo, predictionPayloadType, sealText } from '../../shared/record/prediction-seal.ts';
import type { Clock } from '../platform/clock.ts';
import { onDisk, readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { signEnvelope } from '../signing/dsse.ts';
import { openForDevice, sealForDevice } from './device-seal.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import type { KeyStore } from './key-store.ts';
import type { WorkspaceService } from './workspace-service.ts';

export type SealRequest = {
  readonly service: ServiceId;
  readonly version: string;
  readonly by: MemberId;
  readonly passphrase: string;
  readonly predicted: Predicted;
};

/** Takes predictions under seal and opens them when their release went live (M6.4). */
export interface PredictionService {
  /** Signs and keeps a prediction; what was predicted is in no journal until the release goes live. */
  seal(request: SealRequest): Promise<Result<{ readonly id: string; readonly commitment: string }, CallFault>>;
  /** Opens every seal whose release began to go live. Harmless when repeated; answers how many were opened. */
  openDue(): Promise<number>;
}

export type PredictionServiceParts = {
  readonly workspaceDir: string;
  readonly data: ReleaseData;
  readonly clock: Clock;
  readonly device: DeviceKey;
  readonly workspace: WorkspaceService;
  readonly keys: KeyStore;
};

const contentSchema = predictionOpenedSchema.omit({ id: true });
type Content = z.infer<typeof contentSchema>;

/** A seal's file opens for its own prediction alone. */
const boundTo = (id: string): string => `prediction ${id}`;

export function createPredictionService(parts: PredictionServiceParts): PredictionService {
  const { workspaceDir, data, clock, device, workspace, keys } = parts;
  const file = (id: string): string => join(workspaceDir, 'predictions', id);
  let opening: Promise<number> = Promise.resolve(0);

  async function began(service: ServiceId, version: string): Promise<number | null> {
    return beganAt(await readDelivery(data, service, workspace.current().links), version);
  }

  async function seal({ service, version, by, passphrase, predicted }: SealRequest) {
    const allowed = decideSeal({ service, version, beganAt: await began(service, version) }, clock.wall());
    if (!allowed.ok) return err(refusalToFault(allowed.error));
    const key = await keys.unlock(by, passphrase);
    if (!key.ok) return key;
    const id = `p${randomBytes(6).toString('hex')}`;
    const content: Content = { salt: randomBytes(16).toString('hex'), predicted };
    const commitment = commitTo(content.salt, predicted);
    const sealedAt = clock.wall();
    const { fingerprint } = key.value;
    const known = workspace.current().keys.find((each) => each.fingerprint === fingerprint);
    const standing = known === undefined ? 'revoked' : keyStanding(known, sealedAt);
    if (standing !== 'valid')
      return fail('refused', `The key of ${by} is ${standingWords[standing]}; nothing was sealed. Make a new key.`);
    const at = new Date(sealedAt).toISOString();
    const payload = sealText({ id, service, version, by, sealedAt: at, commitment });
    const envelope = signEnvelope(key.value, payload, predictionPayloadType);
    // The content is on the disk before the journal says that there is a seal: a seal that nobody can open is worth nothing.
    const kept = await onDisk(() =>
      writeFileAtomic(file(id), sealForDevice(device, boundTo(id), canonicalJson(content)), 0o600),
    );
    if (!kept.ok) return err(toCallFault(kept.error));
    const body = { id, service, version, by, sealedAt, commitment, envelope, fingerprint };
    const noted = await workspace.record(by, { type: 'prediction.sealed.v1', body });
    return noted.ok ? ok({ id, commitment }) : noted;
  }

  /** What was put under a seal, where it is still there and is what was committed to. */
  async function read({ id, commitment }: SealedPrediction): Promise<Content | undefined> {
    // One that the disk will not give stays closed, and keeps no other closed.
    const bytes = await onDisk(() => readFileIfAny(file(id)));
    const text = bytes.ok && bytes.value !== undefined ? openForDevice(device, boundTo(id), bytes.value) : null;
    const content = contentSchema.safeParse(text === null ? undefined : JSON.parse(text)).data;
    return content !== undefined && commitTo(content.salt, content.predicted) === commitment ? content : undefined;
  }

  async function openDue(): Promise<number> {
    let opened = 0;
    for (const sealed of workspace.current().predictions) {
      if (sealed.opened !== null || (await began(sealed.service, sealed.version)) === null) continue;
      const content = await read(sealed);
      if (content === undefined) continue;
      const noted = await workspace.record('hotwash', {
        type: 'prediction.opened.v1',
        body: { id: sealed.id, ...content },
      });
      if (noted.ok) opened += 1;
    }
    return opened;
  }

  return {
    seal,
    openDue: () => {
      opening = opening.then(openDue, openDue);
      return opening;
    },
  };
}
