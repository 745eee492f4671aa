/**
 * Who wants to speak. It lives on the facilitator's screens while the meeting runs and is forgotten at its close: how
 * often somebody spoke is nobody's record.
 */
export type SpeakingQueue = {
  readonly speaking: string | null;
  /** By when they asked. */
  readonly waiting: readonly string[];
  /** How often each was given the word; only the order comes of it. */
  readonly turns: Readonly<Record<string, number>>;
};

export const emptyQueue: SpeakingQueue = { speaking: null, waiting: [], turns: {} };

const turnsOf = (queue: SpeakingQueue, member: string): number => queue.turns[member] ?? 0;

/** Those waiting, who had the word least often first; among equals who asked first. */
export const inTurn = (queue: SpeakingQueue): readonly string[] =>
  queue.waiting.toSorted((a, b) => turnsOf(queue, a) - turnsOf(queue, b));

/** Somebody asks for the word; who waits already keeps their place. */
export const askToSpeak = (queue: SpeakingQueue, member: string): SpeakingQueue =>
  queue.waiting.includes(member) ? queue : { ...queue, waiting: [...queue.waiting, member] };

export const withdraw = (queue: SpeakingQueue, member: string): SpeakingQueue => ({
  ...queue,
  speaking: queue.speaking === member ? null : queue.speaking,
  waiting: queue.waiting.filter((each) => each !== member),
});

/** The next one has the word; with nobody waiting, nobody has. */
export function nextSpeaker(queue: SpeakingQueue): SpeakingQueue {
  const next = inTurn(queue)[0];
  if (next === undefined) return { ...queue, speaking: null };
  return {
    speaking: next,
    waiting: queue.waiting.filter((each) => each !== next),
    turns: { ...queue.turns, [next]: turnsOf(queue, next) + 1 },
  };
}

/** Those who left the room wait no longer. */
export const keepPresent = (queue: SpeakingQueue, present: readonly string[]): SpeakingQueue => ({
  ...queue,
  speaking: queue.speaking !== null && present.includes(queue.speaking) ? queue.speaking : null,
  waiting: queue.waiting.filter((member) => present.includes(member)),
});

export type Person = { readonly id: string; readonly display: string };

/**
 * Whom a few typed characters mean: a number is the place in the list (from 1); letters are the beginning of a code, of a
 * word of the name, or the initials. All are shown while nothing is typed.
 */
export function findPeople(people: readonly Person[], typed: string): readonly Person[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return people;
  if (/^\d+$/.test(wanted)) {
    const person = people[Number(wanted) - 1];
    return person === undefined ? [] : [person];
  }
  const plain = wanted.replaceAll(/[\s-]+/g, '');
  return people.filter(({ id, display }) => {
    const words = display
      .toLowerCase()
      .split(/[\s-]+/)
      .filter((word) => word !== '');
    const initials = words.map((word) => Array.from(word)[0]).join('');
    return (
      id.replaceAll('-', '').startsWith(plain) ||
      initials.startsWith(plain) ||
      words.some((word) => word.startsWith(wanted))
    );
  });
}
