import { stateNames, stateWords } from '../../../shared/canvas/state-words.ts';
import type { Cause } from '../../../shared/domain/cause/cause.ts';

/** `5 causes · 2 supported · 1 rejected`: hypotheses are what is left. */
export function causeCountText(causes: readonly Cause[]): string {
  const counts = stateNames.flatMap((name) => {
    const found = causes.filter((cause) => cause.state.name === name).length;
    return found === 0 || name === 'hypothesis' ? [] : [`${found} ${stateWords[name]}`];
  });
  return [`${causes.length} ${causes.length === 1 ? 'cause' : 'causes'}`, ...counts].join(' · ');
}
