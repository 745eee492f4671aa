import type { Agenda, ItemKind } from '../domain/agenda/agenda.ts';
import { readItem, type ItemReading } from '../domain/agenda/clock.ts';

/** One agenda item on the spine; shares of the whole line, 0 to 1. */
export type SpineSegment = {
  readonly id: string;
  readonly title: string;
  readonly kind: ItemKind;
  readonly start: number;
  readonly width: number;
  readonly budgetMs: number;
  readonly mark: ItemReading['mark'];
};

export type Spine = {
  readonly segments: readonly SpineSegment[];
  /** Where the meeting stands, 0 to 1; null before it starts. */
  readonly position: number | null;
  /** Where the current box ends, when the position lies behind it. */
  readonly overFrom: number | null;
};

/** Lays the agenda along a line in proportion to the time boxes as they are now. */
export function layoutSpine(agenda: Agenda, now: number): Spine {
  const total = Math.max(
    1,
    agenda.items.reduce((sum, item) => sum + item.budgetMs, 0),
  );
  let start = 0;
  let position: number | null = null;
  let overFrom: number | null = null;
  const segments = agenda.items.map((item): SpineSegment => {
    const reading = readItem(agenda, item, now);
    const segment = { ...item, start, width: item.budgetMs / total, mark: reading.mark };
    if (agenda.current === item.id) {
      position = Math.min(1, start + reading.takenMs / total);
      if (reading.mark === 'over') overFrom = start + segment.width;
    }
    start += segment.width;
    const { id, title, kind, budgetMs, width, mark } = segment;
    return { id, title, kind, start: segment.start, width, budgetMs, mark };
  });
  return { segments, position: agenda.pace.name === 'ended' ? 1 : position, overFrom };
}
