import type { Criterion } from '../../../shared/domain/action/action.ts';

/** `done when p95 < 300 ms over 7 days`, `done when there is: the runbook page`. */
export const criterionText = (criterion: Criterion): string =>
  criterion.kind === 'artefact'
    ? `done when there is: ${criterion.artefact}`
    : `done when ${criterion.metric} ${criterion.comparator} ${criterion.value}${criterion.unit === '' ? '' : ` ${criterion.unit}`} over ${criterion.window}`;
