import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseTrust, type Trust } from '../verifier/core/trust.ts';
import { verifyRecord } from '../verifier/core/verify.ts';
import { nodeCrypto } from '../verifier/node-crypto.ts';
import { makeLines, makePerson, makeRecord } from './record-fixture.ts';
import {
  computeManifests,
  isSame,
  makeRandom,
  pick,
  readFiles,
  sourceOf,
  type Files,
  type Random,
} from './record-memory.ts';
import { historyMutators, signOffMutators, trustMutators } from './record-mutators-around.ts';
import { envelopeMutators, normalForm, sshMutators } from './record-mutators-signed.ts';
import {
  anyFile,
  fileMutators,
  flip,
  manifestMutators,
  rewrite,
  type Change,
  type Mutator,
  type World,
} from './record-mutators.ts';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const seed = Number(process.env['HOTWASH_SEED'] ?? 20_260_316);
const trials = 9_000;

const mutators: readonly (readonly [string, Mutator])[] = [
  fileMutators,
  manifestMutators,
  envelopeMutators,
  sshMutators,
  historyMutators,
  trustMutators,
  signOffMutators,
].flatMap((family) => Object.entries(family));

let world: World;
let trust: Trust;

beforeAll(async () => {
  const record = await makeRecord();
  const by = { people: record.people, device: record.device };
  const others = [
    await makeRecord({ ...by, reviewId: 'r-2026-119' }),
    await makeRecord({ ...by, lines: makeLines(4) }),
  ];
  world = {
    record: await readFiles(record.dir),
    others: await Promise.all(others.map(({ dir }) => readFiles(dir))),
    stranger: await makePerson(),
  };
  const text = await readFile(join(record.trustDir, 'allowed_signers'), 'utf8');
  const read = parseTrust([{ name: 'allowed_signers', text }], nodeCrypto);
  if (!read.ok) throw new Error(read.message);
  trust = read.value;
});

let unfit = 0;

/** A second change may not fit what the first one left; then bytes are changed instead, and counted. */
function change(files: Files, random: Random, [name, mutator]: readonly [string, Mutator]): readonly [string, Change] {
  const before = new Map(files);
  try {
    return [name, mutator(files, random, world)];
  } catch {
    unfit += 1;
    files.clear();
    for (const [path, bytes] of before) files.set(path, bytes);
    return ['bytes', flipAny(files, random, world)];
  }
}

const flipAny: Mutator = (files, random) => {
  const path = anyFile(files, random);
  rewrite(files, path, (bytes) => flip(bytes, random));
  return { what: path };
};

/** One record out of the true one by one to three changes, and what was done to it. */
function mutate(trial: number, random: Random): { files: Files; what: string } {
  const files: Files = new Map(world.record);
  const changes = [change(files, random, mutators[trial % mutators.length] ?? pick(mutators, random))];
  while (changes.length < 3 && random(4) === 0) changes.push(change(files, random, pick(mutators, random)));
  const manifests = (['both', 'tags', 'none'] as const)[random(3)] ?? 'none';
  if (manifests !== 'none' && !changes.some(([, { keeps }]) => keeps === 'manifests'))
    computeManifests(files, manifests);
  return {
    files,
    what: `${changes.map(([of, { what }]) => `${of}: ${what}`).join('; ')}; manifests anew: ${manifests}`,
  };
}

describe('a changed record', () => {
  it('[R1] is as it was before it is changed, and so are the others by the same people', async () => {
    for (const files of [world.record, ...world.others]) {
      const { exit, findings } = await verifyRecord(sourceOf(files), { trust }, nodeCrypto);
      expect({ exit, findings }).toEqual({ exit: 0, findings: [] });
    }
  });

  it(`[R1] ${trials} changes, and none is accepted (seed ${seed})`, async () => {
    const random = makeRandom(seed);
    const exits = new Map<string, number>();
    const count = (key: string): void => void exits.set(key, (exits.get(key) ?? 0) + 1);
    const cases = new Set<number>();
    const records = [world.record, ...world.others];
    const forms = records.map(normalForm);
    for (let trial = 0; trial < trials; trial += 1) {
      const { files, what } = mutate(trial, random);
      const report = await verifyRecord(sourceOf(files), { trust }, nodeCrypto).catch((error: unknown) => {
        throw new Error(`seed ${seed}, trial ${trial}, ${what}: the verifier crashed`, { cause: error });
      });
      const isRecord = records.some((one) => isSame(one, files));
      const saysTheSame = report.exit === 0 && forms.some((form) => isSame(form, normalForm(files)));
      for (const one of report.findings) cases.add(one.case);
      if (isRecord) {
        expect({ what, exit: report.exit }).toEqual({ what, exit: 0 });
        count('nothing was changed');
      } else if (saysTheSame) count('says the same, accepted');
      else {
        count(`exit ${report.exit}`);
        expect({ seed, trial, what, exit: report.exit, findings: report.findings.length > 0 }).toEqual({
          seed,
          trial,
          what,
          exit: report.exit === 0 ? 'not 0' : report.exit,
          findings: true,
        });
      }
    }
    expect(unfit).toBeLessThan(trials / 50);
    console.log(
      `record-mutations: seed ${seed}, ${trials} changes of ${mutators.length} kinds, 0 false accepts, 0 crashes, ` +
        `${JSON.stringify(Object.fromEntries([...exits].toSorted(([a], [b]) => (a < b ? -1 : 1))))}, cases ${[...cases].toSorted((a, b) => a - b).join()}`,
    );
  }, 300_000);
});
