import { isCarried } from '../domain/cause/cause.ts';
import { classTitle } from '../domain/cause/classes.ts';
import { probeOf } from '../domain/cause/recurrence.ts';
import { placeOf } from '../domain/cause/similar-findings.ts';
import type { Climb, Packet } from '../domain/escalation/escalation.ts';
import { claimSupport } from '../domain/claim/claim.ts';
import type { Evidence } from '../domain/claim/claim.ts';
import type { Review } from '../domain/review/review.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { canonicalJson } from '../journal/canonical-json.ts';

/** DSSE payload types of what goes to a receiver and what comes back. */
export const packetPayloadType = 'application/vnd.hotwash.hand-off+json';
export const acknowledgementPayloadType = 'application/vnd.hotwash.acknowledgement+json';

type Exhibit = { readonly label: string; readonly sha256: string };

/** What keeps coming back: where, and every finding that was counted, newest first. */
export type RecurringExhibit = {
  readonly class: { readonly id: string; readonly title: string };
  readonly component: string;
  /** Settings that this review's causes name. */
  readonly keys: readonly string[];
  /** By review and cause; `text` is null where its review can no longer be read. */
  readonly findings: readonly {
    readonly review: string;
    readonly cause: string;
    readonly text: string | null;
    readonly closedAt: string;
  }[];
};

/** An issue as it is handed to somebody outside of the review: packet.json. Times are ISO 8601 in UTC. */
export type HandOffPacket = {
  readonly format: 'hotwash-hand-off/1';
  readonly id: string;
  readonly escalation: string;
  readonly createdAt: string;
  readonly answerBy: string;
  readonly issue: { readonly text: string; readonly raisedIn: string; readonly by: string; readonly at: string };
  readonly target: string;
  readonly reason: string;
  /** Which rung is asked, from 1, and the whole ladder. */
  readonly rung: number;
  readonly ladder: readonly Climb[];
  /** SHA-256 of the packet of the rung before, which was late; null for the first. */
  readonly previous: string | null;
  readonly review: {
    readonly id: string;
    readonly title: string;
    readonly release: string;
    readonly service: string;
    readonly closedAt: string;
    readonly summary: string;
    /** Hash of the journal's line that closed it. */
    readonly head: string;
  };
  readonly facts: readonly { readonly text: string; readonly evidence: readonly Exhibit[] }[];
  readonly causes: readonly { readonly text: string; readonly evidence: readonly Exhibit[] }[];
  /** Only in a packet for a class that keeps coming back in a component (M4.5). */
  readonly recurring?: RecurringExhibit;
  readonly origin: {
    readonly workspace: string;
    readonly organisation: string;
    readonly sample: boolean;
    readonly device: string;
    readonly publicPem: string;
  };
};

