import { durationText, spanText } from '../meeting/clock-text.ts';
import { html, said, type Html } from './html.ts';
import { when } from './report-words.ts';
import type { ReviewRecord } from './review-record.ts';

type Item = ReviewRecord['time']['items'][number];

/** Px of the longest bar. */
const longestBar = 150;

/** Planned and taken time of every item, with what prolonged, paused or turned it. */
export function time(record: ReviewRecord): Html {
  const { items, pauses, gaps, returns } = record.time;
  const longest = Math.max(1, ...items.flatMap((item) => [item.plannedMs, item.takenMs]));
  const total = (pick: (item: Item) => number): number => items.reduce((sum, item) => sum + pick(item), 0);
  const planned = total((item) => item.plannedMs);
  const taken = total((item) => item.takenMs);
  return html`<section class="whole">
    <h2>Time, planned and taken</h2>
    <table class="times">
      <thead>
        <tr>
          <th>item</th>
          <th></th>
          <th class="n">taken</th>
          <th class="n">planned</th>
        </tr>
      </thead>
      <tbody>
        ${items.map(
          (item) =>
            html`<tr>
              <td dir="auto">
                ${item.title}${item.extensions === 0 ? '' : html` <span class="quiet">prolonged ${item.extensions === 1 ? 'once' : `${item.extensions} times`}</span>`}
              </td>
              <td class="bars">${bar(item, longest)}</td>
              <td class="n ${item.takenMs > item.plannedMs ? 'over' : ''}">${durationText(item.takenMs)}</td>
              <td class="n">${durationText(item.plannedMs)}</td>
            </tr>`,
        )}
        <tr class="total">
          <td>Whole meeting</td>
          <td class="bars"></td>
          <td class="n ${taken > planned ? 'over' : ''}">${durationText(taken)}</td>
          <td class="n">${durationText(planned)}</td>
        </tr>
      </tbody>
    </table>
    ${pauses.map((pause) => html`<p class="quiet">Paused ${when(pause.at, record.zone)}${pause.ms === null ? '' : ` for ${spanText(pause.ms)}`}: ${said(pause.reason)}</p>`)}
    ${gaps.map((gap) => html`<p class="quiet">Gap of ${spanText(Math.abs(gap.ms))} (${gap.cause}), noted ${when(gap.at, record.zone)}: ${gap.counted ? 'counted' : 'not counted'}.</p>`)}
    ${returns.map((each) => html`<p class="quiet">Went back to ${each.item}, ${when(each.at, record.zone)}: ${said(each.reason)}</p>`)}
  </section>`;
}

/** The plan as a broad line, what was taken as a thin one in it, what was over the plan behind it. */
function bar({ plannedMs, takenMs }: Item, longest: number): Html {
  const width = (ms: number): string => ((ms / longest) * longestBar).toFixed(1);
  return html`<svg
    viewBox="0 0 ${longestBar} 10"
    width="${longestBar}"
    height="10"
    preserveAspectRatio="none"
    role="img"
    aria-label="planned ${spanText(plannedMs)}, taken ${spanText(takenMs)}"
  >
    <rect class="bar" y="1" height="8" width="${width(plannedMs)}" />
    <rect class="bar-taken" y="4" height="2" width="${width(Math.min(takenMs, plannedMs))}" />
    ${takenMs > plannedMs ? html`<rect class="bar-over" y="1" height="8" x="${width(plannedMs)}" width="${width(takenMs - plannedMs)}" />` : ''}
  </svg>`;
}
