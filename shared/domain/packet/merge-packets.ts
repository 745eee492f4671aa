import type { Packet, Said } from './packet.ts';

/** Something said, with who said it and where it stands in the order of answers. */
export type SaidBy = { readonly said: Said; readonly author: string; readonly revision: number };

/** What stands for one thing, and everything else that was said about the same thing. */
export type MergedStatement = { readonly key: string; readonly stands: SaidBy; readonly lost: readonly SaidBy[] };

/**
 * Merges the answers of a round. It is a function of the *set* of packets: the order in which they arrived, and a packet
 * that arrived twice, change nothing.
 *
 *     packets ──▶ one register per thing ──▶ the last value stands, the others are shown beside it
 *
 * Invariants (each has a property test):
 * - any order of the same packets gives the same result;
 * - whatever was said stands or is listed as lost, exactly once;
 * - of equal things the value with the higher revision stands; of equal revisions the author whose code sorts last;
 *   then the statement that sorts last, field by field. No wall clock is asked.
 */
export function mergePackets(packets: readonly Packet[]): readonly MergedStatement[] {
  const registers = new Map<string, Map<string, SaidBy>>();
  for (const { author, revision, said } of packets)
    for (const each of said) {
      const entry = { said: each, author, revision };
      const values = registers.get(keyOf(each, author)) ?? new Map<string, SaidBy>();
      values.set(identityOf(entry), entry);
      registers.set(keyOf(each, author), values);
    }
  return [...registers]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([key, values]) => {
      const [stands, ...lost] = [...values.values()].toSorted(laterFirst);
      if (stands === undefined) throw new Error('a register has a value');
      return { key, stands, lost };
    });
}

/** What a statement is about. An agreement is its author's own; a wording is of the thing it words. */
function keyOf(said: Said, author: string): string {
  switch (said.kind) {
    case 'agree':
      return `agree ${author}`;
    case 'reword':
      return `reword ${said.of}`;
    case 'fact':
    case 'idea':
    case 'action':
    case 'comment':
      return `${said.kind} ${said.id}`;
  }
}

const identityOf = ({ said, author, revision }: SaidBy): string => JSON.stringify([revision, author, ...partsOf(said)]);

/** The fields of a statement in one order, so that two readers of one packet compare alike. */
function partsOf(said: Said): readonly (string | number | boolean | null)[] {
  switch (said.kind) {
    case 'agree':
      return [said.kind, said.agrees];
    case 'reword':
      return [said.kind, said.of, said.text];
    case 'fact':
      return [said.kind, said.id, said.text, said.happenedAt];
    case 'comment':
      return [said.kind, said.id, said.on, said.text];
    case 'idea':
      return [said.kind, said.id, said.text, said.category];
    case 'action':
      return [said.kind, said.id, said.text];
  }
}

const laterFirst = (a: SaidBy, b: SaidBy): number =>
  b.revision - a.revision ||
  compareTexts(b.author, a.author) ||
  compareTexts(JSON.stringify(partsOf(b.said)), JSON.stringify(partsOf(a.said)));

/** By UTF-16 code units: the same in every locale. */
const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
