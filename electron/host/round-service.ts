import { createHash } from 'node:crypto';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { MemberId, ReviewId } from '../../shared/domain/ids.ts';
import { decidePacket } from '../../shared/domain/packet/decide-packet.ts';
import { askingSchema, packetSchema, type Asking, type Packet, type Said } from '../../shared/domain/packet/packet.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { faultInSaid } from '../../shared/domain/packet/said-fault.ts';
import { openRound } from '../../shared/domain/packet/round.ts';
import { wordingOptions } from '../../shared/domain/wording/blameless.ts';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { roundToAsking } from '../../shared/projections/asking.ts';
import { isSignedBy, openEnvelope, signEnvelope } from '../signing/dsse.ts';
import type { Clock } from '../platform/clock.ts';
import { fail, refusalToFault } from './fault.ts';
import type { KeyStore } from './key-store.ts';
import type { ReviewService } from './review-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

const packetPayloadType = 'application/vnd.hotwash.packet+json';

/** What somebody answers; `signed` is the highest revision they signed in this round before, 0 for none. */
export type Answer = { readonly author: MemberId; readonly signed: number; readonly said: readonly Said[] };

/** Reviews without a meeting: what is carried out to reviewers, signed by them, and taken in again (M7.5). */
export interface RoundService {
  asking(review: ReviewId, round: string): Promise<Result<Output<'round.asking'>, CallFault>>;
  read(text: string): Result<{ asking: Asking }, CallFault>;
  sign(asking: string, answer: Answer, passphrase: string): Promise<Result<Output<'answer.sign'>, CallFault>>;
  take(review: ReviewId, text: string): Promise<Result<Output<'packet.take'>, CallFault>>;
}

export function createRoundService(parts: {
  readonly reviews: ReviewService;
  readonly workspace: WorkspaceService;
  readonly keys: KeyStore;
  readonly clock: Pick<Clock, 'wall'>;
  /** When what a review is about went live, epoch ms; null while no deployment of it is known. */
  readonly goLive: (review: Review) => Promise<number | null>;
}): RoundService {
  const { reviews, workspace, keys, clock, goLive } = parts;
  return {
    asking: async (review, id) => {
      const read = reviews.read(review);
      if (!read.ok) return read;
      const round = openRound(read.value.review.rounds);
      if (round?.id !== id) return fail('no-round', 'That round is not open. Look at the review again.');
      const asking = roundToAsking(read.value.review, round, workspace.current(), await goLive(read.value.review));
      return ok({
        name: `asking-${review}-${round.phase}.json`,
        text: `${canonicalJson(asking as unknown as Json)}\n`,
      });
    },
    read: readAsking,
    sign: async (text, { author, signed, said }, passphrase) => {
      const asking = readAsking(text);
      if (!asking.ok) return asking;
      const { review, round, phase, revision, reviewers, wording } = asking.value.asking;
      if (!reviewers.includes(author))
        return fail('not-asked', `${author} was not asked in this round. Nothing was signed.`);
      const checked = { roster: workspace.current().members, options: wordingOptions({ governance: { wording } }) };
      const fault = faultInSaid(said, phase, checked, clock.wall());
      if (fault !== undefined) return err(refusalToFault(fault));
      const key = await keys.unlock(author, passphrase);
      if (!key.ok) return key;
      const packet: Packet = {
        format: 'hotwash-packet/1',
        review,
        round,
        author,
        revision: Math.max(revision, signed) + 1,
        said: [...said],
      };
      const payload = canonicalJson(packet);
      return ok({
        name: `answer-${review}-${author}.json`,
        text: `${signEnvelope(key.value, payload, packetPayloadType)}\n`,
        fingerprint: key.value.fingerprint,
        revision: packet.revision,
      });
    },
    take: async (review, text) => {
      const opened = openPacket(text);
      if (!opened.ok) return opened;
      const { packet, envelope } = opened.value;
      const key = workspace.current().keys.find(({ member }) => member === packet.author);
      if (key === undefined)
        return fail(
          'no-key',
          `This workspace has no key of ${packet.author}. Take their public key over first, comparing its eight words by voice.`,
        );
      if (!isSignedBy(envelope, packetPayloadType, key.publicPem))
        return fail(
          'bad-signature',
          `This file was not signed by ${packet.author} as it stands: it was changed on its way, or signed with another key. Nothing was taken.`,
        );
      const sha256 = createHash('sha256').update(text.trim(), 'utf8').digest('hex');
      const before = reviews.read(review);
      if (!before.ok) return before;
      const taken = await reviews.carryOut(review, workspace.current().me ?? packet.author, (state, context) =>
        decidePacket(state, { packet, sha256, fingerprint: key.fingerprint }, context),
      );
      if (!taken.ok) return taken;
      const kept = (state: typeof before.value) =>
        state.review.rounds.flatMap(({ packets }) => packets).find((each) => each.sha256 === sha256);
      const after = reviews.read(review);
      if (!after.ok) return after;
      return ok({
        author: packet.author,
        said: packet.said.length,
        late: kept(after.value)?.late ?? false,
        known: kept(before.value) !== undefined,
      });
    },
  };
}

function readAsking(text: string): Result<{ asking: Asking }, CallFault> {
  const read = askingSchema.safeParse(parseJson(text));
  return read.success
    ? ok({ asking: read.data })
    : fail('unreadable', 'This is not a file of questions from Hotwash. Ask for it again; nothing was kept.');
}

function openPacket(text: string) {
  const envelope = openEnvelope(text, packetPayloadType);
  if (!envelope.ok) return fail('unreadable', `${envelope.error.message} Nothing was taken.`);
  const packet = packetSchema.safeParse(parseJson(envelope.value.payload));
  if (!packet.success) {
    const [issue] = packet.error.issues;
    return fail(
      'unreadable',
      `The signed answer is not in the form of one, at ${issue?.path.join('.') ?? 'its beginning'}: ${issue?.message ?? ''}. Nothing was taken.`,
    );
  }
  return ok({ packet: packet.data, envelope: envelope.value });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
