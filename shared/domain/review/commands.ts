import { z } from 'zod';
import { actionCommands, decisionCommands } from '../action/action.ts';
import { meetingCommands } from '../agenda/agenda.ts';
import { causeCommands } from '../cause/cause.ts';
import { claimCommands, evidenceCommands } from '../claim/claim.ts';
import { holeCommands } from '../kpi/kpi-map.ts';
import { productCommands } from '../product/product.ts';
import { fieldCommands } from '../template/field-value.ts';
import { seatCommands } from './review.ts';

/** Everything a page may ask of a review. The main process decides. */
export const reviewCommandSchema = z.discriminatedUnion('type', [
  ...seatCommands,
  ...meetingCommands,
  ...claimCommands,
  ...evidenceCommands,
  ...causeCommands,
  ...actionCommands,
  ...decisionCommands,
  ...holeCommands,
  ...productCommands,
  ...fieldCommands,
]);
export type ReviewCommand = z.infer<typeof reviewCommandSchema>;
export type CommandOf<T extends ReviewCommand['type']> = Extract<ReviewCommand, { type: T }>;

/** Commands that undo can take back: what was said and drawn. Time, phases, seats and signatures only go forward. */
export const isUndoable = (type: string): boolean =>
  /^(claim|evidence|idea|cause|decision|action|topic|field)\./.test(type);
