import { adoptionPaths } from '../canvas/adoption-paths.ts';
import type { Adoption, VariantOutcome } from '../domain/review/package-parts.ts';
import type { ReviewPackage } from '../domain/review/package.ts';
import { formatShare } from '../meeting/quantity.ts';
import { html, said, type Html } from './html.ts';
import { clockText } from './zone-text.ts';

/** What users met, flag by flag: how a variant spread, and how often each failed, or that there were too few (M2.5). */
export function behaviourSection({ behaviour = [], adoption = [] }: ReviewPackage, zone: string): Html | string {
  const flags = [...new Set(behaviour.map((each) => each.flag))];
  if (flags.length === 0) return '';
  return html`<section>
    <h2>What users met</h2>
    ${flags.map((flag) => {
      const curve = adoption.find((each) => each.flag === flag);
      return html`<h3>${said(flag)}</h3>
        ${curve === undefined ? '' : curveOf(curve, zone)}${variantTable(behaviour.filter((each) => each.flag === flag))}`;
    })}
  </section>`;
}

const variantTable = (variants: readonly VariantOutcome[]): Html =>
  html`<table>
    <thead>
      <tr>
        <th>variant</th>
        <th class="n">exposures</th>
        <th class="n">errors</th>
        <th>share with its 95 % interval (Wilson)</th>
      </tr>
    </thead>
    <tbody>
      ${variants.map(
        ({ variant, exposures, errors, rate, note }) =>
          html`<tr>
            <td>${said(variant)}</td>
            <td class="n">${exposures.toLocaleString('en-GB')}</td>
            <td class="n">${errors === null ? '–' : errors.toLocaleString('en-GB')}</td>
            <td>
              ${rate === null ? note : `${formatShare(rate.value)} (${formatShare(rate.low)} to ${formatShare(rate.high)})`}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;

/** `on was shown in at most 48 % of exposures, until 15:20`; null where no stretch is known. */
export function adoptionWords({ variant, points }: Adoption, zone: string): string | null {
  const [first] = points;
  if (first === undefined) return null;
  const most = points.reduce((a, b) => (shareOf(b) > shareOf(a) ? b : a), first);
  return `${variant} was shown in at most ${Math.round(100 * shareOf(most))} % of exposures, until ${clockText(most.to, zone)}`;
}

const shareOf = ({ exposures, total }: Adoption['points'][number]): number => (total === 0 ? 0 : exposures / total);

const width = 440;
const height = 48;

function curveOf(curve: Adoption, zone: string): Html | string {
  const words = adoptionWords(curve, zone);
  const [first] = curve.points;
  const last = curve.points.at(-1);
  if (words === null || first === undefined || last === undefined) return '';
  const paths = adoptionPaths(curve.points, { from: first.from, to: last.to, width, height });
  return html`<svg
      width="${width}"
      height="${height + 4}"
      viewBox="0 -2 ${width} ${height + 4}"
      role="img"
      aria-label="${words}"
    >
      <line x1="0" y1="0" x2="${width}" y2="0" stroke="#b9c0b8" stroke-dasharray="2 4" />
      <line x1="0" y1="${height}" x2="${width}" y2="${height}" stroke="#b9c0b8" />
      ${paths.map((path) => html`<path d="${path}" fill="none" stroke="#00677f" stroke-width="1.5" />`)}
    </svg>
    <p class="quiet">
      ${said(words)}. From ${clockText(first.from, zone)} to ${clockText(last.to, zone)}, 0 to 100 %; where nobody came
      the line breaks.
    </p>`;
}
