import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Roster } from '../../shared/domain/workspace/roster-document.ts';
import { authorityOf, decideAuthority, decideRoster } from '../../shared/domain/workspace/roster-rules.ts';
import { goodSignatures, openRoster } from '../signing/roster.ts';
import { chainRosters } from '../verifier/core/roster-chain.ts';
import { readRoster, type Roster as ReadRoster } from '../verifier/core/roster.ts';
import { readPublicPem } from '../verifier/core/trust.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { makePerson, valueOf } from './record-fixture.ts';
import { makeRoster, type MadeRoster, type RosterPerson } from './roster-fixture.ts';

const ids = ['a-01', 'b-02', 'c-03', 'd-04'];
let people: readonly RosterPerson[];

beforeAll(async () => {
  people = await Promise.all(ids.map(async (id) => ({ id, key: await makePerson(), roles: [] })));
});

/** What is wrong with a version beside who signed it; each breaks it for everybody. */
const tamperings: { readonly [name: string]: (roster: Roster) => Roster } = {
  'skips a version': (roster) => ({ ...roster, version: roster.version + 1 }),
  'follows other bytes': (roster) => ({ ...roster, previous: 'e'.repeat(64) }),
  'goes back in time': (roster) => ({ ...roster, issuedAt: '2026-01-15T00:00:00.000Z' }),
  'tells a longer history': (roster) => ({
    ...roster,
    history: [...roster.history, { version: 1, issuedAt: roster.issuedAt, sha256: 'f'.repeat(64) }],
  }),
  'forgets a key': (roster) => ({ ...roster, members: roster.members.filter(({ id }) => id !== roster.keepers[0]) }),
};

type Step = {
  readonly keepers: readonly string[];
  readonly threshold: number;
  readonly signers: readonly string[];
  readonly tampering: string | null;
};

const someOf = fc.shuffledSubarray(ids, { minLength: 1 });
const anyStep: fc.Arbitrary<Step> = fc
  .record({
    keepers: someOf,
    threshold: fc.integer({ min: 1, max: 3 }),
    // Mostly everybody signs, so that sequences grow long enough to be worth tampering with.
    signers: fc.oneof(
      { weight: 2, arbitrary: fc.constant<readonly string[] | null>(null) },
      { weight: 1, arbitrary: someOf },
    ),
    tampering: fc.oneof(
      { weight: 6, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom(...Object.keys(tamperings), 'a signature of another roster') },
    ),
  })
  .chain(({ signers, ...step }) => fc.constant({ ...step, signers: signers ?? step.keepers }));

/** How many versions count, told from the story alone: who keeps, who signed, what was touched. */
function countedByStory(steps: readonly Step[]): number {
  let before: Step | undefined;
  for (const [index, step] of steps.entries()) {
    const signedFor = (of: Step): number => step.signers.filter((id) => of.keepers.includes(id)).length;
    const strangers = step.signers.some((id) => !step.keepers.includes(id) && before?.keepers.includes(id) !== true);
    const isTouched = step.tampering !== null && !(index === 0 && step.tampering === 'goes back in time');
    const isEnough = step.threshold <= step.keepers.length && signedFor(step) >= step.threshold;
    const isAllowed = before === undefined || signedFor(before) >= before.threshold;
    if (isTouched || strangers || !isEnough || !isAllowed) return index;
    before = step;
  }
  return steps.length;
}

function make(step: Step, before: MadeRoster | undefined, at: number): MadeRoster {
  const signedBy = step.signers
    .map((id) => people.find((person) => person.id === id)?.key)
    .filter((key) => key !== undefined);
  const edit = tamperings[step.tampering ?? ''];
  const choice = {
    people,
    keepers: step.keepers,
    threshold: step.threshold,
    signedBy,
    issuedAt: `2026-02-${String(at + 1).padStart(2, '0')}T00:00:00.000Z`,
    ...(before !== undefined && { before }),
    ...(edit !== undefined && { edit }),
  };
  const made = makeRoster(choice);
  if (step.tampering !== 'a signature of another roster') return made;
  const other = makeRoster({ ...choice, threshold: step.threshold + 1 });
  const [mine, foreign] = [made, other].map(({ text }) => JSON.parse(text) as { payload: string; signatures: unknown });
  return { ...made, text: made.text.replace(JSON.stringify(mine?.signatures), JSON.stringify(foreign?.signatures)) };
}

describe('sequences of rosters', () => {
  it('[R13] [K1] are accepted as far as each version is authorised, by the verifier and by the workspace', async () => {
    let [long, short] = [0, 0];
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 5 }), async (steps) => {
        const made: MadeRoster[] = [];
        for (const [at, step] of steps.entries()) made.push(make(step, made.at(-1), at));
        const expected = countedByStory(steps);
        if (expected > 1) long += 1;
        if (expected < steps.length) short += 1;
        expect(await countedByVerifier(made)).toBe(expected);
        expect(countedByWorkspace(made)).toBeGreaterThanOrEqual(expected);
        // A stranger's signature makes a file foul; the workspace drops it and goes by the others.
        const cleaned = steps.map((step, at) => {
          const keepers = new Set([...step.keepers, ...(steps[at - 1]?.keepers ?? [])]);
          return { ...step, signers: step.signers.filter((id) => keepers.has(id)) };
        });
        expect(countedByWorkspace(made)).toBe(countedByStory(cleaned));
      }),
      { numRuns: 150, seed: 20261123 },
    );
    expect(long).toBeGreaterThan(15);
    expect(short).toBeGreaterThan(30);
  });
});

async function countedByVerifier(made: readonly MadeRoster[]): Promise<number> {
  const read: ReadRoster[] = [];
  for (const { text } of made) {
    const roster = readRoster(Buffer.from(text), (pem) => readPublicPem(pem, nodeCrypto), nodeCrypto);
    if (roster.ok) read.push(roster.value);
  }
  const [first, ...rest] = read;
  // Handed over one after the other, as they were made: what comes after a false one is of no interest.
  const files = first === undefined || first.version !== 1 ? [] : [first, ...rest];
  const { chain } = await chainRosters(files, nodeCrypto);
  return chain?.rosters.length ?? 0;
}

function countedByWorkspace(made: readonly MadeRoster[]): number {
  let before: MadeRoster | null = null;
  for (const [index, each] of made.entries()) {
    const opened = valueOf(openRoster(each.text));
    const signed = goodSignatures(opened, before?.roster ?? null).map(({ keyid }) => keyid);
    const authority = authorityOf(opened.roster, before?.roster ?? null, signed);
    if (!decideRoster(opened.roster, before).ok || !decideAuthority(opened.roster, authority).ok) return index;
    before = each;
  }
  return made.length;
}
