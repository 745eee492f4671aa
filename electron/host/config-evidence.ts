import { join } from 'node:path';
import type { ConfigChange } from '../../shared/domain/cause/config-change.ts';
import type { Locator } from '../../shared/domain/claim/claim.ts';
import type { RowOf } from '../../shared/domain/release/rows.ts';
import { configDiff } from '../../shared/formats/config-diff.ts';
import { configKeys, type ConfigKeys } from '../../shared/formats/config-keys.ts';
import { canonicalJson } from '../../shared/journal/canonical-json.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { clip } from '../../shared/projections/row-label.ts';
import type { Intake } from '../intake/intake.ts';
import { onDisk, readFileIfAny } from '../platform/files.ts';
import { sha256Of } from './sha256-of.ts';

/** Two snapshots of one configuration, the earlier first, and what changed between them. */
export type ConfigComparison = {
  readonly before: RowOf<'snapshot'>;
  readonly after: RowOf<'snapshot'>;
  readonly changes: readonly ConfigChange[];
};

/** Compares snapshots by the bytes they were taken in as. What cannot be compared is told in a half sentence. */
export interface ConfigComparer {
  compare(locator: Locator & { type: 'config-diff' }): Promise<Result<ConfigComparison, string>>;
}

export function createConfigComparer(rows: Intake['rows'], workspaceDir: string): ConfigComparer {
  const keysOf = async (row: RowOf<'snapshot'>): Promise<Result<ConfigKeys, string>> => {
    const of = `the snapshot ${clip(row.name)} of ${new Date(row.at).toISOString().slice(0, 16)}Z`;
    const read = await onDisk(() => readFileIfAny(join(workspaceDir, 'intake', 'raw', row.sha256)));
    if (!read.ok) return err(`${of} cannot be read: ${read.error.message}`);
    if (read.value === undefined || sha256Of(read.value) !== row.sha256)
      return err(`the bytes of ${of} are not here as they were taken in; bring the file in again`);
    const keys = configKeys(read.value.toString('utf8'), row.format);
    return keys.ok ? keys : err(`${of} cannot be compared: ${keys.error.message}`);
  };
  return {
    compare: async (locator) => {
      const [before, after] = [await rows.get('snapshot', locator.before), await rows.get('snapshot', locator.after)];
      if (before === undefined || after === undefined) return err('no snapshot is known under that id');
      if (before.service !== after.service || before.name !== after.name)
        return err('the two snapshots are of different configurations');
      if (before.at >= after.at) return err('the snapshot of before is not the earlier one');
      const keys = [await keysOf(before), await keysOf(after)] as const;
      if (!keys[0].ok) return keys[0];
      if (!keys[1].ok) return keys[1];
      return ok({ before, after, changes: configDiff(keys[0].value, keys[1].value) });
    },
  };
}

/** The bytes of a comparison as an exhibit: canonical JSON that names both snapshots by their hash. */
export function comparisonBytes({ before, after, changes }: ConfigComparison): Uint8Array {
  const named = ({ id, name, at, sha256 }: RowOf<'snapshot'>) => ({ id, name, at: new Date(at).toISOString(), sha256 });
  const exhibit = { before: named(before), after: named(after), changes: changes.map((change) => ({ ...change })) };
  return Buffer.from(`${canonicalJson(exhibit)}\n`, 'utf8');
}

/** `checkout: 3 settings changed, 13:00 to 14:04`. */
export function comparisonLabel({ before, after, changes }: ConfigComparison, times: string): string {
  const count = changes.length === 1 ? '1 setting' : `${changes.length.toLocaleString('en')} settings`;
  const where =
    before.environment === after.environment ? before.environment : `${before.environment} to ${after.environment}`;
  return `configuration ${clip(after.name, 80)} in ${where}: ${count} changed, ${times}`;
}
