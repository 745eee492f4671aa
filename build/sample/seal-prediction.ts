import { predictions } from '../../assets/sample/surroundings.ts';
import type { MemberId, ServiceId } from '../../shared/domain/ids.ts';
import { samplePassphrase } from '../../shared/domain/workspace/sample.ts';
import { fromWall, withOffset } from './local-time.ts';
import type { PlannedRelease } from './plan.ts';
import { must, type Stage } from './stage.ts';

const predictor = 'rel-02' as MemberId;

/** On the morning of its deployment the release manager seals what is expected of the story's release. */
export async function sealPrediction(stage: Stage, { service, version, deployments }: PlannedRelease): Promise<void> {
  const production = deployments.find(({ environment }) => environment === 'production');
  const [first] = predictions.filter((each) => each.sealedBy === predictor);
  if (production === undefined || first === undefined) return;
  stage.clock.set(fromWall(`${withOffset(production.startedAt).slice(0, 10)} ${first.at}`));
  const { predictions: desk } = stage.services;
  const { probability, impact, reason } = first;
  const sealed = await desk.seal({
    service: service.id as ServiceId,
    version,
    by: predictor,
    passphrase: samplePassphrase,
    predicted: { probability, impact, reason },
  });
  must(sealed, 'sealing a prediction');
}
