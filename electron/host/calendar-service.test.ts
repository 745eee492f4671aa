import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MemberId, ReleaseId, ReviewId } from '../../shared/domain/ids.ts';
import type { ReviewCommand } from '../../shared/domain/review/commands.ts';
import { carriedFileAt } from '../intake/carried-file.ts';
import { createServices } from './create-services.ts';
import type { Services } from './services.ts';
import { commandPort } from './with-workspace.ts';

const hour = 3_600_000;
const finished = Date.parse('2026-03-12T13:02:10Z');

type House = {
  readonly services: Services;
  readonly get: (path: string) => Promise<Response>;
  readonly clock: { now: number };
};

/** One release that went live, four people who all may facilitate, ops-01 at the machine. */
async function openHouse(): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'hotwash-calendar-'));
  const clock = { now: Date.parse('2026-03-16T09:00:00Z') };
  const running = await createServices({
    workspaceDir: join(folder, 'workspace'),
    port: commandPort,
    clock: { wall: () => clock.now, monotonic: () => clock.now },
    founding: { name: 'Test organisation', sample: false, zone: 'Europe/Berlin' },
  });
  onTestFinished(async () => {
    await running.close();
    await rm(folder, { recursive: true, force: true });
  });
  const { services, handler } = running;
  for (const id of ['rel-01', 'ops-01', 'prod-01', 'eng-01', 'eng-02'])
    await services.workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: id as MemberId, display: id, role: 'engineering', leads: true },
    });
  await services.workspace.record('ops-01', { type: 'member.sat-down.v1', body: { member: 'ops-01' as MemberId } });
  const files = {
    deployments:
      'id,service,version,environment,started_at,finished_at,result\n' +
      'd1,checkout,4.18.0,production,2026-03-12T13:00:00Z,2026-03-12T13:02:10Z,success\n',
    tags: 'tag,tagged_at,commit\n4.18.0,2026-03-12T12:00:00Z,c3f4f0a925c52a1e735f2ecef8558bf30aa5bc5a\n',
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, `${name}.csv`);
    await writeFile(path, text);
    const constants = name === 'tags' ? { service: 'checkout' } : {};
    const taken = await services.intake.takeFile(await carriedFileAt(path), { mapping: { columns: {}, constants } });
    expect(taken).toMatchObject({ ok: true, value: { quarantinedTotal: 0 } });
  }
  return { services, clock, get: (path) => handler(new Request(`http://localhost${path}`)) };
}

let count = 0;
const run = ({ services }: House, review: ReviewId, command: ReviewCommand) =>
  services.reviews.run(review, `cmd${String(count++).padStart(5, '0')}`, command);

async function open({ services }: House): Promise<ReviewId> {
  const opened = await services.reviews.open('checkout@4.18.0' as ReleaseId, 'full', 'Checkout 4.18.0');
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value.review;
}

/** Seats filled, prepared and begun, with this facilitator. */
async function hold(house: House, review: ReviewId, facilitator: string): Promise<void> {
  const seats = [
    ['release', 'rel-01'],
    ['operations', 'ops-01'],
    ['product', 'prod-01'],
  ] as const;
  const commands: readonly ReviewCommand[] = [
    ...seats.map(([seat, accountable]) => ({ type: 'seat.fill' as const, seat, accountable, deputy: null })),
    { type: 'host.name', facilitator, scribe: null },
    { type: 'review.prepare' },
    ...seats.map(([, member]) => ({ type: 'attendee.arrive' as const, member })),
    ...(['error-rate', 'latency', 'rollback'] as const).map((kpi) => ({
      type: 'hole.waive' as const,
      service: 'checkout' as never,
      kpi,
      reason: 'Nothing counts it yet.',
    })),
    { type: 'meeting.start', inquorateReason: null },
  ];
  for (const command of commands) expect(await run(house, review, command)).toMatchObject({ ok: true });
}

describe('dates on the host', () => {
  it('[M1.4] knows from the rows when a release went live, and refuses a date before its data', async () => {
    const house = await openHouse();
    const review = await open(house);
    house.clock.now = finished + hour;
    const early = { type: 'meeting.schedule', at: finished + 23 * hour } as const;
    expect(await run(house, review, early)).toMatchObject({ ok: false, error: { rule: 'M1.4' } });
    expect(await run(house, review, { type: 'meeting.schedule', at: finished + 25 * hour })).toMatchObject({
      ok: true,
      value: { events: ['meeting.scheduled.v2'] },
    });
  });

  it('[M1.4] serves the calendar of one review and of all, and says when there is none', async () => {
    const house = await openHouse();
    const review = await open(house);
    await run(house, review, { type: 'meeting.schedule', at: house.clock.now + hour });
    for (const name of [review, 'all']) {
      const response = await house.get(`/media/calendar/${name}.ics`);
      expect(response.headers.get('content-type')).toContain('text/calendar');
      const calendar = ICAL.Component.fromString(await response.text());
      const event = calendar.getFirstSubcomponent('vevent');
      expect(event?.getFirstPropertyValue('uid')).toBe(`${review}@${house.services.workspace.current().id}.hotwash`);
      expect(calendar.getFirstSubcomponent('vtodo')?.getFirstPropertyValue('summary')).toContain('Hold the review');
    }
    expect((await house.get('/media/calendar/r-2026-999.ics')).status).toBe(404);
    expect((await house.get('/media/calendar/..%2Fkeys.ics')).status).toBe(404);
  });
});

describe('the rota on the host', () => {
  it('[M3.5] knows who hosted the last review that was held, and lets them host again only with a reason', async () => {
    const house = await openHouse();
    const first = await open(house);
    await hold(house, first, 'eng-01');
    expect(house.services.calendar.rota().held).toMatchObject([{ review: first, facilitator: 'eng-01' }]);
    const second = await open(house);
    const again = { type: 'host.name', facilitator: 'eng-01', scribe: null } as const;
    expect(await run(house, second, again)).toMatchObject({ ok: false, error: { rule: 'M3.5' } });
    expect(await run(house, second, { ...again, reason: 'eng-02 is away' })).toMatchObject({ ok: true });
    expect(await run(house, second, { ...again, facilitator: 'eng-02' })).toMatchObject({ ok: true });
  });
});
