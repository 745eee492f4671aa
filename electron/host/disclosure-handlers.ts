import { rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { disclosureProcedures } from '../../shared/contract/disclosure-procedures.ts';
import type { CallFault, Input, Output } from '../../shared/contract/procedures.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { disclosureGroups } from '../../shared/record/disclosure.ts';
import { pathWords } from '../../shared/record/leaves.ts';
import { onDisk } from '../platform/files.ts';
import { fail, toCallFault } from './fault.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import {
  previewRedaction,
  redactRecord,
  type RedactFault,
  type RedactPreview,
  type RedactRequest,
} from './redact-record.ts';
import type { Services } from './services.ts';

const mostLeaks = 500;
const mostSamples = 8;

/** Redacted copies of records of this workspace, searched for the names of all its people, those who left among them. */
export function createDisclosureHandlers({
  records,
  workspace,
}: Services): Pick<ProcedureHandlers, keyof typeof disclosureProcedures> {
  const requestOf = ({ groups, places, confirmations }: Input<'disclosure.preview'>): RedactRequest => ({
    choice: { groups, places },
    confirmations,
    roster: workspace.current().members,
  });
  return {
    'disclosure.preview': async (input) => {
      const preview = await previewRedaction(records.folder(input.review), requestOf(input));
      return preview.ok ? ok(toOutput(preview.value)) : toFault(preview.error);
    },
    'disclosure.write': async (input) => {
      const folder = records.folder(input.review);
      // The copy before this one stays until the new one is whole.
      const target = join(dirname(folder), `redacted-${input.review}.zip`);
      const fresh = join(dirname(folder), `redacted-${input.review}.${process.hrtime.bigint()}.zip`);
      const written = await redactRecord(folder, fresh, requestOf(input));
      if (!written.ok) return toFault(written.error);
      const placed = await onDisk(() => rename(fresh, target));
      return placed.ok ? ok({ name: `hotwash-${input.review}-redacted.zip` }) : err(toCallFault(placed.error));
    },
  };
}

const toFault = ({ code, message }: RedactFault): Result<never, CallFault> =>
  fail(
    code,
    code === 'leaks'
      ? 'The copy still names somebody. Nothing was written; look at the finds and withhold or confirm each.'
      : message,
  );

function toOutput({ plan, leaks }: RedactPreview): Output<'disclosure.preview'> {
  const countOf = (fields: typeof plan.leaves): { withheld: number; all: number } => ({
    withheld: fields.filter(({ isWithheld }) => isWithheld).length,
    all: fields.length,
  });
  return {
    fields: countOf(plan.leaves),
    groups: disclosureGroups.flatMap((group) => {
      const fields = plan.leaves.filter(({ groups }) => groups.includes(group));
      const samples = fields.slice(0, mostSamples).map(({ path, value, isWithheld }) => ({
        place: pathWords(path),
        value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 160),
        isWithheld,
      }));
      return fields.length === 0 ? [] : [{ group, fields: countOf(fields), samples }];
    }),
    files: plan.files.map(({ path, group, withheld }) => ({
      path,
      group,
      withheld: withheld === null ? null : { because: withheld.because, tells: [...withheld.tells] },
    })),
    leaks: leaks
      .slice(0, mostLeaks)
      .map(({ key, file, place, form, message }) => ({ key, file, place, form, message })),
    leakCount: leaks.length,
  };
}
