import { correctionMs, type Breach } from '../review/breach.ts';
import type { HappenedEvent } from '../review/events.ts';
import type { Review } from '../review/review.ts';
import { signersOf } from '../review/signing.ts';
import { lightFigures, unknownFigures } from './light-figures.ts';
import { isLight, objectionsUntil } from './light-phase.ts';
import type { LightFigure } from './light.ts';

/** [M7.1] What an event of the light tier breaks in the state it met. */
export function auditLight(review: Review, event: HappenedEvent): Breach | undefined {
  const { light, phase } = review;
  if (!isLight(review)) return ['M7.1', 'the review was no light one, or over.'];
  switch (event.type) {
    case 'light.filed.v1': {
      const { by, figures, withoutBaseline } = event.body;
      if (phase !== 'prepared' || review.package === null) return ['M7.1', 'the package was not sealed.'];
      if (!signersOf(review, 'release-manager').includes(by)) return ['M7.1', 'who filed it did not hold the seat.'];
      if (standings(figures) !== standings(lightFigures(review.package.content)))
        return ['M7.1', 'its figures are not those of the package.'];
      return mayStand(figures, withoutBaseline)
        ? undefined
        : ['M7.1', 'a figure had no baseline, and no reason was given.'];
    }
    case 'light.dissented.v1':
      return light.dissents.some(({ by }) => by === event.body.by) ? ['M7.1', 'they dissented already.'] : undefined;
    case 'light.dissent-withdrawn.v1':
      return light.dissents.some(({ by }) => by === event.body.by) ? undefined : ['M7.1', 'nobody had dissented.'];
    case 'light.closed-itself.v1': {
      const until = objectionsUntil(review);
      const { figures } = event.body;
      if (phase !== 'prepared' || light.filed === null || until === null) return ['M7.1', 'its form was not filed.'];
      if (light.dissents.length > 0) return ['M7.1', 'a dissent stood.'];
      if (figures.some(({ standing }) => standing === 'outside')) return ['M7.1', 'a figure was outside its baseline.'];
      if (light.filed.withoutBaseline === null && unknownFigures(figures).length > 0)
        return ['M7.1', 'a figure had no baseline, and no reason was given.'];
      return event.at + correctionMs < until ? ['M7.1', 'the time for objections was not over.'] : undefined;
    }
    default:
      return undefined;
  }
}

const mayStand = (figures: readonly LightFigure[], withoutBaseline: string | null): boolean =>
  withoutBaseline !== null || (figures.length > 0 && unknownFigures(figures).length === 0);

const standings = (figures: readonly LightFigure[]): string =>
  figures.map(({ series, standing }) => `${series} ${standing}`).join('\n');
