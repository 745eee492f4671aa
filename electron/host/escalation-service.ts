import { join } from 'node:path';
import type { CallFault, ParsedInput } from '../../shared/contract/procedures.ts';
import { decideAcknowledgement, type Acknowledgement } from '../../shared/domain/escalation/acknowledgement.ts';
import {
  escalationIdOf,
  firstAnswerBy,
  lastPacket,
  nextRung,
  rungsOf,
  unsent,
} from '../../shared/domain/escalation/decide-escalation.ts';
import type { Climb, Escalation, Packet } from '../../shared/domain/escalation/escalation.ts';
import type { ReviewId } from '../../shared/domain/ids.ts';
import type { Review } from '../../shared/domain/review/review.ts';
import { hashLine } from '../../shared/journal/line.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { handOffPacket, packetIdOf } from '../../shared/projections/escalation-packet.ts';
import type { Clock } from '../platform/clock.ts';
import { onDisk } from '../platform/files.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import { readAcknowledgement } from './escalation-answer.ts';
import { writePacket } from './escalation-files.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import type { ReviewService } from './review-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

const checkMs = 60_000;

/** Hands escalated issues over, asks the next rung when one is late, and takes answers (M1.6). */
export interface EscalationService {
  /** The folder of one packet. */
  readonly folder: (packet: string) => string;
  /** Sends what was not sent and raises what is late. Done at every start, every minute and after a review is closed. */
  check(): Promise<Result<Record<string, never>, CallFault>>;
  take(
    text: string,
    expected: string | null,
  ): Promise<Result<{ escalation: string; signedBy: string | null }, CallFault>>;
  answer(typed: ParsedInput<'escalation.answer'>): Promise<Result<Record<string, never>, CallFault>>;
  stop(): Promise<void>;
}

type Parts = {
  readonly workspaceDir: string;
  readonly clock: Clock;
  readonly device: DeviceKey;
  readonly workspace: WorkspaceService;
  readonly reviews: ReviewService;
  readonly onBug: (error: unknown) => void;
};

type Done = Result<Record<string, never>, CallFault>;
type Sending = {
  readonly escalation: string;
  readonly topic: string;
  readonly rungs: readonly Climb[];
  readonly rung: number;
  readonly previous: string | null;
};

export function createEscalationService(parts: Parts): EscalationService {
  const { workspaceDir, clock, device, workspace, reviews, onBug } = parts;
  const folder = (packet: string): string => join(workspaceDir, 'escalations', packet);
  const actor = (): string => workspace.current().me ?? 'hotwash';
  const known = (): readonly Escalation[] => workspace.current().escalations;

  const textOf = (id: string, cause: string): string | null => {
    const read = reviews.read(id as ReviewId);
    return (read.ok ? read.value.review.causes.find((each) => each.id === cause)?.text : undefined) ?? null;
  };

  async function makePacket(
    review: Review,
    sending: Sending,
    times: Pick<Packet, 'createdAt' | 'answerBy'>,
  ): Promise<Result<Packet, CallFault>> {
    const closing = reviews.lines(review.id as ReviewId).findLast((line) => line.type === 'review.closed.v1');
    const head = closing === undefined ? '' : hashLine(closing);
    const packet = handOffPacket({ ...sending, review, workspace: workspace.current(), times, head, device, textOf });
    const id = packetIdOf(sending.escalation, sending.rung);
    const written = await onDisk(() => writePacket(folder(id), packet, device));
    return written.ok ? ok({ id, sha256: written.value, ...times }) : err(toCallFault(written.error));
  }

  async function send(review: Review): Promise<Done> {
    for (const topic of unsent(review, known())) {
      const escalation = escalationIdOf(review.id, topic.id);
      const rungs = rungsOf(review.governance.escalation, topic.exit.to);
      if (rungs.length === 0) continue;
      const createdAt = review.closedAt ?? clock.wall();
      const times = { createdAt, answerBy: firstAnswerBy(review, topic, createdAt) };
      const packet = await makePacket(review, { escalation, topic: topic.id, rungs, rung: 1, previous: null }, times);
      if (!packet.ok) return packet;
      const body = {
        id: escalation,
        review: review.id as ReviewId,
        topic: topic.id,
        issue: topic.text,
        target: topic.exit.to,
        rungs: [...rungs],
        packet: packet.value,
      };
      const noted = await workspace.record('hotwash', { type: 'escalation.sent.v1', body });
      if (!noted.ok) return noted;
    }
    return ok({});
  }

  async function raise(escalation: Escalation): Promise<Done> {
    const now = clock.wall();
    const next = nextRung(escalation, now);
    const read = reviews.read(escalation.review);
    if (next === null || !read.ok) return ok({});
    const { id, topic, rungs } = escalation;
    const previous = lastPacket(escalation).sha256;
    const times = { createdAt: now, answerBy: next.answerBy };
    const sending = { escalation: id, topic, rungs, rung: next.rung, previous };
    const packet = await makePacket(read.value.review, sending, times);
    if (!packet.ok) return packet;
    const body = { escalation: id, rung: next.rung, packet: packet.value };
    return workspace.record('hotwash', { type: 'escalation.raised.v1', body });
  }

  // A closed review whose packets are out never has another one: it is not read every minute.
  const finished = new Set<ReviewId>();

  async function checkAll(): Promise<Done> {
    for (const id of reviews.ids()) {
      const read = finished.has(id) ? undefined : reviews.read(id);
      if (read?.ok !== true) continue;
      const { review } = read.value;
      const sent = await send(review);
      if (!sent.ok) return sent;
      if (review.closedAt !== null) finished.add(id);
    }
    for (const escalation of known()) {
      const raised = await raise(escalation);
      if (!raised.ok) return raised;
    }
    return ok({});
  }

  async function record(answer: Acknowledgement, signedBy: string | null, expected: string | null): Promise<Done> {
    const decided = decideAcknowledgement(known(), answer, signedBy, expected, clock.wall());
    return decided.ok ? workspace.record(actor(), decided.value) : err(refusalToFault(decided.error));
  }

  // One after the other: two checks at once would ask one rung twice.
  let working: Promise<unknown> = Promise.resolve();
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = working.then(work, work);
    working = run.catch(() => undefined);
    return run;
  };
  const check = (): Promise<Done> => serially(checkAll);
  // What the disk refuses now is tried again in a minute; nobody is there to be told.
  const look = (): void => void check().catch(onBug);
  look();
  const timer = setInterval(look, checkMs);
  timer.unref();

  return {
    folder,
    check,
    take: async (text, expected) => {
      const read = readAcknowledgement(text);
      if (!read.ok) return read;
      const { answer, signedBy } = read.value;
      const taken = await serially(() => record(answer, signedBy, expected));
      if (!taken.ok) return taken;
      const escalation = known().find((each) => each.packets.some(({ sha256 }) => sha256 === answer.packet));
      return ok({ escalation: escalation?.id ?? '', signedBy });
    },
    answer: async ({ escalation: id, ...typed }) => {
      const escalation = known().find((each) => each.id === id);
      if (escalation === undefined) return fail('no-escalation', 'There is no such escalation here.');
      const now = clock.wall();
      const answer: Acknowledgement = {
        format: 'hotwash-acknowledgement/1',
        packet: lastPacket(escalation).sha256,
        at: new Date(now).toISOString(),
        device: null,
        ...typed,
      };
      return serially(() => record(answer, null, id));
    },
    stop: async () => {
      clearInterval(timer);
      await working;
    },
  };
}
