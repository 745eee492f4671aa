import { z } from 'zod';
import { memberPlacedSchema } from '../domain/calendar/placement.ts';
import { reviewIdSchema } from '../domain/ids.ts';
import { rotaSkippedSchema } from '../domain/rota/rota-skip.ts';
import { zoneSchema } from '../domain/workspace/workspace.ts';

const nothing = z.strictObject({});

/** Procedures round dates, time zones and the rota. */
export const calendarProcedures = {
  /** Where a member works and when. */
  'member.place': {
    input: memberPlacedSchema.extend({ zone: zoneSchema }).refine(({ from, to }) => from !== to, {
      path: ['to'],
      message: 'working hours end at another time than they begin',
    }),
    output: nothing,
  },
  /** Passes somebody over for one review; the turn stays theirs. */
  'rota.skip': { input: rotaSkippedSchema, output: nothing },
  /** When the releases of these reviews went live, epoch ms, and by whose word; null where nobody told. */
  'calendar.live': {
    input: z.strictObject({ reviews: z.array(reviewIdSchema).max(1000) }),
    output: z.object({
      live: z.array(
        z.object({ review: reviewIdSchema, at: z.number().nullable(), word: z.enum(['runtime', 'ci']).nullable() }),
      ),
    }),
  },
} as const;
