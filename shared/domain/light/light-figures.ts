import type { Deviation, ReviewPackage } from '../review/package.ts';
import type { FigureStanding, LightFigure } from './light.ts';

/** Iglewicz and Hoaglin call a modified z score beyond 3.5 an outlier; the screens colour by the same level. */
const outlierScore = 3.5;
const mostFigures = 500;

/**
 * Every figure of a package with how it stands, those of the appendix too: that nothing follows from a metric (M2.6) does
 * not make it usual. Nobody types them.
 */
export const lightFigures = ({ deviations, appendix = [] }: ReviewPackage): readonly LightFigure[] =>
  [...deviations, ...appendix].slice(0, mostFigures).map((each) => ({
    series: each.series,
    metric: each.metric,
    unit: each.unit,
    now: each.now,
    usual: each.usual,
    z: each.robustZ,
    standing: standingOf(each),
    rule: each.rule?.isMet === true ? each.rule.text : null,
  }));

function standingOf({ now, robustZ, rule }: Deviation): FigureStanding {
  if (rule?.isMet === true) return 'outside';
  if (now === null) return 'no-samples';
  if (robustZ === null) return 'no-baseline';
  return Math.abs(robustZ) >= outlierScore ? 'outside' : 'within';
}

/** Figures of which nobody can say that they are within. */
export const unknownFigures = (figures: readonly LightFigure[]): readonly LightFigure[] =>
  figures.filter(({ standing }) => standing === 'no-baseline' || standing === 'no-samples');

/** [M7.1] Why a package does not let a light review stay light, in whole sentences; empty where it does. */
export function thresholdsPassed(content: ReviewPackage): readonly string[] {
  const outside = lightFigures(content).filter(({ standing }) => standing === 'outside');
  const { incidents, goLive } = content;
  return [
    ...outside.map(({ metric, z, rule }) =>
      rule === null
        ? `${metric} is outside its baseline (z ${z === null ? 'not known' : z.toFixed(1)}).`
        : `${metric} meets its rule: ${rule}.`.slice(0, 500),
    ),
    ...(incidents.length === 0
      ? []
      : [incidents.length === 1 ? 'An incident followed.' : `${incidents.length} incidents followed.`]),
    ...(goLive?.rolledBackAt == null ? [] : ['The release was rolled back.']),
  ].slice(0, 100);
}
