import type { calendarProcedures } from '../../shared/contract/calendar-procedures.ts';
import { reviewIdSchema } from '../../shared/domain/ids.ts';
import { decideSkip } from '../../shared/domain/rota/decide-host.ts';
import { err, ok } from '../../shared/lib/result.ts';
import type { CalendarService } from './calendar-service.ts';
import { fail, refusalToFault } from './fault.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

const unknown = { at: null, word: null } as const;

/** What the procedures round dates, zones and the rota do. */
export function createCalendarHandlers(services: Services): Pick<ProcedureHandlers, keyof typeof calendarProcedures> {
  const { workspace, calendar, reviews } = services;
  const me = (): string => workspace.current().me ?? 'hotwash';
  return {
    'member.place': async (placed) =>
      workspace.current().members.some((each) => each.id === placed.id && each.active)
        ? workspace.record(me(), { type: 'member.placed.v1', body: placed })
        : fail('no-member', 'That person is not in the roster.'),
    'rota.skip': async (skip) => {
      const read = reviews.read(skip.review);
      if (!read.ok) return read;
      const decided = decideSkip(skip, workspace.current(), read.value.review);
      if (!decided.ok) return err(refusalToFault(decided.error));
      return workspace.record(me(), { type: 'rota.skipped.v1', body: skip });
    },
    'calendar.live': async ({ reviews: ids }) => {
      const asked = new Set<string>(ids);
      const lives = await calendar.lives(calendar.reviews().filter(({ id }) => asked.has(id)));
      return ok({ live: ids.map((review) => ({ review, ...(lives.get(review) ?? unknown) })) });
    },
  };
}

/** Serves `/media/calendar/all.ics` and `/media/calendar/ID.ics`, made when they are asked for. */
export async function serveCalendar(calendar: CalendarService, pathname: string): Promise<Response> {
  const name = /^\/media\/calendar\/([a-z0-9-]+)\.ics$/.exec(pathname)?.[1];
  const review = reviewIdSchema.safeParse(name);
  if (name !== 'all' && !review.success) return plain(404, 'Not found');
  const file = await calendar.file(review.success ? review.data : null);
  if (!file.ok) return plain(404, file.error.message);
  return new Response(file.value, {
    headers: {
      'content-type': 'text/calendar; charset=utf-8; method=PUBLISH',
      'content-disposition': `attachment; filename="hotwash-${name}.ics"`,
    },
  });
}

const plain = (status: number, text: string): Response =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
