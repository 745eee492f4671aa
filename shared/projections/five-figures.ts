import type { StatedPrediction } from '../domain/review/package-parts.ts';
import type { ReviewPackage } from '../domain/review/package.ts';
import { countOf, formatFigure } from '../meeting/quantity.ts';
import { clockText, dayTimeText } from './zone-text.ts';

/** `origins` name the figure in the package's list of where figures come from; `told` are lines about it. */
export type FiveFigure = {
  readonly figure: string;
  readonly words: string;
  readonly origins: readonly string[];
  readonly told: readonly string[];
};

/** The five figures a package is told by. A figure nobody measured is said to be missing, never zero. */
export function fiveFigures(content: ReviewPackage, zone: string): readonly FiveFigure[] {
  return [
    components(content),
    changed(content),
    flagsTurned(content, zone),
    predicted(content, zone),
    answered(content, zone),
  ];
}

function components({ components: all = [] }: ReviewPackage): FiveFigure {
  const count = Math.max(1, all.length);
  return {
    figure: String(count),
    words: count === 1 ? 'component' : 'components',
    origins: ['deployments'],
    told: all.map(({ service, version }) => `${service} ${version}`),
  };
}

function changed({ changes }: ReviewPackage): FiveFigure {
  const { commits, insertions, deletions, generated } = changes;
  if (commits === 0)
    return { figure: '–', words: 'KLOC: no commit was taken in', origins: [], told: ['Take in its commits to know.'] };
  return {
    figure: formatFigure((insertions + deletions - generated) / 1000),
    words: 'KLOC changed · generated left out',
    origins: ['changes'],
    told: [
      `${countOf(commits, 'commit')}: ${countOf(insertions, 'line')} added, ${countOf(deletions, 'line')} taken out`,
      `${countOf(generated, 'line')} in generated or vendored files left out`,
    ],
  };
}

function flagsTurned({ flags, flagNames, exhibits = [] }: ReviewPackage, zone: string): FiveFigure {
  if (flags === undefined)
    return {
      figure: '–',
      words: 'flags: no source tells of them',
      origins: [],
      told: ['No flag of this service was taken in, so nobody can say that none was turned.'],
    };
  const turned = exhibits.filter((each) => each.kind === 'flag');
  return {
    ...countFlags(flags.length, flagNames?.length ?? null),
    origins: ['flags'],
    told: turned.map(({ at, text }) => `${clockText(at, zone)} ${text}`),
  };
}

/** One flag turned three times is one flag. Packages sealed before names were kept (null) tell only how many turns. */
function countFlags(turns: number, flags: number | null): Pick<FiveFigure, 'figure' | 'words'> {
  if (flags === null) return { figure: String(turns), words: turns === 1 ? 'turn of a flag' : 'turns of flags' };
  const often = turns > flags ? `, ${turns} times${flags === 1 ? '' : ' in all'}` : '';
  return { figure: String(flags), words: `${flags === 1 ? 'flag' : 'flags'} turned${often}` };
}

function predicted({ predictions = [] }: ReviewPackage, zone: string): FiveFigure {
  const shown = predictions.find(({ standing }) => standing === 'sealed') ?? predictions[0];
  if (shown === undefined)
    return {
      figure: '–',
      words: 'nobody predicted its risk',
      origins: [],
      told: ['A prediction counts when it was sealed before the deployment began.'],
    };
  return {
    figure: shown.probability.toFixed(2),
    words: `predicted risk, ${standingWords(shown, clockText(shown.madeAt, zone))}`,
    origins: ['predictions'],
    told: predictions.map(
      (each) =>
        `${each.probability.toFixed(2)}, impact ${each.impact}: ${each.reason || 'no reason given'} · ${standingWords(each, dayTimeText(each.madeAt, zone))}`,
    ),
  };
}

const voidWords = {
  late: 'made after the deployment began',
  clock: 'its clock contradicts the journal',
  replaced: 'replaced by a later one',
} as const;

/** What became of a prediction, in words that end with `when` it was made. */
export function standingWords({ standing, why }: StatedPrediction, when: string): string {
  if (standing === 'void') return `void: ${voidWords[why ?? 'late']}, ${when}`;
  return standing === 'sealed' ? `sealed ${when}` : `told, not sealed, ${when}`;
}

/** Sources that a connector reads; where none is set up, how many figures have samples. */
function answered({ sources = [], deviations, appendix = [] }: ReviewPackage, zone: string): FiveFigure {
  if (sources.length > 0) {
    const count = sources.filter((each) => each.state === 'answered').length;
    return {
      figure: `${count} of ${sources.length}`,
      words: 'sources answered',
      origins: [],
      told: sources.map(({ source, state, since, message }) =>
        state === 'answered'
          ? `${source}: read${since === null ? '' : ` up to ${dayTimeText(since, zone)}`}`
          : `${source}: missing ${since === null ? 'altogether' : `since ${dayTimeText(since, zone)}`}. ${message}`,
      ),
    };
  }
  const figures = [...deviations, ...appendix];
  const silent = figures.filter((each) => each.now === null);
  return {
    figure: `${figures.length - silent.length} of ${figures.length}`,
    words: 'figures answered',
    origins: figures.map(({ series }) => `series:${series}`),
    told: silent.map(({ metric }) => `${metric}: no samples in the hour after`),
  };
}
