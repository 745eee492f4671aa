import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import { countOf, formatFigure } from '../../ui/format-number.ts';
import { formatDayTime } from '../../ui/format-time.ts';

/** `origin` names the figure in the package's list of where figures come from. */
export type FiveFigure = { readonly figure: string; readonly words: string; readonly origin: string };

/** The five figures a package is told by. A figure nobody measured is said to be missing, never zero. */
export function fiveFigures(content: ReviewPackage, zone: string): readonly FiveFigure[] {
  const { changes, components, flags } = content;
  const lines = changes.insertions + changes.deletions - changes.generated;
  return [
    {
      figure: String(components?.length ?? 1),
      words: (components?.length ?? 1) === 1 ? 'component' : 'components',
      origin: 'deployments',
    },
    {
      figure: changes.commits === 0 ? '–' : formatFigure(lines / 1000),
      words:
        changes.commits === 0
          ? 'KLOC: no commit was taken in'
          : `KLOC changed in ${countOf(changes.commits, 'commit')} · generated left out`,
      origin: 'changes',
    },
    {
      figure: flags === undefined ? '–' : String(flags.length),
      words:
        flags === undefined ? 'flags: no source tells of them' : flags.length === 1 ? 'flag turned' : 'flags turned',
      origin: 'flags',
    },
    predicted(content, zone),
    answered(content),
  ];
}

function predicted({ predictions = [] }: ReviewPackage, zone: string): FiveFigure {
  const sealed = predictions.find((each) => each.standing === 'sealed');
  const shown = sealed ?? predictions[0];
  if (shown === undefined) return { figure: '–', words: 'nobody predicted its risk', origin: 'predictions' };
  const when = formatDayTime(shown.madeAt, zone);
  return {
    figure: shown.probability.toFixed(2),
    words:
      sealed === undefined ? `predicted risk, void: made ${when}, after go-live` : `predicted risk, sealed ${when}`,
    origin: 'predictions',
  };
}

/** Sources that a connector reads; where none is set up, how many figures have samples. */
function answered({ sources = [], deviations, appendix = [] }: ReviewPackage): FiveFigure {
  if (sources.length > 0) {
    const count = sources.filter((each) => each.state === 'answered').length;
    return { figure: `${count} of ${sources.length}`, words: 'sources answered', origin: '' };
  }
  const figures = [...deviations, ...appendix];
  const count = figures.filter((each) => each.now !== null).length;
  return { figure: `${count} of ${figures.length}`, words: 'figures answered', origin: '' };
}
