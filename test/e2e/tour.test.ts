// What `npm run tour` hands out, in the hands of an auditor who has none of Hotwash's code.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifestText } from '../../shared/record/bag.ts';
import { hashFiles, listFiles } from '../../electron/export/bag-files.ts';
import { writeFileAtomic } from '../../electron/platform/files.ts';
import { built, canDrive, hotwash, realDataFolder, root, run } from '../support/built.ts';

const scratch = mkdtempSync(join(tmpdir(), 'hotwash-tours-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

const missing = (...tools: string[]): string[] =>
  tools.filter((tool) => !(process.env['PATH'] ?? '').split(delimiter).some((path) => existsSync(join(path, tool))));

const stranger = join(root, '..', 'shared', 'check', 'stranger');
const realData = realDataFolder();
if (realData === undefined) console.warn('skipped: the tour over real data; the folder HOTWASH_DATA is not here');

type Summary = {
  readonly ok: boolean;
  readonly steps: readonly { readonly name: string; readonly ok: boolean }[];
  readonly refused: readonly { readonly rule: string; readonly message: string; readonly satisfy: string }[];
};

const tours = [
  { name: 'sample', args: [] as readonly string[], skip: !canDrive },
  { name: 'real data', args: ['--data', realData ?? ''], skip: !canDrive || realData === undefined },
];

describe.each(tours)('the tour over the $name', ({ name, args, skip }) => {
  const out = join(scratch, name.replace(' ', '-'));
  const trust = join(out, 'trust');
  const signers = join(trust, 'allowed_signers');
  const record = join(out, 'record');

  beforeAll(() => {
    if (skip) return;
    const tour = run(built('tools', 'tour.js'), '--out', out, ...args);
    if (tour.status !== 0) throw new Error(`the tour ended with ${tour.status}:\n${tour.stdout}${tour.stderr}`);
  });

  it.skipIf(skip)(
    '[M1.1] [M3.1] [M4.1] [M4.6] [M3.4] [M1.6] is refused where a rule says so, in words, and told how on',
    () => {
      const { ok, steps, refused } = JSON.parse(readFileSync(join(out, 'tour.json'), 'utf8')) as Summary;
      expect(ok).toBe(true);
      expect(steps.filter((step) => !step.ok)).toEqual([]);
      expect(refused.map(({ rule }) => rule)).toEqual(['M1.1', 'M3.1', 'M4.1', 'M4.6', 'M3.4', 'M1.6']);
      for (const { message, satisfy } of refused) expect([message, satisfy]).not.toContain('');
      expect(readdirSync(join(out, 'screens')).length).toBeGreaterThanOrEqual(steps.length);
    },
  );

  it.skipIf(skip).each(['record', 'record.zip'])('[R8] %s verifies against the trust file alone', (bundle) => {
    const verified = hotwash('verify', join(out, bundle), '--trust', signers, '--json');
    expect(JSON.parse(verified.stdout)).toMatchObject({ exit: 0, verdict: 'verified', findings: [] });
    expect(verified.status).toBe(0);
    const untrusted = join(scratch, 'foreign.pem');
    const made = spawnSync('bash', [
      '-c',
      `openssl ecparam -name prime256v1 -genkey | openssl ec -pubout > ${untrusted}`,
    ]);
    expect(made.status).toBe(0);
    const foreign = hotwash('verify', join(out, bundle), '--trust', untrusted);
    expect(foreign.stdout + foreign.stderr).toContain('INTACT, NOT TRUSTED');
    expect(foreign.status).toBe(3);
  });

  it.skipIf(skip)('[R7] [R2] says which sign-off is missing; one torn out carelessly is refused', async () => {
    const copy = join(scratch, `incomplete-${name}`);
    await cp(record, copy, { recursive: true });
    for (const path of await listFiles(copy)) if (path.startsWith('signatures/02-')) await rm(join(copy, path));
    expect(hotwash('verify', copy, '--trust', signers).status).toBe(1);
    // As the record was before the second sign-off: nothing of it is left, and the tag manifest says so.
    for (const path of await listFiles(copy)) if (path.startsWith('trust/02-')) await rm(join(copy, path));
    const [first = ''] = readFileSync(join(copy, 'trust', 'allowed_signers'), 'utf8').split('\n');
    await writeFileAtomic(join(copy, 'trust', 'allowed_signers'), `${first}\n`);
    const tags = (await listFiles(copy)).filter((path) => !path.startsWith('data/') && !path.startsWith('tagmanifest'));
    await writeFileAtomic(join(copy, 'tagmanifest-sha256.txt'), manifestText(await hashFiles(copy, tags)));
    const verified = hotwash('verify', copy, '--trust', signers);
    expect(verified.stdout + verified.stderr).toContain('INCOMPLETE: no valid sign-off by release-manager');
    expect(verified.status).toBe(4);
  });

  it.skipIf(skip)('passes the stranger script', (context) => {
    if (!existsSync(stranger)) context.skip('the stranger script is not beside this checkout');
    const outcome = spawnSync('bash', [stranger, record, trust], { encoding: 'utf8' });
    expect(outcome.stdout + outcome.stderr).toBe('2 DSSE by openssl, 2 SSHSIG by ssh-keygen\n');
    expect(outcome.status).toBe(0);
  });

  it.skipIf(skip)('is verified by VERIFY.txt followed to the letter', (context) => {
    const lacking = missing('bash', 'sed', 'jq', 'openssl', 'ssh-keygen', 'sha256sum');
    if (lacking.length > 0) context.skip(`not installed: ${lacking.join(', ')}`);
    const text = readFileSync(join(record, 'VERIFY.txt'), 'utf8');
    const toType = /^ {2}(TRUST=\/path\/to\/trust bash -c .*)$/m.exec(text)?.[1];
    const outcome = spawnSync('bash', ['-c', (toType ?? '').replace('/path/to/trust', trust)], {
      cwd: record,
      encoding: 'utf8',
    });
    expect(outcome.stdout + outcome.stderr).toMatch(/ok: history of \d+ events[^]*VERIFIED\n$/);
    expect(outcome.status).toBe(0);
  });

  it.skipIf(skip)('has a report as a tagged PDF with an outline', (context) => {
    const lacking = missing('pdfinfo', 'qpdf');
    if (lacking.length > 0) context.skip(`not installed: ${lacking.join(', ')}`);
    const report = join(out, 'report.pdf');
    const about = spawnSync('pdfinfo', [report], { encoding: 'utf8' }).stdout;
    expect(about).toMatch(/^Tagged:\s+yes$/m);
    expect(about).toMatch(/^JavaScript:\s+no$/m);
    const structure = spawnSync('qpdf', ['--json', '--json-key=outlines', report], { encoding: 'utf8' }).stdout;
    // Chromium leaves out the space at which a heading was broken into lines, so spaces are left out on both sides.
    const titles = [...structure.matchAll(/"title": "([^"]*)"/g)].map(([, title]) => title?.replaceAll(/\s/g, ''));
    const html = readFileSync(join(record, 'data', 'report.html'), 'utf8');
    const headings = [...html.matchAll(/<h[1-3][^>]*>([^<]+)/g)].map(([, text]) => text?.replaceAll(/\s/g, ''));
    expect(headings.length).toBeGreaterThan(5);
    // A heading holds those below it, so it may be told after them.
    expect(new Set(titles)).toEqual(new Set(headings));
  });

  it.skipIf(skip)('has a report as HTML that runs nothing and asks nothing of anybody', () => {
    const html = readFileSync(join(record, 'data', 'report.html'), 'utf8');
    expect(html).toContain(`content="default-src 'none';`);
    expect(html).not.toMatch(/<script|<iframe|<object|<embed|<link|<base|javascript:|\son[a-z]+\s*=\s*["']/i);
    const references = [...html.matchAll(/\s(?:href|src|srcset|action|poster|data)\s*=\s*["']([^"']*)/gi)];
    expect(references.map(([, to]) => to).filter((to) => !/^(#|data:image\/)/.test(to ?? ''))).toEqual([]);
    expect(html).not.toMatch(/url\(\s*["']?(?!data:)|@import/i);
  });
});
