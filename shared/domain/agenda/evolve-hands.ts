import type { HappenedEvent } from '../review/events.ts';
import type { Agenda } from './agenda.ts';

/** Folds what the room was asked and answered about its time. */
export function evolveHands(agenda: Agenda, event: HappenedEvent): Agenda {
  switch (event.type) {
    case 'over.answered.v1':
      return { ...agenda, overAnswers: [...agenda.overAnswers, { ...event.body, at: event.at }] };
    case 'elmo.called.v1':
      return { ...agenda, elmo: [...agenda.elmo, { item: event.body.item, at: event.at, answer: null }] };
    case 'elmo.answered.v1': {
      const { item: _item, ...said } = event.body;
      const answer = { ...said, at: event.at };
      const open = openElmo(agenda);
      return { ...agenda, elmo: agenda.elmo.map((call) => (call === open ? { ...call, answer } : call)) };
    }
    default:
      return agenda;
  }
}

/** The call that the room has not answered; undefined when nothing is asked. One that was left behind asks no more. */
export const openElmo = (agenda: Agenda): Agenda['elmo'][number] | undefined =>
  agenda.elmo.findLast((call) => call.answer === null && call.item === agenda.current);
