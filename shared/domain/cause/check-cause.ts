import { carryingEvidence, type Cause, type Effect } from './cause.ts';
import type { CauseCheck, CheckName } from './cause-check.ts';
import type { CauseFindings, PieceFinding } from './cause-findings.ts';
import { checkBeginning } from './check-beginning.ts';
import { dayText, listed } from './check-words.ts';
import { classTitle, needsOf } from './classes.ts';
import { changesNearest, touchesKey } from './config-change.ts';
import type { Locator } from '../claim/claim.ts';
import { countsAs, evidenceKindText } from '../claim/evidence-kinds.ts';
import type { CauseClass } from '../policy/policy.ts';

/** What of its review a cause is checked against: the effect, the zone that times are told in, the classes. */
export type CheckGround = {
  readonly effect: Pick<Effect, 'from'> | null;
  readonly zone: string;
  readonly taxonomy: readonly CauseClass[];
};

type Found = { readonly passed: boolean; readonly told: string };
const yes = (told: string): Found => ({ passed: true, told });
const no = (told: string): Found => ({ passed: false, told });

/**
 * [M4.4] The five checks of a cause, always all of them and in the same order. What could not be told counts as not
 * passed; every check that failed says what would satisfy it.
 */
export function checkCause(cause: Cause, ground: CheckGround, findings: CauseFindings): readonly CauseCheck[] {
  const carrying = new Set(carryingEvidence(cause).map(({ id }) => id));
  const shows = findings.pieces.filter(({ piece, keeping }) => carrying.has(piece) && keeping.state === 'kept');
  const check = (name: CheckName, { passed, told }: Found): CauseCheck => ({
    check: name,
    passed,
    told: told.length > 600 ? `${told.slice(0, 599)}…` : told,
  });
  return [
    check('resolves', resolves(cause, ground, findings.pieces)),
    check('kinds', kinds(cause, ground)),
    check(
      'before-effect',
      checkBeginning(
        shows.flatMap(({ began }) => began ?? []),
        ground,
      ),
    ),
    check('deployment-known', { passed: findings.deployment.known, told: findings.deployment.told }),
    check('key-touched', keyTouched(cause, ground, shows)),
  ];
}

/** Every piece, for or against, still has the bytes it was attached with. */
function resolves(cause: Cause, { zone }: CheckGround, pieces: readonly PieceFinding[]): Found {
  if (cause.evidence.length === 0) return no('It has no evidence. Attach a piece that shows it.');
  const broken = cause.evidence.flatMap(({ id, label }) => {
    const keeping = pieces.find(({ piece }) => piece === id)?.keeping ?? { state: 'missing' as const };
    switch (keeping.state) {
      case 'kept':
        return [];
      case 'changed':
        return [`“${clip(label)}” was changed on the disk since it was attached`];
      case 'missing':
        return [`“${clip(label)}” is no longer on the disk`];
      case 'deleted':
        return [
          `“${clip(label)}” was deleted under retention on ${dayText(keeping.at, zone)} (${clip(keeping.why)}); its hash stays`,
        ];
    }
  });
  if (broken.length > 0)
    return no(`${listed(broken)}. Detach it and attach what still shows it, or bring its bytes back from a copy.`);
  const hashes = cause.evidence.map(({ hash }) => `${hash.slice(0, 4)}…`);
  return yes(
    `${cause.evidence.length === 1 ? '1 piece' : `${cause.evidence.length} pieces`}, sha256 ${listed(hashes)}`,
  );
}

/** Of each list that its class names, one piece. */
function kinds(cause: Cause, { taxonomy }: CheckGround): Found {
  if (cause.classification === null) return no('It has no class yet. Class it (D), then its evidence is known.');
  const title = classTitle(taxonomy, cause.classification.class);
  const needs = needsOf(taxonomy, cause.classification.class);
  if (needs.length === 0) return yes(`${title} asks for no kind in particular`);
  const missing = missingKinds(cause, taxonomy);
  const named = (groups: typeof needs): string =>
    groups.map((group) => listed(group.map(evidenceKindText), 'or')).join(', and ');
  return missing.length > 0
    ? no(`${title} needs ${named(missing)}. Attach one (E).`)
    : yes(`${title}: ${named(needs)}`);
}

/** The lists of its class of which no carrying piece is there. */
export function missingKinds(
  cause: Pick<Cause, 'classification' | 'evidence'>,
  taxonomy: CheckGround['taxonomy'],
): readonly (readonly Locator['type'][])[] {
  const there = carryingEvidence(cause).map(({ locator }) => locator.type);
  const has = (group: readonly Locator['type'][]): boolean =>
    group.some((asked) => there.some((type) => countsAs(type, asked)));
  return needsOf(taxonomy, cause.classification?.class ?? null).filter((group) => !has(group));
}

/** The setting that the cause is about is among what changed. A cause that names no setting compares none. */
function keyTouched(cause: Cause, { taxonomy }: CheckGround, shows: readonly PieceFinding[]): Found {
  if (cause.classification === null) return no('Its class tells whether it is about a setting. Class it (D).');
  const { key, class: id } = cause.classification;
  const diffs = shows.flatMap(({ changes }) => (changes === null ? [] : [changes]));
  const nearest = (to: string | null): string =>
    listed(
      changesNearest(diffs.flat(), to)
        .slice(0, 3)
        .map((change) => clip(change.key)),
    );
  if (key === null) {
    const compares = needsOf(taxonomy, id)
      .flat()
      .some((type) => type === 'config-diff' || type === 'snapshot');
    if (!compares) return yes('it names no setting');
    return no(
      diffs.flat().length === 0
        ? 'It names no setting. Name the one that changed with its class (D), and attach the configuration before and after.'
        : `It names no setting. Name the one that changed with its class (D), for instance ${nearest(null)}.`,
    );
  }
  const touched = diffs.flat().find((change) => touchesKey(change, key));
  if (touched !== undefined)
    return yes(`${clip(touched.key)}: ${clip(touched.before ?? 'not set')} → ${clip(touched.after ?? 'not set')}`);
  if (diffs.length === 0)
    return no(
      `No configuration diff shows what became of ${clip(key)}. Attach the configuration before and after (E).`,
    );
  return no(
    `${clip(key)} is the same before and after. Changed were ${nearest(key)}: name one of them, or attach another pair of snapshots.`,
  );
}

const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
