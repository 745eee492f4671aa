import { z } from 'zod';
import { actionCommands } from '../action/action.ts';
import { meetingCommands } from '../agenda/agenda.ts';
import { handsCommands } from '../agenda/hands.ts';
import { boardCommands } from '../cause/board.ts';
import { causeCommands } from '../cause/cause.ts';
import { triageCommands } from '../cause/triage.ts';
import { claimCommands, evidenceCommands } from '../claim/claim.ts';
import { decisionCommands } from '../decision/decision.ts';
import { holeCommands } from '../kpi/kpi-map.ts';
import { productCommands } from '../product/product.ts';
import { fieldCommands } from '../template/field-value.ts';
import { jointCommands } from '../joint/joint.ts';
import { lightCommands } from '../light/light.ts';
import { roundCommands } from '../packet/round.ts';
import { noteCommands } from '../note/note.ts';
import { enclosureCommands } from '../transcript/enclosure.ts';
import { recordingCommands } from '../recording/recording.ts';
import { voteCommands } from '../vote/vote.ts';
import { seatCommands } from './review.ts';

/** Everything a page may ask of a review. The main process decides. */
export const reviewCommandSchema = z.discriminatedUnion('type', [
  ...seatCommands,
  ...meetingCommands,
  ...handsCommands,
  ...claimCommands,
  ...evidenceCommands,
  ...causeCommands,
  ...triageCommands,
  ...boardCommands,
  ...actionCommands,
  ...decisionCommands,
  ...voteCommands,
  ...noteCommands,
  ...holeCommands,
  ...productCommands,
  ...roundCommands,
  ...lightCommands,
  ...jointCommands,
  ...fieldCommands,
  ...recordingCommands,
  ...enclosureCommands,
]);
export type ReviewCommand = z.infer<typeof reviewCommandSchema>;
export type CommandOf<T extends ReviewCommand['type']> = Extract<ReviewCommand, { type: T }>;

/** Commands that undo can take back: what was said and drawn. Time, phases, seats and signatures only go forward. */
export const isUndoable = (type: string): boolean =>
  /^(claim|evidence|idea|effect|canvas|causes?|board|decision|action|topic|vote|note|field|wording)\./.test(type);
