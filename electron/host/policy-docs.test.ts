import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { directions, overlayTable } from '../../shared/domain/policy/overlay-directions.ts';
import { resolvePolicy } from '../../shared/formats/read-policy.ts';

const text = await readFile(join(import.meta.dirname, '../../docs/policy.md'), 'utf8');

describe('docs/policy.md', () => {
  it('[M7.3] states for every field what an overlay may do, as the one table has it', () => {
    const section = text.slice(text.indexOf('## An overlay'), text.indexOf('## In the app'));
    const stated = [...section.matchAll(/^\| `([^`]+)`\s*\| (.+?)\s*\|$/gm)].map((row) => [row[1], row[2]]);
    expect(stated).toEqual(
      Object.entries(overlayTable).map(([field, direction]) => [field, directions[direction].words]),
    );
  });

  it('its examples are a sound policy and an overlay that tightens it', () => {
    const [base = '', overlay = ''] = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((block) => block[1] ?? '');
    expect(resolvePolicy({ base, overlay })).toMatchObject({
      ok: true,
      value: { base: { id: 'acme' }, overlay: { id: 'berlin' }, policy: { triggers: { length: 5 } } },
    });
  });
});
