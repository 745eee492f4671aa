import { z } from 'zod';
import { statementSchema } from '../text.ts';

/** How causes are looked for: stated as the evidence shows them, asked down one chain, or spread over bones. */
export const techniques = ['none', 'five-whys', 'fishbone'] as const;
export type Technique = (typeof techniques)[number];
export const canvases = ['five-whys', 'fishbone'] as const;
export type Canvas = (typeof canvases)[number];

const answers = { directEvidence: z.boolean(), recurring: z.boolean(), severalComponents: z.boolean() };

/** The three questions that come before a canvas (M4.1). */
export const triageSchema = z.strictObject(answers);
export type TriageAnswers = z.infer<typeof triageSchema>;

/** What was answered, and every canvas that was opened with the reason where the answers spoke against it. */
export type Triage = {
  readonly answers: TriageAnswers | null;
  /** Which canvas the room works on; null while it is the outline alone. */
  readonly canvas: Canvas | null;
  readonly opened: readonly { readonly canvas: Canvas; readonly reason: string | null; readonly at: number }[];
};
export const untriaged: Triage = { answers: null, canvas: null, opened: [] };

/**
 * [M4.1] What the answers ask for. Several components are spread over bones; one that keeps coming back, or of which
 * nothing shows directly what happened, is asked down one chain; what the evidence shows needs no drawing.
 */
export function techniqueOf({ directEvidence, recurring, severalComponents }: TriageAnswers): Technique {
  if (severalComponents) return 'fishbone';
  return recurring || !directEvidence ? 'five-whys' : 'none';
}

export const techniqueTitles: { readonly [T in Technique]: string } = {
  none: 'no drawing',
  'five-whys': '5 Whys',
  fishbone: 'Fishbone',
};

/**
 * [M4.1] Whether opening a canvas needs a reason now: the answers ask for something else, and none was given for it
 * before. Without answers there is nothing to speak against.
 */
export const isAgainstVerdict = ({ answers: given, opened }: Triage, canvas: Canvas): boolean =>
  given !== null &&
  techniqueOf(given) !== canvas &&
  !opened.some((each) => each.canvas === canvas && each.reason !== null);

export const triageCommands = [
  z.strictObject({ type: z.literal('causes.triage'), ...answers }),
  z.strictObject({
    type: z.literal('canvas.open'),
    canvas: z.enum(canvases),
    /** Needed once where the answers speak against it. */
    reason: statementSchema.nullable(),
  }),
] as const;
