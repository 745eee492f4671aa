import { judgeCapped, type Capped } from './goals.ts';
import { tellGoal, type ComparisonResult } from './harness.ts';

/** One comparison as a table of arms, and a line for each goal. */
export function tellComparison({ id, title, unit, arms, claims }: ComparisonResult): string {
  const head = ['', `median / ${unit}`, 'min .. max'];
  const rows = arms.map(({ arm, medianNs, minNs, maxNs }) => [
    arm,
    tellTime(medianNs),
    `${tellTime(minNs)} .. ${tellTime(maxNs)}`,
  ]);
  const goals = claims.map(({ arm, beside, goal, ratio, noise, verdict }) => [
    verdict,
    `${arm} / ${beside} = ${tellRatio(ratio)}`,
    `goal ${tellGoal(goal)}`,
    `noise ${((noise - 1) * 100).toFixed(0)} %`,
  ]);
  return `\n${id}  ${title}\n${align([head, ...rows])}\n${align(goals)}`;
}

export function tellCapped(capped: readonly Capped[]): string {
  const rows = capped.map((one) => {
    const { what, value, cap, floor } = one;
    const isBound = Number.isFinite(cap.atMost);
    return [
      what,
      Number.isNaN(value) ? 'not measured here' : `${value.toFixed(value < 100 ? 1 : 0)} ${cap.unit}`,
      isBound ? `cap ${cap.atMost} ${cap.unit}` : '',
      Number.isNaN(value) || !isBound ? '' : judgeCapped(one),
      floor === undefined ? '' : `an empty page ${floor.toFixed(1)} ${cap.unit}`,
    ];
  });
  return `\nCaps\n${align(rows)}`;
}

function tellRatio(ratio: number): string {
  return ratio >= 0.1 ? ratio.toFixed(2) : `1/${(1 / ratio).toFixed(0)}`;
}

function tellTime(ns: number): string {
  if (ns >= 1e6) return `${(ns / 1e6).toFixed(ns >= 1e8 ? 0 : 2)} ms`;
  if (ns >= 1e4) return `${(ns / 1e3).toFixed(1)} us`;
  return `${ns.toFixed(0)} ns`;
}

function align(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => `   ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
