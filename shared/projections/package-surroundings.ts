import { adoptionCurve, errorsByVariant } from '../analysis/behaviour.ts';
import { releaseIdOf, type ServiceId } from '../domain/ids.ts';
import { rowTime, type RowOf } from '../domain/release/rows.ts';
import type { Adoption, Exhibit, HandOff, VariantOutcome } from '../domain/review/package-parts.ts';
import { handOffsOf, type HandOffs } from './handoffs.ts';
import type { ReleaseData } from './release-data.ts';
import { rowLabel } from './row-label.ts';

const day = 86_400_000;
/** Users report late: tickets of the week after go-live belong to the release by component and window (M5.5). */
const ticketWindowMs = 7 * day;
/** A package lists at most so many tickets, the earliest first. */
const mostTickets = 200;

export type Surroundings = {
  readonly flags: readonly RowOf<'flag'>[];
  /** Whether any flag of the service is known: where none is, nobody can say that none was turned. */
  readonly knowsFlags: boolean;
  readonly exposures: readonly RowOf<'exposure'>[];
  readonly tickets: readonly RowOf<'ticket'>[];
  readonly postmortems: readonly RowOf<'postmortem'>[];
  readonly logs: readonly RowOf<'log'>[];
  readonly snapshots: readonly RowOf<'snapshot'>[];
  readonly behaviour: readonly VariantOutcome[];
  readonly adoption: readonly Adoption[];
  readonly handOffs: readonly HandOff[];
};

type Subject = { readonly service: ServiceId; readonly version: string; readonly now: number };
type Window = { readonly from: number; readonly to: number };
type Around = {
  readonly deployments: readonly RowOf<'deployment'>[];
  readonly incidents: readonly RowOf<'incident'>[];
};

/** What happened round a release besides its delivery: flags, what users did and reported, what was written of incidents. */
export async function readSurroundings(
  data: ReleaseData,
  subject: Subject,
  window: Window,
  around: Around,
): Promise<Surroundings> {
  const { service } = subject;
  const turned = await data.rows('flag', service);
  const flags = turned.filter((row) => row.at >= window.from && row.at <= window.to);
  const exposures = (await data.rows('exposure', service)).filter(
    (row) => row.to > window.from && row.from < window.to,
  );
  const tickets = await readTickets(data, subject, window);
  const postmortems = (await data.rows('postmortem', service)).filter(
    (row) => row.from <= window.to && (row.to ?? row.from) >= window.from,
  );
  const behaviour = errorsByVariant(exposures);
  const adoption = adoptionOf(exposures);
  const handOffs = handOffsOf(around.incidents, postmortems, around.deployments).flatMap(toHandOff);
  const logs = (await data.rows('log', service)).filter((row) => row.from <= window.to && row.to >= window.from);
  const snapshots = await data.within('snapshot', window.from - day, window.to, service);
  const knowsFlags = turned.length > 0;
  return { flags, knowsFlags, exposures, tickets, postmortems, logs, snapshots, behaviour, adoption, handOffs };
}

/** A package draws the curves of at most so many flags, each of at most so many stretches, the first ones. */
const mostCurves = 12;
const mostStretches = 400;

/** Of each flag the variant whose share rose most above that of its first stretch: the one that was rolled out. */
function adoptionOf(rows: readonly RowOf<'exposure'>[]): readonly Adoption[] {
  const flags = [...new Set(rows.map((row) => row.flag))].toSorted().slice(0, mostCurves);
  return flags.flatMap((flag) => {
    const variants = [...new Set(rows.filter((row) => row.flag === flag).map((row) => row.variant))].toSorted();
    const curves = variants.map((variant) => ({ variant, points: adoptionCurve(rows, flag, variant) }));
    const [risen] = curves.toSorted((a, b) => riseOf(b.points) - riseOf(a.points));
    if (risen === undefined) return [];
    const points = risen.points.slice(0, mostStretches);
    return [
      {
        flag,
        variant: risen.variant,
        points: points.map(({ from, to, exposures, total }) => ({ from, to, exposures, total })),
      },
    ];
  });
}

function riseOf(points: ReturnType<typeof adoptionCurve>): number {
  const known = points.flatMap(({ share }) => (share === null ? [] : [share.value]));
  return Math.max(0, ...known) - (known[0] ?? 0);
}

function toHandOff({ incident, postmortem, steps, missing }: HandOffs): readonly HandOff[] {
  const row = incident ?? postmortem;
  if (row === null) return [];
  return [{ row: row.id, title: row.title, steps: steps.map((step) => ({ ...step })), missing: [...missing] }];
}

async function readTickets(
  data: ReleaseData,
  { service, version, now }: Subject,
  window: Window,
): Promise<readonly RowOf<'ticket'>[]> {
  const until = Math.min(now, window.from + ticketWindowMs);
  const release = releaseIdOf(service, version);
  return (await data.rows('ticket', service))
    .filter((row) =>
      row.release === null
        ? row.createdAt >= window.from && row.createdAt <= until
        : row.release === release || row.release === version,
    )
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .slice(0, mostTickets);
}

/** A package offers at most so many rows of one kind as evidence, the earliest first. */
const mostExhibits = 200;

/** Rows round a release that can be taken as evidence, in the words of a list. */
export function exhibitsOf(
  around: Surroundings,
  predictions: readonly RowOf<'prediction'>[],
  changes: readonly RowOf<'change'>[],
): readonly Exhibit[] {
  const { flags, exposures, tickets, logs, postmortems, snapshots } = around;
  return [predictions, flags, exposures, snapshots, logs, tickets, postmortems, changes].flatMap((rows) =>
    rows
      .slice(0, mostExhibits)
      .map((row): Exhibit => ({ kind: row.kind, row: row.id, at: rowTime(row), text: rowLabel(row) })),
  );
}
