import { emptyMapping } from '../../shared/domain/release/column-mapping.ts';
import type { QuarantinedRow } from '../../shared/domain/release/rows.ts';
import type { Mapped } from '../../shared/formats/format.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import type { CarriedFile } from '../platform/carried.ts';
import { baseName } from './carried-file.ts';
import { inspectHead, type InspectFault, type Inspection } from './inspect-head.ts';
import type { FilePreview, PreviewRow, TakeFault, TakeOptions } from './intake.ts';
import { scrubbedText } from './scrub-records.ts';
import { openSource, scrubbingOf } from './take-file.ts';

const shown = 20;

/** A file with personal data is shown as it would be kept. */
function inspectScrubbed(
  name: string,
  inspected: Result<Inspection, InspectFault>,
  now: number,
): Result<Inspection, InspectFault> {
  const scrubbing = inspected.ok ? scrubbingOf(inspected.value) : null;
  if (!inspected.ok || scrubbing === null) return inspected;
  const { format, why, mapping, records } = inspected.value;
  const text = Buffer.from(scrubbedText(records, scrubbing), 'utf8');
  const again = inspectHead(name, text, true, { format, mapping, now, isScrubbed: true });
  return again.ok ? ok({ ...again.value, why }) : again;
}

/** Shows what taking a file in would do, from its head alone and without writing anything. */
export async function previewFile(
  file: CarriedFile,
  options: TakeOptions,
  now: number,
): Promise<Result<FilePreview, TakeFault>> {
  const name = baseName(file.name);
  const opened = await openSource(file);
  if (!opened.ok) return opened;
  const { head, whole, close } = opened.value;
  await close();
  const mapping = options.mapping ?? emptyMapping;
  const inspected = inspectScrubbed(
    name,
    inspectHead(name, head, whole, { format: options.format, mapping, now }),
    now,
  );
  if (!inspected.ok) {
    const { code, message, reading } = inspected.error;
    if (reading === undefined) return err({ code, message, kept: { accepted: 0, unchanged: 0 } });
    return ok({ name, ...reading, unknownColumns: [], rows: [], problems: [], blocked: { code, message } });
  }
  const { format, why, columns, records, createMapper } = inspected.value;
  const mapper = createMapper('0'.repeat(64));
  const rows: PreviewRow[] = [];
  const problems: QuarantinedRow[] = [];
  const show = (row: number, item: Exclude<Mapped, { kind: 'many' }>): void => {
    if (item.kind === 'quarantined' || item.kind === 'noted') {
      if (problems.length < shown) problems.push({ row, ...item.fault });
    } else if (rows.length < shown)
      rows.push(
        item.kind === 'row'
          ? item.row
          : { kind: 'sample', series: item.series.series, time: item.time, value: item.value },
      );
  };
  for (const record of records) {
    const mapped =
      record.kind === 'unreadable' ? ({ kind: 'quarantined', fault: record.fault } as const) : mapper.map(record);
    for (const item of mapped.kind === 'many' ? mapped.items : [mapped]) show(record.row, item);
    if (rows.length >= shown && problems.length >= shown) break;
  }
  for (const item of mapper.end?.() ?? []) show(records.length, item);
  return ok({
    name,
    format,
    why,
    columns,
    unknownColumns: mapper.plan.unknown,
    mapping: { ...inspected.value.mapping, columns: mapper.plan.columns },
    rows,
    problems,
    blocked: null,
  });
}
