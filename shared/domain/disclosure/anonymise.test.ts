import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anonymise, letters } from './anonymise.ts';
import { findNames, indexNames } from './find-names.ts';
import { namesOf } from './name-forms.ts';
import { isOneLetterOff } from './name-suspects.ts';

const roster = [
  { id: 'ops-02', display: 'Anna Meyer' },
  { id: 'rel-01', display: 'Mark Oduya' },
  { id: 'eng-03', display: 'Jürgen Müller' },
  { id: 'eng-04', display: 'Siân O’Neill' },
  { id: 'eng-07', display: 'Wei Li' },
  { id: 'aud-11', display: 'Release manager' },
];
const said = (text: string, speaker: string | null = null) => [{ speaker, text }];
const textOf = (text: string): string => anonymise(said(text), roster).spoken[0]?.text ?? '';

describe('an anonymised transcript', () => {
  it.each([
    ['full name', 'Anna Meyer restarted it', 'Person A restarted it'],
    ['surname', 'then Oduya looked', 'then Person A looked'],
    ['first name', 'I asked Jürgen about it', 'I asked Person A about it'],
    ['folded', 'I asked Juergen Mueller about it', 'I asked Person A about it'],
    ['without accents', 'Sian O\u2019Neill has the key', 'Person A has the key'],
    ['possessive', 'that was Anna\u2019s change', 'that was Person A\u2019s change'],
    ['e-mail', 'write to anna.meyer@example.org today', 'write to Person A today'],
    ['login', 'it was by ameyer01, at noon', 'it was by Person A, at noon'],
    ['mention', 'I asked @ameyer01 and @Oduya', 'I asked Person A and Person B'],
    ['code', 'ops-02 and OPS-02 agreed', 'Person A and Person A agreed'],
    ['seat', 'Release manager, would you begin?', 'Person A, would you begin?'],
    ['two people', 'Oduya asked Meyer, and Mark answered', 'Person A asked Person B, and Person A answered'],
  ])('[M3.6] says nobody by %s', (_, text, expected) => {
    expect(textOf(text)).toBe(expected);
  });

  it('[M3.6] gives a speaker of the roster, their code and their names one pseudonym, and a guest another', () => {
    const { spoken, pseudonyms } = anonymise(
      [
        { speaker: 'Anna Meyer', text: 'Mark, did ops-02 page you?' },
        { speaker: 'MO', text: 'yes, Anna did' },
        { speaker: 'Kaspar Lind', text: 'Kaspar here' },
        { speaker: null, text: 'ask Lind' },
      ],
      roster,
      { MO: 'rel-01' },
    );
    expect(spoken.map(({ speaker, text }) => `${speaker ?? '-'}: ${text}`)).toEqual([
      'Person A: Person B, did Person A page you?',
      'Person B: yes, Person A did',
      'Person C: Person C here',
      '-: ask Person C',
    ]);
    expect([...pseudonyms.keys()]).toEqual(['ops-02', 'rel-01', 'speaker kaspar lind']);
  });

  it('[M3.6] lists what may still tell who is meant', () => {
    const { leftovers } = anonymise(
      [
        ...said('Meier restarted it, and I told Mr Kern'),
        ...said('call +49 30 1234567 or write to duty@example.org or @kern'),
        ...said('the pool of Checkout was full'),
        ...said('then we asked Petra Vogel'),
      ],
      roster,
    );
    expect(leftovers.map(({ at, word }) => [at, word])).toEqual([
      [0, 'Meier'],
      [0, 'Mr Kern'],
      [1, 'duty@example.org'],
      [1, '@kern'],
      [1, '+49 30 1234567'],
      [3, 'Petra Vogel'],
    ]);
  });

  it('[M3.6] leaves no name that the scan for leaks would find, wherever it stands', () => {
    const index = indexNames(namesOf(roster));
    const name = fc.constantFrom(
      'Anna',
      'Meyer',
      'Anna Meyer',
      'Meyer, Anna',
      'Jurgen',
      'O\u2019Neill\u2019s',
      'Mark',
      'a.meyer@x.org',
    );
    const word = fc.oneof(name, fc.constantFrom('the', 'pool', 'was', 'full', 'at', 'noon', ',', '(', ')', '4.18.0'));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        expect(findNames(textOf(words.join(' ')), index)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

it('[M3.6] takes an initial before a surname with it, and lists initials without dots', () => {
  const { spoken, leftovers } = anonymise(
    [{ speaker: 'Anna Meyer', text: "J. Müller's fix: see appendix B. Müller and JM agreed, the CPU did not." }],
    roster,
  );
  expect(spoken[0]?.text).toBe("Person B's fix: see appendix B. Person B and JM agreed, the CPU did not.");
  expect(leftovers).toEqual([{ at: 0, word: 'JM', why: 'the initials of somebody, or an abbreviation' }]);
});

it('[M3.6] counts pseudonyms on behind the alphabet', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
});

it('[M3.6] knows one wrong letter from two', () => {
  expect(['meier', 'meyr', 'meyers', 'emyer', 'mayer'].map((word) => isOneLetterOff(word, 'meyer'))).toEqual(
    Array.from({ length: 5 }, () => true),
  );
  expect(['meyer', 'maier', 'eyr', 'pool'].map((word) => isOneLetterOff(word, 'meyer'))).toEqual(
    Array.from({ length: 4 }, () => false),
  );
});
