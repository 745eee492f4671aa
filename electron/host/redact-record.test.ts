import { execFile } from 'node:child_process';
import { cp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../shared/journal/canonical-json.ts';
import type { DisclosureChoice } from '../../shared/record/disclosure.ts';
import { leavesOf } from '../../shared/record/leaves.ts';
import { manifestText } from '../../shared/record/bag.ts';
import { hashFiles, listFiles } from '../export/bag-files.ts';
import { verifyBundle } from '../verifier/verify-bundle.ts';
import { makeRecord, reviewId, valueOf, type RecordFixture } from './record-fixture.ts';
import { tamper, verdictOf, type Said } from './record-tamper.ts';
import { previewRedaction, redactRecord } from './redact-record.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);

const roster = [
  { id: 'ops-02', display: 'Anna Meyer' },
  { id: 'rel-01', display: 'Mark Oduya' },
];
const review: { readonly [name: string]: Json } = {
  reviewId,
  requiredRoles: ['facilitator', 'release-manager'],
  title: 'checkout 4.18.0',
  facilitator: 'ops-02',
  facts: [
    { id: 'f1', text: 'p95 rose to 1.8 s', author: 'ops-02', at: '2026-03-16T10:00:00.000Z', evidence: [1] },
    { id: 'f2', text: 'the pool was halved', author: 'rel-01', at: null, evidence: [] },
  ],
  causes: [{ id: 'c1', text: 'Pool settings were not reviewed', author: 'rel-01' }],
  notes: [{ text: 'Zephyrine', author: 'ops-02' }],
};
const people: DisclosureChoice = { groups: ['people', 'notes'], places: [] };
const request = (choice: DisclosureChoice, confirmations: readonly { key: string; reason: string }[] = []) => ({
  choice: { ...choice, places: ['data/report.pdf', 'data/evidence/001.png', ...choice.places] },
  roster,
  confirmations,
});

let record: RecordFixture;
let copy: string;
const trust = (): { readonly trust: readonly string[] } => ({ trust: [record.trustDir] });
const verify = (dir: string): Promise<Said> => verdictOf(dir, trust());
const forged = (change: (dir: string) => Promise<void>): Promise<string> => changedCopy(copy, change);

beforeAll(async () => {
  record = await makeRecord({ parts: { reviewJson: canonicalJson(review) } });
  copy = join(await temporaryFolder('copy'), 'copy');
  valueOf(await redactRecord(record.dir, copy, request(people)));
});

/** A copy changed as a forger would: the tag manifest, which nobody signs, is computed anew. */
async function changedCopy(from: string, change: (dir: string) => Promise<void>): Promise<string> {
  const dir = join(await temporaryFolder('forged'), 'copy');
  await cp(from, dir, { recursive: true });
  await change(dir);
  const tags = (await listFiles(dir)).filter((path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt');
  await writeFile(join(dir, 'tagmanifest-sha256.txt'), manifestText(await hashFiles(dir, tags)));
  return dir;
}

const redactionOf = async (dir: string): Promise<{ [name: string]: Json }> =>
  JSON.parse(await readFile(join(dir, 'redaction.json'), 'utf8')) as { [name: string]: Json };

describe('a redacted copy', () => {
  it('verifies by the same keys and says what it leaves out', async () => {
    expect(await verify(record.dir)).toEqual({ exit: 0, said: [] });
    const report = await verifyBundle(copy, trust());
    expect(report).toMatchObject({
      exit: 0,
      findings: [],
      redaction: { fields: { withheld: 7, all: 21 }, history: 'withheld', unsignedReport: false },
    });
    expect(report.redaction?.files).toContain('data/review.json');
    const bytes = (await Promise.all((await listFiles(copy)).map((path) => readFile(join(copy, path), 'utf8')))).join(
      '\n',
    );
    expect(bytes).not.toMatch(/Zephyrine/);
  });

  it('keeps the chain of events by their headers where nothing of people and times is withheld', async () => {
    const out = join(await temporaryFolder('headers'), 'copy.zip');
    valueOf(
      await redactRecord(record.dir, out, request({ groups: ['notes'], places: ['notes', 'data/evidence/002.csv'] })),
    );
    const report = await verifyBundle(out, trust());
    expect(report).toMatchObject({ exit: 0 });
    // Notes name their author, and so does each header.
    expect(report.redaction).toMatchObject({ history: 'withheld' });
    const kept = join(await temporaryFolder('headers'), 'copy');
    valueOf(await redactRecord(record.dir, kept, request({ groups: [], places: ['causes.*.text', 'facts.1.text'] })));
    expect((await verifyBundle(kept, trust())).redaction).toMatchObject({
      history: 'headers',
      fields: { withheld: 3, all: 21 },
    });
    const events = await readFile(join(kept, 'data/events.jsonl'), 'utf8');
    expect(events.split('\n').filter((line) => /"(?:salt|body)":/.test(line))).toEqual([]);
    const edited = await changedCopy(kept, (dir) =>
      writeFile(join(dir, 'data/events.jsonl'), events.replace('"actor":"ops-02"', '"actor":"rel-01"')),
    );
    expect((await verify(edited)).said.join()).toMatch(/11: HISTORY BROKEN at event 2/);
    const whole = await changedCopy(kept, async (dir) =>
      writeFile(join(dir, 'data/events.jsonl'), await readFile(join(record.dir, 'data/events.jsonl'))),
    );
    expect((await verify(whole)).said).toEqual(['2: UNLISTED data/events.jsonl: 6 events carry a body']);
  });

  it('is verified by openssl, jq and sha256sum with the commands of docs/redaction.md', async () => {
    const docs = await readFile(join(import.meta.dirname, '../../docs/redaction.md'), 'utf8');
    const commands = [...docs.matchAll(/^ {4}(.*)$/gm)].map(([, line]) => line).join('\n');
    const run = promisify(execFile);
    const env = { ...process.env, TRUST: record.trustDir };
    expect((await run('bash', ['-c', commands], { cwd: copy, env })).stdout).toContain('VERIFIED');
    const changed = await forged(async (dir) => {
      const text = await readFile(join(dir, 'redaction.json'), 'utf8');
      await writeFile(join(dir, 'redaction.json'), text.replace('p95 rose to 1.8', 'p95 rose to 9.8'));
    });
    await expect(run('bash', ['-c', commands], { cwd: changed, env })).rejects.toThrow(/redaction.json/);
  });
});

describe('what is refused', () => {
  const edit =
    (change: (json: { [name: string]: Json }) => void) =>
    async (dir: string): Promise<void> => {
      const json = await redactionOf(dir);
      change(json);
      await writeFile(join(dir, 'redaction.json'), canonicalJson(json));
    };
  type Leaf = { line: number; leaf: string };
  const leaves = (json: { [name: string]: Json }): Leaf[] => json['disclosed'] as unknown as Leaf[];
  const leafWith = (json: { [name: string]: Json }, text: string): Leaf =>
    leaves(json).find(({ leaf }) => leaf.includes(text)) ?? { line: 0, leaf: '' };

  it.each([
    [
      '[R1] a value changed',
      edit((json) => void (leafWith(json, 'p95').leaf = leafWith(json, 'p95').leaf.replace('1.8', '9.8'))),
      /^1: CHANGED redaction.json: what it says of facts.0.text/,
    ],
    [
      '[R1] a salt changed',
      edit((json) => {
        const one = leafWith(json, 'p95');
        one.leaf = one.leaf.replace(/"[0-9a-f]{32}"/, `"${'0'.repeat(32)}"`);
      }),
      /^1: CHANGED redaction.json/,
    ],
    [
      '[R1] two leaves swapped',
      edit((json) => {
        const [a, b] = [leafWith(json, 'p95'), leafWith(json, 'pool was')];
        [a.leaf, b.leaf] = [b.leaf, a.leaf];
      }),
      /^4: MALFORMED redaction.json: the path of line \d+ is out of order/,
    ],
    [
      '[R1] a leaf moved to a withheld line',
      edit((json) => void (leafWith(json, 'p95').line += 1)),
      /CHANGED|MALFORMED/,
    ],
    [
      '[R4] a leaf named twice',
      edit((json) => void leaves(json).push({ ...leafWith(json, 'title') })),
      /^4: MALFORMED redaction.json/,
    ],
    [
      '[R4] a number in another form',
      edit((json) => {
        const one = leafWith(json, '"evidence",0],1]');
        one.leaf = one.leaf.replace(',1]', ',1.0]');
      }),
      /^4: MALFORMED redaction.json: a disclosed leaf/,
    ],
    [
      '[R4] an object where a field should be',
      edit((json) => {
        const one = leafWith(json, 'p95');
        one.leaf = one.leaf.replace('"p95 rose to 1.8 s"', '{"a":1}');
      }),
      /^4: MALFORMED redaction.json: a disclosed leaf/,
    ],
    [
      '[R4] the id withheld',
      edit((json) => void (json['disclosed'] = leaves(json).filter(({ leaf }) => !leaf.includes('["reviewId"]')))),
      /reviewId has to be disclosed/,
    ],
    [
      '[R4] a required role withheld',
      edit((json) => void (json['disclosed'] = leaves(json).filter(({ leaf }) => !leaf.includes('"release-manager"')))),
      /all of requiredRoles/,
    ],
    [
      '[R1] a withheld file by another hash',
      edit((json) => {
        const [file] = json['withheld'] as unknown as { sha256: string }[];
        if (file) file.sha256 = 'a'.repeat(64);
      }),
      /^1: CHANGED (?:bag-info.txt|data\/)/,
    ],
    [
      '[R2] a file that was never there',
      edit(
        (json) => void (json['withheld'] as unknown as Json[]).push({ path: 'data/zzz.txt', sha256: 'a'.repeat(64) }),
      ),
      /^2: UNLISTED file data\/zzz.txt/,
    ],
    ['[R4] a member nobody knows', edit((json) => void (json['note'] = 'x')), /unknown or missing members/],
    [
      '[R2] a withheld file that is there',
      async (dir: string) => writeFile(join(dir, 'data/report.html'), 'x'),
      /^2: UNLISTED data\/report.html: redaction.json says/,
    ],
    [
      '[R2] the salts of everything',
      async (dir: string) => writeFile(join(dir, 'data/salts.json'), '[]'),
      /^2: UNLISTED data\/salts.json/,
    ],
    [
      '[R2] a report nobody listed',
      async (dir: string) => writeFile(join(dir, 'redacted-report.html'), 'x'),
      /^2: UNLISTED file redacted-report.html/,
    ],
    [
      '[R1] a leaf line changed',
      async (dir: string) => {
        const file = join(dir, 'data/leaves.txt');
        const text = await readFile(file, 'utf8');
        await writeFile(file, `${'0'.repeat(64)}${text.slice(64)}`);
      },
      /^1: CHANGED data\/leaves.txt: signed/,
    ],
    [
      '[R4] redaction.json not canonical',
      async (dir: string) => {
        const file = join(dir, 'redaction.json');
        await writeFile(file, ` ${await readFile(file, 'utf8')}`);
      },
      /^4: MALFORMED redaction.json: not canonical/,
    ],
  ] as const)('%s', async (_name, change, message) => {
    const { exit, said } = await verify(await forged(change));
    expect(exit).toBe(1);
    expect(said.join('\n')).toMatch(new RegExp(message.source, 'm'));
  });

  it('[R2] a whole record with a redaction.json beside it', async () => {
    const text = await readFile(join(copy, 'redaction.json'), 'utf8');
    const { exit, said } = await verify(
      await changedCopy(record.dir, (dir) => writeFile(join(dir, 'redaction.json'), text)),
    );
    expect({ exit, said: said.join() }).toMatchObject({
      exit: 1,
      said: expect.stringContaining('2: UNLISTED data/review.json'),
    });
  });

  it('[R1] a whole record whose leaves are of other fields, also when it was signed', async () => {
    const { parts } = { parts: { reviewJson: canonicalJson({ ...review, title: 'x' }) } };
    const other = await makeRecord({ parts });
    const dir = await tamper(record.dir, async (copied) =>
      writeFile(join(copied, 'data/leaves.txt'), await readFile(join(other.dir, 'data/leaves.txt'))),
    );
    expect((await verify(dir)).said.join('\n')).toMatch(/1: CHANGED data\/leaves.txt/);
  });
});

describe('names', () => {
  it('[R17] refuses a copy that names somebody, and writes nothing', async () => {
    const leaky = await makeRecord({
      parts: { reviewJson: canonicalJson({ ...review, summary: 'Anna M\u00ADeyer found it' }) },
    });
    const folder = await temporaryFolder('leak');
    const refused = await redactRecord(leaky.dir, join(folder, 'copy'), request(people));
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'leaks',
        message: expect.stringMatching(/^LEAK: redaction.json, summary: full name of ops-02 \(A… M…/),
      },
    });
    expect(await readdir(folder)).toEqual([]);
    const { leaks } = valueOf(await previewRedaction(leaky.dir, request(people)));
    const confirm = leaks.map(({ key }) => ({ key, reason: 'a street of that name' }));
    valueOf(await redactRecord(leaky.dir, join(folder, 'copy'), request(people, confirm)));
    const report = await verifyBundle(join(folder, 'copy'), { trust: [leaky.trustDir] });
    expect(report).toMatchObject({
      exit: 0,
      redaction: { confirmed: [{ form: 'full name', reason: 'a street of that name' }] },
    });
  });

  it('[R17] a picture or a PDF that stays has to be looked through by a person', async () => {
    const { leaks } = valueOf(
      await previewRedaction(record.dir, { choice: { groups: ['notes'], places: [] }, roster, confirmations: [] }),
    );
    expect(leaks.map(({ message }) => message)).toEqual([
      'LEAK: data/evidence/001.png cannot be searched for names: it is a picture, not text; look through it yourself',
    ]);
  });
});

describe('any review and any choice', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 });
  const scalar = fc.oneof(
    word,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 0 : x)),
    fc.boolean(),
    fc.constant(null),
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        word.filter((key) => key !== '__proto__'),
        tie('value'),
        { maxKeys: 3 },
      ),
    ),
  })).value as fc.Arbitrary<Json>;

  it('shows what is disclosed, shows no byte of what is withheld, and verifies', { timeout: 60_000 }, async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('facts', 'causes', 'notes', 'decisions', 'rules'), json),
        fc.subarray(['facts', 'causes', 'notes', 'decisions'] as const),
        async (parts, groups) => {
          round += 1;
          const secret = `Q${round}zx${round}yq`;
          const marked = { ...review, ...parts, notes: [parts['notes'] ?? null, { [secret]: `\u00e9${secret}"` }] };
          const made = await makeRecord({ parts: { reviewJson: canonicalJson(marked) } });
          const out = join(await temporaryFolder('any'), 'copy');
          valueOf(
            await redactRecord(made.dir, out, { ...request({ groups: [...groups, 'notes'], places: [] }), roster: [] }),
          );
          expect(await verdictOf(out, { trust: [made.trustDir] })).toEqual({ exit: 0, said: [] });
          const shown = ((await redactionOf(out))['disclosed'] as unknown as Leaf0[]).map(({ leaf }) =>
            canonicalJson((JSON.parse(leaf) as Json[]).slice(2)),
          );
          const all = leavesOf(marked).map(({ path, value }) => canonicalJson([[...path], value]));
          expect(shown.filter((leaf) => !all.includes(leaf))).toEqual([]);
          const bytes = Buffer.concat(
            await Promise.all((await listFiles(out)).map((path) => readFile(join(out, path)))),
          );
          for (const form of [
            secret,
            ...[0, 1, 2].map((lead) =>
              Buffer.from(`${' '.repeat(lead)}${secret}`)
                .toString('base64')
                .slice(lead === 0 ? 0 : lead + 1, -4),
            ),
          ])
            expect(bytes.includes(form)).toBe(false);
        },
      ),
      { numRuns: 12 },
    );
  });
});
type Leaf0 = { readonly leaf: string };
