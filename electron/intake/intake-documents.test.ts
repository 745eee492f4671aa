import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { carriedFileAt } from './carried-file.ts';
import { carriedText, hasRealData, openTestIntake, readLines, realData, temporaryFolder, valueOf } from './testing.ts';
import type { Intake } from './intake.ts';

const rowsIn = async <K extends 'slo' | 'ticket' | 'postmortem' | 'component' | 'snapshot'>(
  intake: Intake,
  kind: K,
): Promise<RowOf<K>[]> =>
  (await readLines(intake)).flatMap(({ rows }) => rows.filter((row): row is RowOf<K> => row.kind === kind));

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('documents through the intake', () => {
  it.skipIf(!hasRealData)(
    '[I54] the four published examples of OpenSLO are taken, each objective by itself',
    async () => {
      const intake = await openTestIntake();
      const names = (await readdir(realData('openslo'))).filter((name) => name.endsWith('.yaml'));
      for (const name of names) {
        const report = valueOf(await intake.takeFile(await carriedFileAt(realData('openslo', name)), {}));
        expect([report.format, report.quarantinedTotal]).toEqual(['openslo', 0]);
      }
      const objectives = (await rowsIn(intake, 'slo')).map(({ service, name, target, windowDays, method }) =>
        [service, name, target, windowDays, method].join(' | '),
      );
      expect(objectives.toSorted()).toEqual([
        'web-availability | Reflaction of out availability SLA: Internal objective | 0.995 | 0.0006944444444444445 | timeslices',
        'web-availability | Reflaction of out availability SLA: SLA | 0.99 | 0.0006944444444444445 | timeslices',
        'web-availability | SLO for this important service | 0.9995 | 7 | timeslices',
        'web-shop | Main page availability | 0.99 | 14 | ratio-timeslices',
        'web-shop | Searching time | 0.99 | 14 | occurrences',
      ]);
    },
  );

  it('[I57] [M5.5] no personal detail of a ticket reaches the disk, whichever column it stood in', async () => {
    const workspace = await temporaryFolder();
    const intake = await openTestIntake(workspace);
    const csv = [
      'id,component,summary,description,status,created,reporter,email',
      'T-1,checkout,Cannot pay,"Card 4111 1111 1111 1111, call +49 30 1234567",open,2026-03-10T10:00:00Z,Anna Smith,anna@example.org',
      'T-2,checkout,Mail bob@example.net,"from 10.1.2.3",nonsense,2026-03-10T10:00:00Z,Bob,bob@example.net',
      'T-3,checkout,"broken, carol@example.com',
    ].join('\n');
    const report = valueOf(await intake.takeFile(carriedText('tickets.csv', csv), { acceptBad: true }));
    expect([report.format, report.accepted]).toEqual(['tickets', 1]);
    expect(await rowsIn(intake, 'ticket')).toMatchObject([{ text: 'Card [card], call [phone]', scrubbed: 4 }]);
    const files = await filesBelow(workspace);
    expect(files.length).toBeGreaterThan(1);
    for (const file of files)
      expect(await readFile(file, 'latin1')).not.toMatch(
        /example\.(org|net|com)|4111|1234567|10\.1\.2\.3|Anna|Smith|Bob/,
      );
  });

  it('[I56] [I58] a post-mortem and a configuration are taken as documents', async () => {
    const intake = await openTestIntake();
    const text = '---\nservice: cart\nincident: I-1\nstarted: 2026-03-15T10:00:00Z\n---\n## Timeline\n- 10:02Z alert\n';
    const taken = valueOf(await intake.takeFile(carriedText('incident.md', text), {}));
    expect(taken).toMatchObject({ format: 'post-mortems', accepted: 1, quarantinedTotal: 0 });
    expect(await rowsIn(intake, 'postmortem')).toMatchObject([{ steps: [{ what: 'alert' }] }]);
    const mapping = { columns: {}, constants: { service: 'cart', at: '2026-03-15T10:00:00Z' } };
    const config = valueOf(
      await intake.takeFile(carriedText('app.yaml', 'a: 1\nb: 2\n'), { format: 'snapshot', mapping }),
    );
    expect(config).toMatchObject({ format: 'snapshots', accepted: 1 });
    expect(await rowsIn(intake, 'snapshot')).toMatchObject([{ sha256: config.sha256, keys: 2, format: 'yaml' }]);
  });
});
