import type { AppendixFigure, Deviation, ReviewPackage } from '../domain/review/package.ts';
import { formatQuantity } from '../meeting/quantity.ts';
import { scoreMeans, scoreText, toneOfScore, type ScoreTone } from '../meeting/score.ts';
import { html, type Html } from './html.ts';
import { timeText } from './package-integrity.ts';

const quantity = (value: number | null, unit: string, none: string): string =>
  value === null ? none : formatQuantity(value, unit);

const score = (z: number | null): string => (z === null ? '–' : scoreText(z));

/** Ink for the tones of the screen; paper has no dark side. */
const toneInks: { readonly [T in ScoreTone]: string } = {
  plain: '#44524f',
  calm: '#00677f',
  warn: '#8f5e00',
  over: '#7e1010',
};

/** The figures of the body, what deviates most first, each with the earlier releases as dots. */
export function figuresTable(content: ReviewPackage, zone: string): Html {
  const { deviations } = content;
  if (deviations.length === 0)
    return html`<section>
      <h2>What deviates most</h2>
      <p class="quiet">No metric has a decision rule and an owner; what was measured is in the appendix.</p>
    </section>`;
  return html`<section>
    <h2>What deviates most</h2>
    <table>
      <thead>
        <tr>
          <th>KPI</th>
          <th>this release against the last 8 that went well</th>
          <th class="n">now</th>
          <th class="n">usual</th>
          <th class="n">z</th>
        </tr>
      </thead>
      <tbody>
        ${deviations.map(figureRow)}
      </tbody>
    </table>
    <p class="quiet">${baselineWords(content, zone)} ${scoreMeans}</p>
  </section>`;
}

const figureRow = (figure: Deviation): Html =>
  html`<tr>
    <td>${figure.metric}${ruleWords(figure)}</td>
    <td>${dots(figure)}<br /><span class="quiet">${figure.note}</span></td>
    <td class="n">${toned(figure, quantity(figure.now, figure.unit, 'no samples'))}</td>
    <td class="n">${quantity(figure.usual, figure.unit, '–')}</td>
    <td class="n">${toned(figure, score(figure.robustZ))}</td>
  </tr>`;

const toned = ({ robustZ }: Deviation, text: string): Html =>
  html`<span style="color: ${toneInks[toneOfScore(robustZ)]}">${text}</span>`;

const ruleWords = ({ rule }: Deviation): Html | string =>
  rule === undefined
    ? ''
    : html`<br /><span class="${rule.isMet === true ? 'over' : 'quiet'}" dir="auto"
          >${rule.text} (${rule.owner})</span
        >`;

/** The earlier releases as dots, their median as a line and this release as a diamond, on one scale. */
function dots({ before, now, usual, robustZ }: Deviation): Html | string {
  const values = [...before.map((each) => each.value), ...(now === null ? [] : [now])];
  if (values.length < 2) return '';
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const x = (value: number): string => (8 + (204 * (value - low)) / range).toFixed(1);
  return html`<svg
    width="220"
    height="16"
    viewBox="0 0 220 16"
    role="img"
    aria-label="${before.length} earlier releases"
  >
    <line x1="0" y1="8" x2="220" y2="8" stroke="#b9c0b8" />
    ${usual === null ? '' : html`<line x1="${x(usual)}" y1="2" x2="${x(usual)}" y2="14" stroke="#44524f" />`}
    ${before.map((each) => html`<circle cx="${x(each.value)}" cy="8" r="3" fill="#718078" fill-opacity=".7" />`)}
    ${now === null ? '' : html`<path d="M${x(now)} 2l6 6-6 6-6-6z" fill="${toneInks[toneOfScore(robustZ)]}" />`}
  </svg>`;
}

/** `Baseline: 11 comparable releases, frozen 11 Mar, 18:00 before go-live.` */
export function baselineWords({ baseline, appendix, uncited }: ReviewPackage, zone: string): string {
  const words: string[] = [];
  if (baseline !== undefined) {
    const when = `${timeText(baseline.at, zone)}${baseline.standing === 'frozen' ? ' before go-live' : ', after go-live: post-hoc'}`;
    words.push(
      `Baseline: ${baseline.comparable} comparable ${baseline.comparable === 1 ? 'release' : 'releases'}, ${baseline.standing === 'frozen' ? 'frozen' : 'made'} ${when}.`,
    );
  }
  const unruled = appendix?.filter((each) => each.why === 'no-rule').length ?? 0;
  if (unruled > 0)
    words.push(
      `${unruled} ${unruled === 1 ? 'metric' : 'metrics'} without a decision rule ${unruled === 1 ? 'is' : 'are'} in the appendix.`,
    );
  if (uncited !== undefined && uncited.length > 0)
    words.push(`Never cited in the last reviews, proposed for removal: ${uncited.join(', ')}.`);
  return words.join(' ');
}

const whyWords: { readonly [W in AppendixFigure['why']]: string } = {
  'no-rule': 'nobody said what would follow from it',
  'over-the-cap': 'beyond the 12 a package shows',
};

/** Metrics that the body leaves out, and why (M2.6). */
export function appendixTable({ appendix = [] }: ReviewPackage): Html | string {
  if (appendix.length === 0) return '';
  return html`<section>
    <h2>Appendix: other metrics</h2>
    <table>
      <thead>
        <tr>
          <th>metric</th>
          <th class="n">now</th>
          <th class="n">usual</th>
          <th class="n">z</th>
          <th>why here</th>
        </tr>
      </thead>
      <tbody>
        ${appendix.map(
          (each) =>
            html`<tr>
              <td>${each.metric}</td>
              <td class="n">${quantity(each.now, each.unit, 'no samples')}</td>
              <td class="n">${quantity(each.usual, each.unit, '–')}</td>
              <td class="n">${score(each.robustZ)}</td>
              <td>${whyWords[each.why]}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
