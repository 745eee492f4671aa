import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configDiff } from '../../shared/formats/config-diff.ts';
import { configKeys } from '../../shared/formats/config-keys.ts';
import { readYaml } from '../../shared/formats/read-yaml.ts';
import { hasRealData, realData } from '../intake/testing.ts';

async function filesOf(ending: string): Promise<readonly { name: string; text: string }[]> {
  const names = (await readdir(realData(), { recursive: true })).filter((name) => name.endsWith(ending));
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(realData(), name), 'utf8') })));
}

it.skipIf(!hasRealData)(
  '[M4.4] real YAML has the keys of the same data as JSON, and differs where one value does',
  async () => {
    const files = await filesOf('.yaml');
    expect(files.length).toBeGreaterThan(2);
    for (const { text } of files) {
      const yaml = configKeys(text, 'yaml');
      const data = readYaml(text);
      const json = configKeys(JSON.stringify(data.ok ? data.value : null), 'json');
      if (!yaml.ok || !json.ok) throw new Error('a real file could not be read');
      expect(yaml.value.size).toBeGreaterThan(5);
      expect([...yaml.value]).toEqual([...json.value]);
      const [key = '', value = ''] = [...yaml.value].at(-1) ?? [];
      const changed = new Map([...json.value, [key, `${value}?`]]);
      expect(configDiff(yaml.value, changed)).toEqual([{ key, before: value, after: `${value}?` }]);
    }
  },
);

it.skipIf(!hasRealData)('[M4.4] every real JSON file is flattened, or refused with a reason', async () => {
  const outcomes = (await filesOf('.json')).map(({ text }) => configKeys(text, 'json'));
  expect(outcomes.length).toBeGreaterThan(50);
  for (const outcome of outcomes)
    if (!outcome.ok) expect(outcome.error.message).toMatch(/longer than|settings; at most|deeper than/);
  expect(outcomes.filter(({ ok }) => ok).length / outcomes.length).toBeGreaterThan(0.8);
});
