import { randomBytes } from 'node:crypto';
import type { CallFault, Output, ParsedInput } from '../../shared/contract/procedures.ts';
import type { GateRefusal } from '../../shared/domain/gate/blockers.ts';
import { gateRefusals, reviewedReleases, type GateWanted } from '../../shared/domain/gate/decide-gate.ts';
import { decideIssuer, decideLife, decideOverriders, type Issuer } from '../../shared/domain/gate/decide-issuer.ts';
import { revokedTokens } from '../../shared/domain/gate/gate.ts';
import type { MemberId, ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { decideSeated } from '../../shared/domain/workspace/seated.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { revocationListText, revocationsPayloadType, type GateToken } from '../../shared/record/gate-token.ts';
import type { Clock } from '../platform/clock.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { signEnvelope } from '../signing/dsse.ts';
import { fail, refusalToFault } from './fault.ts';
import { readGround, type GateGround } from './gate-ground.ts';
import { signToken, unlockAll } from './gate-signing.ts';
import type { KeyStore } from './key-store.ts';
import type { RecordService } from './record-service.ts';
import type { ReviewService } from './review-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** Issues, overrides and revokes gate tokens (M7.6), and signs the lists of those that were revoked. */
export interface GateService {
  look(review: ReviewId): Promise<Result<Output<'gate.look'>, CallFault>>;
  issue(request: ParsedInput<'gate.issue'>): Promise<Result<{ id: string; token: string }, CallFault>>;
  override(request: ParsedInput<'gate.override'>): Promise<Result<{ id: string; token: string }, CallFault>>;
  revoke(request: ParsedInput<'gate.revoke'>): Promise<Result<Record<string, never>, CallFault>>;
  listRevocations(hours: number): Promise<Result<{ number: number; text: string }, CallFault>>;
  /** The token's envelope as it was issued; undefined where there is none of this id. */
  token(id: string): string | undefined;
}

export type GateServiceParts = {
  readonly clock: Clock;
  readonly device: DeviceKey;
  readonly reviews: ReviewService;
  readonly workspace: WorkspaceService;
  readonly records: RecordService;
  readonly keys: KeyStore;
};

type Asked = Pick<ParsedInput<'gate.issue'>, 'review' | 'release' | 'artifacts' | 'environment' | 'expiresAt'>;

export function createGateService(parts: GateServiceParts): GateService {
  const { clock, device, reviews, workspace, keys } = parts;

  let last: Promise<unknown> = Promise.resolve();
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = last.then(work, work);
    last = run.catch(() => undefined);
    return run;
  };

  async function standing(id: ReviewId): Promise<Result<{ review: Review; ground: GateGround }, CallFault>> {
    const read = reviews.read(id);
    if (!read.ok) return read;
    const ground = await readGround(id, parts);
    return ground.ok ? ok({ review: read.value.review, ground: ground.value }) : ground;
  }

  const refusalsOf = (review: Review, ground: GateGround, wanted: GateWanted): readonly GateRefusal[] =>
    gateRefusals(review, workspace.current(), ground.record, wanted, clock.wall());

  const wantedOf = (review: Review, asked: Asked): ReleaseId => asked.release ?? (review.release as ReleaseId);

  /** What every token of this review says, from `now` on. */
  function common(review: Review, asked: Asked, life: { notBefore: number; expiresAt: number }, now: number) {
    const release = wantedOf(review, asked);
    const at = release.indexOf('@');
    const { base, overlay } = review.governance;
    const iso = (time: number): string => new Date(time).toISOString();
    return {
      id: `gt-${randomBytes(10).toString('hex')}`,
      organisation: workspace.current().id,
      service: release.slice(0, at),
      version: release.slice(at + 1),
      artifacts: [...new Set(asked.artifacts)].toSorted(),
      environment: asked.environment,
      tier: review.tier,
      policy: { base, overlay },
      issuedAt: iso(now),
      notBefore: iso(life.notBefore),
      expiresAt: iso(life.expiresAt),
      revocations: workspace.current().gate.list.number,
    };
  }

  /** What the journal keeps of a token. */
  const kept = (asked: Asked, review: Review, token: GateToken, text: string) => ({
    id: token.id,
    review: asked.review,
    release: wantedOf(review, asked),
    artifacts: [...token.artifacts],
    environment: token.environment,
    notBefore: Date.parse(token.notBefore),
    expiresAt: Date.parse(token.expiresAt),
    token: text,
  });

  async function issue(request: ParsedInput<'gate.issue'>): Promise<Result<{ id: string; token: string }, CallFault>> {
    const read = await standing(request.review);
    if (!read.ok) return read;
    const { review, ground } = read.value;
    const { feature, member, passphrase } = request;
    const wanted: GateWanted =
      feature === null ? { kind: 'release', release: wantedOf(review, request) } : { kind: 'next-phase', feature };
    const [refusal] = [...refusalsOf(review, ground, wanted), ...foreignRelease(review, request)];
    if (refusal !== undefined || ground.binding === null)
      return refusal === undefined ? fail('no-record', 'There is no record to bind to.') : err(refusalToFault(refusal));
    const issuer = decideIssuer(review, workspace.current(), member);
    if (!issuer.ok) return err(refusalToFault(issuer.error));
    const now = clock.wall();
    const life = decideLife('token', now, request.expiresAt);
    if (!life.ok) return err(refusalToFault(life.error));
    const unlocked = await unlockAll(keys, [{ ...issuer.value, passphrase }]);
    if (!unlocked.ok) return unlocked;
    const body = { ...common(review, request, life.value, now), record: ground.binding };
    const signed = await signToken(
      unlocked.value,
      (issuers) =>
        feature === null ? { ...body, issuers, kind: 'release' } : { ...body, issuers, kind: 'next-phase', feature },
      keys,
      now,
    );
    if (!signed.ok) return signed;
    const { token, text } = signed.value;
    const recorded = await workspace.record(member, {
      type: 'gate.issued.v1',
      body: { ...kept(request, review, token, text), issuer: member, role: issuer.value.role, feature },
    });
    return recorded.ok ? ok({ id: token.id, token: text }) : recorded;
  }

  /** A next phase is of the release that was reviewed, too. */
  const foreignRelease = (review: Review, asked: Asked): readonly GateRefusal[] =>
    gateRefusals(
      review,
      workspace.current(),
      { kind: 'none' },
      { kind: 'release', release: wantedOf(review, asked) },
      0,
    ).filter(({ lift }) => lift === 'nobody');

  async function override(
    request: ParsedInput<'gate.override'>,
  ): Promise<Result<{ id: string; token: string }, CallFault>> {
    const read = await standing(request.review);
    if (!read.ok) return read;
    const { review, ground } = read.value;
    const refusals = refusalsOf(review, ground, { kind: 'release', release: wantedOf(review, request) });
    const firm = refusals.find(({ lift }) => lift === 'nobody');
    if (firm !== undefined) return err(refusalToFault(firm));
    if (refusals.length === 0)
      return fail('nothing-refused', 'The gate refuses nothing here, so there is nothing to override. Issue a token.');
    const [one, two] = request.signers;
    const signers = decideOverriders(review, workspace.current(), [one, two] as readonly [Issuer, Issuer]);
    if (!signers.ok) return err(refusalToFault(signers.error));
    const now = clock.wall();
    const life = decideLife('override', now, request.expiresAt);
    if (!life.ok) return err(refusalToFault(life.error));
    const unlocked = await unlockAll(keys, request.signers);
    if (!unlocked.ok) return unlocked;
    const refused = refusals.slice(0, 40).map(({ rule, message }) => ({ rule, message: shortened(message) }));
    const body = { ...common(review, request, life.value, now), record: ground.binding };
    const { reason } = request;
    const signed = await signToken(
      unlocked.value,
      (issuers) => ({ ...body, issuers, kind: 'override', reason, refused }),
      keys,
      now,
    );
    if (!signed.ok) return signed;
    const { token, text } = signed.value;
    const recorded = await workspace.record(workspace.current().me ?? one.member, {
      type: 'gate.overridden.v1',
      body: {
        ...kept(request, review, token, text),
        issuers: request.signers.map(({ member, role }) => ({ member, role })),
        reason,
        refused,
      },
    });
    return recorded.ok ? ok({ id: token.id, token: text }) : recorded;
  }

  async function revoke({
    token,
    reason,
  }: ParsedInput<'gate.revoke'>): Promise<Result<Record<string, never>, CallFault>> {
    const seated = decideSeated(workspace.current());
    if (!seated.ok) return err(refusalToFault(seated.error));
    const known = workspace.current().gate.tokens.find(({ id }) => id === token);
    if (known === undefined) return fail('no-token', 'There is no token of that id here.');
    if (known.revoked !== null)
      return fail('revoked', 'That token is revoked already. Sign a new list for the pipelines.');
    return workspace.record(seated.value, {
      type: 'gate.revoked.v1',
      body: { token: known.id, by: seated.value as MemberId, reason },
    });
  }

  async function listRevocations(hours: number): Promise<Result<{ number: number; text: string }, CallFault>> {
    const now = clock.wall();
    const { gate, id, me } = workspace.current();
    const number = gate.list.number + 1;
    const nextUpdate = now + hours * 3_600_000;
    const revoked = revokedTokens(gate, now).map((each) => ({
      id: each.id,
      at: new Date(each.revoked?.at ?? now).toISOString(),
      reason: each.revoked?.reason ?? '',
    }));
    const list = { organisation: id, number, issuedAt: iso(now), nextUpdate: iso(nextUpdate), revoked };
    const key = { fingerprint: device.id, privateKey: device.privateKey };
    // The number is taken before the list is handed out: two lists never share one.
    const recorded = await workspace.record(me ?? 'hotwash', {
      type: 'gate.listed.v1',
      body: { number, nextUpdate, revoked: revoked.length },
    });
    if (!recorded.ok) return recorded;
    return ok({ number, text: signEnvelope(key, revocationListText(list), revocationsPayloadType) });
  }

  return {
    look: async (id) => {
      const read = await standing(id);
      if (!read.ok) return read;
      const { review, ground } = read.value;
      const feature = review.product?.feature;
      return ok({
        releases: [...reviewedReleases(review)],
        manifest: ground.binding?.manifest ?? null,
        signOffs: ground.binding?.signOffs.length ?? 0,
        refusals: [...refusalsOf(review, ground, { kind: 'release', release: review.release })],
        nextPhase:
          feature === undefined
            ? null
            : { feature, refusals: [...refusalsOf(review, ground, { kind: 'next-phase', feature })] },
      });
    },
    issue: (request) => serially(() => issue(request)),
    override: (request) => serially(() => override(request)),
    revoke: (request) => serially(() => revoke(request)),
    listRevocations: (hours) => serially(() => listRevocations(hours)),
    token: (id) => workspace.current().gate.tokens.find((each) => each.id === id)?.token,
  };
}

const iso = (time: number): string => new Date(time).toISOString();

/** By whole characters, so that no half of one is signed. */
const shortened = (text: string): string => (text.length <= 500 ? text : `${Array.from(text).slice(0, 240).join('')}…`);
