import { predictions } from '../../../assets/sample/surroundings.ts';
import { fromWall, withOffset } from '../local-time.ts';
import type { History } from '../plan-history.ts';
import { csv, within, type CarriedFile, type Window } from './carried-file.ts';

/** The sheet in which people write down what they expect of a release; one wrote after the fact. */
export function predictionsFile(history: History, window: Window): CarriedFile {
  const rows = predictions.flatMap(({ story, at, probability, impact, reason, sealedBy }) => {
    if (sealedBy !== undefined) return [];
    const { service, version, deployments } = history.story(story);
    const production = deployments.find(({ environment }) => environment === 'production');
    const day = withOffset(production?.startedAt ?? 0).slice(0, 10);
    const madeAt = fromWall(`${day} ${at}`);
    return within(window, madeAt) ? [[service.id, version, withOffset(madeAt), probability, impact, reason]] : [];
  });
  return {
    name: 'release-predictions.csv',
    format: 'predictions',
    text: csv(['service', 'version', 'made_at', 'probability', 'impact', 'reason'], rows),
    mapping: { columns: {}, constants: { instance: 'prediction-sheet' } },
  };
}
