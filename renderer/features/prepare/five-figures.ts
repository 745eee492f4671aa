import type { ReviewPackage } from '../../../shared/domain/review/package.ts';
import { formatFigure } from '../../ui/format-number.ts';

export type FiveFigure = { readonly figure: string; readonly words: string };

/** The five figures a package is told by. A figure nobody measured is said to be missing, never zero. */
export function fiveFigures(content: ReviewPackage): readonly FiveFigure[] {
  const { changes, deviations, deployments, incidents } = content;
  const lines = changes.insertions + changes.deletions - changes.generated;
  const answered = deviations.filter((each) => each.now !== null).length;
  return [
    { figure: String(deployments.length), words: 'deployments in its hours' },
    { figure: String(changes.commits), words: changes.commits === 0 ? 'commits, none was taken in' : 'commits' },
    {
      figure: changes.commits === 0 ? '–' : formatFigure(lines / 1000),
      words: 'KLOC changed · generated left out',
    },
    { figure: String(incidents.length), words: incidents.length === 1 ? 'incident' : 'incidents' },
    { figure: `${answered} of ${deviations.length}`, words: 'figures answered' },
  ];
}
