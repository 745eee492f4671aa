import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildGateVerifier } from './build-gate-verifier.ts';
import { removeTemporaryFolders, temporaryFolder } from '../electron/host/temporary-folder.ts';
import { digest, makeGate } from '../electron/host/gate-fixture.ts';
import { valueOf } from '../electron/host/record-fixture.ts';

const run = promisify(execFile);
afterAll(removeTemporaryFolders);

const root = new URL('../', import.meta.url);
const docs = (name: string): Promise<string> => readFile(new URL(`docs/${name}`, root), 'utf8');

let folder: string;
let sha256: string;
let tokens: { readonly good: string; readonly expired: string; readonly revoked: string };
let key: string;

beforeAll(async () => {
  const verifier = await buildGateVerifier();
  sha256 = createHash('sha256').update(verifier).digest('hex');
  folder = await temporaryFolder('pipeline');
  const gate = join(folder, 'gate');
  await mkdir(gate);
  await writeFile(join(gate, 'gate-verify.mjs'), verifier);
  // The shells ask their own clock, so the review was held just now.
  const made = await makeGate({ start: new Date(Date.now() - 900_000).toISOString() });
  const exact = { artifacts: [digest], environment: 'production' };
  const expired = await made.issue({ ...exact, expiresAt: made.clock.wall() + 1000 });
  const [good, revoked] = [await made.issue(exact), await made.issue(exact)];
  valueOf(await made.gate.revoke({ token: revoked.id, reason: 'Replaced.' }));
  tokens = { good: good.token, expired: expired.token, revoked: revoked.token };
  await writeFile(join(gate, 'revocations.json'), valueOf(await made.gate.listRevocations(24)).text);
  await cp(made.trust, join(gate, 'roster'), { recursive: true });
  key = join(gate, 'roster', 'rel-01.pem');
  await made.running.close();
}, 60_000);

/** Runs a script as an agent does, with nothing of this machine in its environment; answers its exit code and words. */
async function shell(script: string, token: keyof typeof tokens, env: Record<string, string> = {}): Promise<string> {
  await writeFile(join(folder, 'gate/token.json'), tokens[token]);
  const all = { PATH: process.env['PATH'] ?? '', VERSION: '4.18.0', ARTIFACT: digest, VERIFIER_SHA256: sha256, ...env };
  const options = { cwd: folder, env: all };
  const ended = await run('sh', ['-e', '-c', script], options).then(
    ({ stdout }) => `0 ${stdout}`,
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return `${code} ${stdout}${stderr}`;
    },
  );
  return ended;
}

/** The shell steps of the examples, as their runner would run them. */
async function examples(): Promise<readonly (readonly [name: string, script: string])[]> {
  const actions = parse(await docs('ci/github-actions.yml')) as { jobs: { gate: { steps: { run?: string }[] } } };
  const gitlab = parse(await docs('ci/gitlab-ci.yml')) as { gate: { script: string[] } };
  const jenkins = /sh '''([^]*?)'''/.exec(await docs('ci/Jenkinsfile'))?.[1] ?? 'exit 9';
  return [
    ['GitHub Actions', actions.jobs.gate.steps.map((step) => step.run ?? '').join('\n')],
    ['GitLab CI', gitlab.gate.script.join('\n')],
    // Groovy reads a backslash at the end of a line in ''' as a line that goes on, and so does the shell.
    ['Jenkins', jenkins],
  ];
}

describe('the one file', () => {
  it('[M7.6] is small, imports Node alone and judges in an empty folder', async () => {
    const text = await readFile(join(folder, 'gate/gate-verify.mjs'), 'utf8');
    expect(text.length).toBeLessThan(60_000);
    expect(text).toMatch(/^(?:import\{[^}]*\}from"node:[a-z/]+";)+(?!import)/);
    expect(text).not.toMatch(/\bimport\(|\brequire\(/);
    const empty = await temporaryFolder('empty');
    await writeFile(join(empty, 'v.mjs'), text);
    await writeFile(join(empty, 't.json'), tokens.good);
    await cp(join(folder, 'gate/roster'), join(empty, 'trust'), { recursive: true });
    const argv = ['v.mjs', 't.json', '--trust', 'trust', '--service', 'checkout', '--version', '4.18.0', '--json'];
    const exact = ['--artifact', digest, '--environment', 'production'];
    const options = { cwd: empty, env: {} };
    const { stdout } = await run(process.execPath, [...argv, ...exact], options);
    expect(JSON.parse(stdout)).toMatchObject({ exit: 0, verdict: 'passes', findings: [] });
    await expect(run(process.execPath, argv, options)).rejects.toMatchObject({ code: 1 });
    await expect(run(process.execPath, argv.slice(0, 4), options)).rejects.toMatchObject({ code: 2 });
  });
});

describe('the examples for pipelines', () => {
  it('[M7.6] let a good token through, and no expired, revoked or foreign one', async () => {
    for (const [name, script] of await examples()) {
      const said = async (token: keyof typeof tokens, env?: Record<string, string>): Promise<string> =>
        `${name}: ${await shell(script, token, env)}`;
      expect(await said('good')).toMatch(/: 0 .*PASSES/s);
      expect(await said('expired')).toMatch(/: 1 .*expired/s);
      expect(await said('revoked')).toMatch(/: 1 .*revoked at/s);
      expect(await said('good', { VERSION: '4.18.1' })).toMatch(/: 1 .*not 4\.18\.1/s);
      expect(await said('good', { ARTIFACT: digest.replace('ab', 'cd') })).toMatch(/: 1 .*not bound/s);
      expect(await said('good', { VERSION: '' })).toMatch(/: 2 .*empty/s);
      expect(await said('good', { VERIFIER_SHA256: '0'.repeat(64) })).toMatch(/: 1 .*FAILED/s);
    }
  });

  it('[M7.6] the commands of openssl and jq say the same of a signature, the times and the target', async () => {
    const script = /```sh\n(set -eu\n[^]*?)```/.exec(await docs('gate.md'))?.[1] ?? 'exit 9';
    const env = { TOKEN: 'gate/token.json', KEY: key, SERVICE: 'checkout' };
    const tools = await run('sh', ['-c', 'command -v jq && command -v openssl']).catch(() => undefined);
    if (tools === undefined) return console.info('skipped: jq or openssl is not installed');
    expect(await shell(script, 'good', env)).toBe('0 PASSES\n');
    expect(await shell(script, 'expired', env)).toMatch(/^1 .*not valid now/s);
    expect(await shell(script, 'good', { ...env, VERSION: '4.18.1' })).toMatch(/^1 .*something else/s);
    expect(await shell(script, 'good', { ...env, ARTIFACT: '' })).toMatch(/^1 .*bound to artifacts/s);
    expect(await shell(script, 'good', { ...env, KEY: key.replace('rel-01', 'eng-01') })).toMatch(
      /^1 .*bad signature/s,
    );
    await rm(join(folder, 'gate/token.json'));
  });
});