export type PacketParts = {
  readonly review: Review;
  readonly workspace: Workspace;
  readonly topic: string;
  readonly escalation: string;
  readonly rungs: readonly Climb[];
  readonly rung: number;
  readonly times: Pick<Packet, 'createdAt' | 'answerBy'>;
  readonly previous: string | null;
  readonly head: string;
  readonly device: { readonly id: string; readonly publicPem: string };
  /** The text of a cause of another review; null where that cannot be read. */
  readonly textOf?: (review: string, cause: string) => string | null;
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** Puts a packet together: the issue, and the facts and causes that carry evidence, by their hashes. */
export function handOffPacket(parts: PacketParts): HandOffPacket {
  const { review, workspace, escalation, rungs, rung, times, previous, head, device } = parts;
  const topic = review.parked.find((each) => each.id === parts.topic);
  const exit = topic?.exit?.kind === 'escalate' ? topic.exit : null;
  const item = review.agenda.items.find((each) => each.id === topic?.item);
  const exhibits = (pieces: readonly Evidence[]): readonly Exhibit[] =>
    pieces.filter(({ bearing }) => bearing === 'supports').map(({ label, hash }) => ({ label, sha256: hash }));
  return {
    format: 'hotwash-hand-off/1',
    id: packetIdOf(escalation, rung),
    escalation,
    createdAt: iso(times.createdAt),
    answerBy: iso(times.answerBy),
    issue: {
      text: topic?.text ?? '',
      raisedIn: item?.title ?? topic?.item ?? '',
      by: topic?.actor ?? '',
      at: iso(topic?.at ?? review.openedAt),
    },
    target: exit?.to ?? '',
    reason: exit?.reason ?? '',
    rung,
    ladder: rungs,
    previous,
    review: {
      id: review.id,
      title: review.title,
      release: review.release,
      service: review.service,
      closedAt: iso(review.closedAt ?? review.openedAt),
      summary: review.summary ?? '',
      head,
    },
    facts: review.claims
      .filter((claim) => claimSupport(claim) === 'supported')
      .map(({ text, evidence }) => ({ text, evidence: exhibits(evidence) })),
    causes: review.causes.filter(isCarried).map(({ text, evidence }) => ({ text, evidence: exhibits(evidence) })),
    ...recurringIn(parts),
    origin: {
      workspace: workspace.id,
      organisation: workspace.name,
      sample: workspace.sample,
      device: device.id,
      publicPem: device.publicPem,
    },
  };
}

/** [M4.5] What the room sent to the architecture board with this topic, where it did. */
function recurringIn({ review, topic, textOf }: PacketParts): Pick<HandOffPacket, 'recurring'> {
  const matter = review.boardMatters.findLast((each) => each.topic === topic);
  if (matter === undefined) return {};
  const own = review.causes.filter(
    (cause) => isCarried(cause) && placeOf(probeOf(cause, review.service)) === placeOf(matter),
  );
  const keys = own.flatMap(({ classification }) => classification?.key ?? []);
  return {
    recurring: {
      class: { id: matter.class, title: classTitle(review.governance.taxonomy, matter.class) },
      component: matter.component,
      keys: [...new Set(keys)],
      findings: matter.seen.map((each) => ({
        review: each.review,
        cause: each.cause,
        text: textOf?.(each.review, each.cause) ?? null,
        closedAt: iso(each.at),
      })),
    },
  };
}

export const packetIdOf = (escalation: string, rung: number): string => `${escalation}-${rung}`;

/** The bytes that are hashed and signed. */
export const packetToJson = (packet: HandOffPacket): string => canonicalJson(packet);

/** HANDOFF.md: the packet for a person, with how to answer. `sha256` is of packet.json. */
export function handOffText(packet: HandOffPacket, sha256: string): string {
  const { issue, review, rung, ladder, origin } = packet;
  const asked = ladder[rung - 1];
  const exhibits = (pieces: readonly Exhibit[]): string[] =>
    pieces.map((piece) => `  - ${plain(piece.label)} (sha256 \`${piece.sha256}\`)`);
  const list = (title: string, found: HandOffPacket['facts']): string[] =>
    found.length === 0
      ? []
      : ['', `## ${title}`, '', ...found.flatMap((each) => [`- ${plain(each.text)}`, ...exhibits(each.evidence)])];
  return `${[
    `# ${plain(issue.text)}`,
    '',
    ...(origin.sample ? ['**Sample organisation, made-up data.**', ''] : []),
    `To: **${plain(asked?.to ?? packet.target)}** (${packet.target.replaceAll('-', ' ')}, rung ${rung} of ${ladder.length})  `,
    `Answer by: **${packet.answerBy}**  `,
    `From: ${plain(origin.organisation)}, review ${review.id}, “${plain(review.title)}”`,
    '',
    `Why it is handed to you: ${plain(packet.reason)}`,
    ...(packet.previous === null
      ? []
      : ['', `The rung before did not answer in time. Its packet: sha256 \`${packet.previous}\``]),
    ...recurringLines(packet.recurring),
    ...list('What happened', packet.facts),
    ...list('What made it possible', packet.causes),
    '',
    '## The review',
    '',
    plain(review.summary),
    '',
    `Release ${review.release}, closed ${review.closedAt}; raised in ${plain(issue.raisedIn)} by ${issue.by} at ${issue.at}.`,
    '',
    '## How to answer',
    '',
    'With Hotwash:',
    '',
    '    hotwash escalation acknowledge packet.json acknowledgement.json --by "NAME" --decision accepted --reference "TICKET"',
    '',
    'Without it: write a file acknowledgement.json with these fields and send it back, or answer in words with a reference.',
    '',
    '```json',
    JSON.stringify(
      {
        format: 'hotwash-acknowledgement/1',
        packet: sha256,
        by: 'NAME',
        at: '2026-01-31T12:00:00Z',
        decision: 'accepted',
        reference: 'TICKET',
        words: '',
        device: null,
      },
      null,
      2,
    ),
    '```',
    '',
    '`decision` is accepted, refused or forwarded. How to check the signature: READ-ME.txt.',
  ].join('\n')}\n`;
}

function recurringLines(recurring: RecurringExhibit | undefined): readonly string[] {
  if (recurring === undefined) return [];
  const { class: named, component, keys, findings } = recurring;
  const settings = keys.length === 0 ? '' : `, ${keys.map((key) => `\`${key.replaceAll('`', "'")}\``).join(', ')}`;
  return [
    '',
    '## What keeps coming back',
    '',
    `${plain(named.title)} in ${plain(component)}${settings}: in this review, and before in`,
    '',
    ...findings.map(
      ({ review, text, closedAt }) =>
        `- ${closedAt.slice(0, 10)}, review ${review}${text === null ? '' : `: ${plain(text)}`}`,
    ),
  ];
}

/** Somebody's words as one line that Markdown shows as they are. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>#|]/g, '\\$&');
