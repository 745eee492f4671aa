import { useState } from 'react';
import { TextField } from '../../ui/field.tsx';
import { formatDay, parseClock, parseDay, wallTimeToEpoch } from '../../ui/format-time.ts';

export type Deadline = {
  readonly day: string;
  readonly clock: string;
  readonly setDay: (text: string) => void;
  readonly setClock: (text: string) => void;
  /** Epoch ms; null while what is typed is no time. */
  readonly at: number | null;
};

/** A deadline as it is typed, in the review's zone. `proposed` gives the day it begins with, epoch ms. */
export function useDeadline(proposed: number, zone: string): Deadline {
  const [day, setDay] = useState(() => formatDay(proposed, zone));
  const [clock, setClock] = useState('17:00');
  return { day, clock, setDay, setClock, at: readDeadline(day, clock, zone) };
}

/** Epoch ms of a typed day and time on the wall of `zone`; null where either is none. */
export function readDeadline(day: string, clock: string, zone: string): number | null {
  const [readDay, readClock] = [parseDay(day), parseClock(clock)];
  if (readDay === null || readClock === null) return null;
  const [year = 0, month = 0, date = 0] = readDay.split('-').map(Number);
  return wallTimeToEpoch({ year, month, day: date, ...readClock }, zone);
}

/** Day and time are typed, so that no locale turns them round. */
export function DeadlineFields({ deadline, zone }: { readonly deadline: Deadline; readonly zone: string }) {
  const { day, clock, setDay, setClock } = deadline;
  return (
    <>
      <TextField
        label="Answers count until"
        placeholder="27 Nov 2026"
        value={day}
        onChange={(event) => setDay(event.target.value)}
        {...(parseDay(day) === null && { fault: 'as 27 Nov 2026 or 2026-11-27' })}
      />
      <TextField
        label="Time"
        hint={zone}
        value={clock}
        onChange={(event) => setClock(event.target.value)}
        {...(parseClock(clock) === null && { fault: '24 hours, as 14:30' })}
      />
    </>
  );
}
