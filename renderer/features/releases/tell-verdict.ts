import { formatQuantity } from '../../ui/format-number.ts';

type Medians = {
  readonly metric: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher' | 'neither';
  readonly before: number | undefined;
  readonly after: number | undefined;
};

/** Less than a tenth either way is told as no change; nothing is told as zero that was not measured. */
const noticeable = 0.1;

/** `p95 rose from 180 ms to 940 ms after this release, which is worse.` */
export function tellVerdict({ metric, unit, better, before, after }: Medians): string {
  if (before === undefined && after === undefined) return `${metric} was not measured round this release.`;
  if (before === undefined)
    return `${metric} stands at ${formatQuantity(after ?? 0, unit)}; before it nothing was measured.`;
  if (after === undefined) return `${metric} stood at ${formatQuantity(before, unit)}; after it nothing was measured.`;
  const change = before === 0 ? (after === 0 ? 0 : Infinity) : (after - before) / Math.abs(before);
  if (Math.abs(change) < noticeable) return `${metric} stayed at ${formatQuantity(after, unit)}, as it was before.`;
  const verb = change > 0 ? 'rose' : 'fell';
  const good =
    better === 'neither' ? '' : change > 0 === (better === 'higher') ? ', which is better' : ', which is worse';
  return `${metric} ${verb} from ${formatQuantity(before, unit)} to ${formatQuantity(after, unit)} after this release${good}.`;
}
