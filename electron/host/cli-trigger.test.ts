import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { standardPolicy } from '../../shared/domain/policy/standard-policy.ts';
import { writePolicy } from '../../shared/formats/write-policy.ts';
import { registerTrigger } from './cli-trigger.ts';
import { removeTemporaryFolders, temporaryFolder } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
afterEach(() => {
  process.exitCode = undefined;
  vi.restoreAllMocks();
});

let folder: string;
const file = (name: string): string => join(folder, name);
const event = {
  service: 'checkout',
  result: 'success',
  criticality: 'critical',
  changeType: 'patch',
  impact: { incidents: 0, rolledBack: false },
};

beforeAll(async () => {
  folder = await temporaryFolder('trigger');
  const policy = writePolicy(standardPolicy);
  const files = {
    'light.json': JSON.stringify(event),
    'full.json': JSON.stringify({ ...event, result: 'failure', changeType: 'major' }),
    'none.json': JSON.stringify({ ...event, criticality: 'low' }),
    'missing.json': JSON.stringify({ ...event, impact: { incidents: 3 } }),
    'cut.json': '{\n  "service": "checkout",\n  "result": success\n}',
    'twice.json': '{"criticality": "critical",\n "criticality": "low"}',
    'text.json': '"checkout"',
    'list.json': JSON.stringify([event, { ...event, criticality: 'low' }]),
    'lines.ndjson': `${JSON.stringify(event)}\n{"service": "cart"}\n`,
    'no-events.json': '[]',
    'latin.json': Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]),
    'policy.yaml': policy,
    'policy.json': JSON.stringify(standardPolicy),
    'typo.yaml': policy.replace('heads: 3', 'haeds: 3'),
    'stricter.yaml':
      'overlay: berlin\nversion: 1\nof: standard\ntriggers:\n  - id: B1\n    when: [{field: criticality, is: low}]\n    tier: light\n    because: Everything is looked at in Berlin.\n',
    'relaxed.yaml': 'overlay: berlin\nversion: 1\nof: standard\ncohortAbovePerDay: 1\n',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(file(name), content);
});

async function run(...args: readonly string[]) {
  let [out, told] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((told += String(text)), true));
  const program = new Command('hotwash').exitOverride();
  registerTrigger(program);
  await program.parseAsync(['trigger', ...args], { from: 'user' });
  vi.restoreAllMocks();
  const lines = out.trim().split('\n');
  return { exit: process.exitCode, out, told, lines };
}
const json = async (...args: readonly string[]) => {
  const { exit, lines, told } = await run(...args, '--json');
  return { exit, told, answers: lines.map((line) => JSON.parse(line) as unknown) };
};

describe('hotwash trigger', () => {
  it('[M1.3] answers none, light and full with the rules that matched', async () => {
    const policy = ['--policy', file('policy.yaml')];
    expect(await json(file('full.json'), ...policy)).toEqual({
      exit: 0,
      told: '',
      answers: [
        {
          tier: 'full',
          rules: ['T1', 'T4', 'T5', 'T6'],
          reasons: [
            'A critical service changed more than a patch does.',
            'The deployment did not succeed.',
            'A major version was released.',
            'A service that matters was released.',
          ],
        },
      ],
    });
    expect((await json(file('light.json'), '--policy', file('policy.json'))).answers).toMatchObject([
      { tier: 'light', rules: ['T6'] },
    ]);
    expect((await json(file('none.json'))).answers).toEqual([{ tier: 'none', rules: [], reasons: [] }]);
    expect((await run(file('light.json'))).out).toBe('light review\n  T6  A service that matters was released.\n');
  });

  it('[M1.3] a missing field is exit 2 with its path, never none', async () => {
    const { exit, told, answers } = await json(file('missing.json'), '--policy', file('policy.yaml'));
    expect([exit, told]).toEqual([2, 'impact.rolledBack is missing, and rule T2 asks for it.\n']);
    expect(answers).toMatchObject([{ error: { path: 'impact.rolledBack' } }]);
    expect((await run(file('missing.json'))).out).toBe('');
  });

  it.each([
    ['cut.json', { file: 'event', line: 3, column: 13 }],
    ['twice.json', { file: 'event', line: 2, column: 2 }],
    ['text.json', { path: '', message: 'The event is not a JSON object of fields.' }],
    ['no-events.json', { message: 'The list holds no event.' }],
    ['latin.json', { message: 'The file is not UTF-8. Save it as UTF-8.' }],
    ['not-there.json', { message: 'There is no such file, or it may not be read.' }],
  ])('[M1.3] %s is exit 2 and told with its place', async (name, error) => {
    const { exit, answers, told } = await json(file(name));
    expect({ exit, answers }).toMatchObject({ exit: 2, answers: [{ error }] });
    expect(told).not.toBe('');
    expect(told).not.toContain(folder);
  });

  it('[M1.3] a workspace that is not there is exit 2 and one JSON object as well', async () => {
    expect(await json(file('light.json'), '--workspace', file('nowhere'))).toEqual({
      exit: 2,
      told: 'There is no workspace there. Name its folder with --workspace.\n',
      answers: [{ error: { message: 'There is no workspace there. Name its folder with --workspace.' } }],
    });
  });

  it('[M1.3] a folder or a name that no disk takes is told in words', async () => {
    expect(await json(folder)).toMatchObject({ exit: 2, answers: [{ error: { file: 'event' } }] });
    expect(await json('x'.repeat(300))).toMatchObject({ exit: 2, answers: [{ error: { file: 'event' } }] });
  });

  it('[M7.3] a policy or overlay that cannot be used is exit 2 with line and column', async () => {
    const event = file('light.json');
    expect(await json(event, '--policy', file('typo.yaml'))).toMatchObject({
      exit: 2,
      told: expect.stringContaining(
        'policy 28:7 tiers.full.quorum.haeds: "haeds" is not known here. Did you mean heads?',
      ),
    });
    expect(await json(event, '--policy', file('policy.yaml'), '--overlay', file('relaxed.yaml'))).toMatchObject({
      exit: 2,
      answers: [{ error: { file: 'overlay', line: 4, column: 20, path: 'cohortAbovePerDay', rule: 'M7.3' } }],
    });
    expect((await json(event, '--overlay', file('stricter.yaml'))).exit).toBe(2);
    expect((await json(event, '--policy', file('not-there.yaml'))).exit).toBe(2);
  });

  it('[M7.3] an overlay raises what the base says', async () => {
    const both = ['--policy', file('policy.yaml'), '--overlay', file('stricter.yaml')];
    expect((await json(file('none.json'), ...both)).answers).toMatchObject([{ tier: 'light', rules: ['B1'] }]);
  });

  it('answers a list, or a file with one event a line, with a line each', async () => {
    expect((await json(file('list.json'))).answers).toMatchObject([{ tier: 'light' }, { tier: 'none' }]);
    const { exit, answers } = await json(file('lines.ndjson'));
    expect({ exit, answers }).toMatchObject({
      exit: 2,
      answers: [{ tier: 'light' }, { error: { path: 'criticality' } }],
    });
  });
});
