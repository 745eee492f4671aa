import type { SourceEnd, SyncProgress } from '../../shared/contract/source-procedures.ts';

/** What is written to: a terminal gets one line that is drawn again, anything else whole lines. */
export type MeterOut = { readonly isTTY?: boolean; readonly columns?: number; write: (text: string) => unknown };
export type SyncMeter = { readonly tell: (event: SyncProgress) => void; readonly end: () => void };

const barWidth = 24;
const quietMs = 2000;

/** Tells how a sync goes on: a bar over its sources, rows, rows per second and what is still to come. */
export function createSyncMeter(out: MeterOut, titles: ReadonlyMap<string, string>, now: () => number): SyncMeter {
  const reading = new Map<string, Extract<SyncProgress, { state: 'reading' }>>();
  const rows = new Map<string, number>();
  let all = 0;
  let ended = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const nameOf = (id: string): string => titles.get(id) ?? id;
  const line = (): string => {
    const full = Math.round((barWidth * ended) / Math.max(1, all));
    const rate = [...reading.values()].reduce((sum, event) => sum + event.rate, 0);
    const remaining = [...reading.values()].flatMap((event) => event.remaining ?? []);
    const left = remaining.length === 0 ? '' : `, ${remaining.reduce((sum, each) => sum + each, 0)} to come`;
    const taken = [...rows.values()].reduce((sum, each) => sum + each, 0);
    return `[${'#'.repeat(full)}${'.'.repeat(barWidth - full)}] ${ended} of ${all} sources, ${taken} rows, ${Math.round(rate)}/s${left}`;
  };
  const draw = (): void => {
    if (out.isTTY === true) out.write(`\r\u001B[K${line().slice(0, (out.columns ?? 80) - 1)}`);
  };
  const print = (text: string): void => {
    out.write(`${out.isTTY === true ? '\r\u001B[K' : ''}${text}\n`);
  };
  return {
    tell: (event) => {
      if (event.state === 'waiting') all += 1;
      if (event.state === 'reading') {
        reading.set(event.source, event);
        rows.set(event.source, event.rows);
        if (out.isTTY !== true && now() - toldAt >= quietMs) {
          toldAt = now();
          print(line());
        }
      }
      if (event.state === 'ended') {
        ended += 1;
        reading.delete(event.source);
        rows.set(event.source, event.rows);
        print(`${nameOf(event.source)}: ${endText(event)}`);
      }
      draw();
    },
    end: () => {
      if (out.isTTY === true) out.write('\r\u001B[K');
    },
  };
}

/** How one source ended, in words: a dead one is missing, never at zero rows. */
export function endText({ end, message, rows, unchanged, quarantined, missingSince }: SourceEnd): string {
  const counts = `${rows} rows new, ${unchanged} known${quarantined > 0 ? `, ${quarantined} in quarantine` : ''}`;
  if (end === 'done') return counts;
  if (end === 'paused') return `${counts}; ${message ?? ''}`;
  const since =
    missingSince === null ? 'nothing of it was ever read' : `missing since ${new Date(missingSince).toISOString()}`;
  return `${since}. ${message ?? ''}`;
}
