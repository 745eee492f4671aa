import type { QuarantinedRow } from '../../shared/domain/release/rows.ts';
import { formats, type FormatId } from '../../shared/formats/formats.ts';
import type { TakeReport } from './intake.ts';

/** What one carried file brought. `error` says why it could not be read; what was kept before stays counted. */
type FileSummary = {
  readonly name: string;
  readonly format?: FormatId;
  readonly why?: string;
  readonly accepted: number;
  readonly unchanged: number;
  readonly quarantined: number;
  readonly passedOver?: { readonly [reason: string]: number };
  readonly unknownColumns?: readonly string[];
  readonly stopped?: { readonly code: string; readonly message: string };
  readonly skipped?: string;
  readonly error?: { readonly code: string; readonly message: string };
};

/** The object `hotwash intake --json` prints. `file` is named in quarantined rows when there is more than one file. */
export type IntakeSummary = {
  readonly accepted: number;
  readonly unchanged: number;
  readonly quarantined: readonly (QuarantinedRow & { readonly file?: string })[];
  readonly kinds: readonly string[];
  readonly byKind: { readonly [kind: string]: number };
  /** Sound records that nothing is used of, by the reason. */
  readonly passedOver: { readonly [reason: string]: number };
  readonly files: readonly FileSummary[];
};

export type SummaryBuilder = {
  readonly addReport: (report: TakeReport) => void;
  readonly addFault: (
    name: string,
    fault: { readonly code: string; readonly message: string },
    kept?: { readonly accepted: number; readonly unchanged: number },
  ) => void;
  readonly addSkipped: (name: string, why: string) => void;
  readonly done: () => IntakeSummary;
};

export function createSummary(): SummaryBuilder {
  const files: FileSummary[] = [];
  const bad: (QuarantinedRow & { readonly file: string })[] = [];
  const byKind: Record<string, number> = {};
  const passedOver: Record<string, number> = {};
  const kinds = new Set<string>();
  const counts = { accepted: 0, unchanged: 0 };
  const count = (kept: { readonly accepted: number; readonly unchanged: number }): void => {
    counts.accepted += kept.accepted;
    counts.unchanged += kept.unchanged;
  };
  return {
    addReport: (report) => {
      const { name, format, why, accepted, unchanged, passedOver: passed, unknownColumns, stopped } = report;
      const quarantined = report.quarantinedTotal;
      files.push({
        name,
        format,
        why,
        accepted,
        unchanged,
        quarantined,
        passedOver: passed,
        unknownColumns,
        ...(stopped === null ? {} : { stopped }),
      });
      for (const row of report.quarantined) bad.push({ ...row, file: name });
      for (const [kind, number] of Object.entries(report.byKind)) byKind[kind] = (byKind[kind] ?? 0) + number;
      for (const [why, number] of Object.entries(passed)) passedOver[why] = (passedOver[why] ?? 0) + number;
      if (accepted + unchanged > 0) for (const kind of formats[format].brings) kinds.add(kind);
      count(report);
    },
    addFault: (name, { code, message }, kept = { accepted: 0, unchanged: 0 }) => {
      files.push({ name, ...kept, quarantined: 0, error: { code, message } });
      count(kept);
    },
    addSkipped: (name, why) => {
      files.push({ name, accepted: 0, unchanged: 0, quarantined: 0, skipped: why });
    },
    done: () => ({
      ...counts,
      quarantined: files.length > 1 ? bad : bad.map(({ file: _file, ...row }) => row),
      kinds: [...kinds].toSorted(),
      byKind,
      passedOver,
      files,
    }),
  };
}

/** Names of columns in one line for people. */
const columnsShown = 30;

/** The same for people, a line each. */
export function summaryText(summary: IntakeSummary): string[] {
  const lines: string[] = [];
  for (const file of summary.files) {
    const what = file.format === undefined ? '' : ` (${file.format})`;
    if (file.error !== undefined) lines.push(`${file.name}: not taken. ${file.error.message}`);
    else if (file.skipped !== undefined) lines.push(`${file.name}: passed over, its format is not known here`);
    else
      lines.push(
        `${file.name}${what}: ${file.accepted} accepted, ${file.unchanged} unchanged, ${file.quarantined} in quarantine`,
      );
    for (const [why, number] of Object.entries(file.passedOver ?? {})) lines.push(`  passed over: ${number} x ${why}`);
    const unused = file.unknownColumns ?? [];
    const more = unused.length > columnsShown ? ` and ${unused.length - columnsShown} more` : '';
    if (unused.length > 0)
      lines.push(`  columns not used, kept in the raw copy: ${unused.slice(0, columnsShown).join(', ')}${more}`);
    if (file.stopped !== undefined) lines.push(`  ${file.stopped.message}`);
  }
  for (const row of summary.quarantined.slice(0, 50)) {
    const where = `${row.file === undefined ? '' : `${row.file}, `}row ${row.row}${row.path === '' ? '' : `, ${row.path}`}`;
    lines.push(`  ${where}: ${row.message} [${row.code}]`);
  }
  if (summary.quarantined.length > 50) lines.push(`  and ${summary.quarantined.length - 50} more`);
  return lines;
}
