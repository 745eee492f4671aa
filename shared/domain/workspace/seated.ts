import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Workspace } from './workspace.ts';

/** [H3] Nothing changes a review until somebody said who sits here, for every line names them. Answers who. */
export const decideSeated = ({ me }: Workspace): Result<string, Refusal> =>
  me === null ? refuse('H3', 'Nobody sits at this machine.', 'Choose who you are on Today.') : ok(me);
