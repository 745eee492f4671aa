import type { HandOff, Origin } from '../domain/review/package-parts.ts';
import type { ReviewPackage } from '../domain/review/package.ts';
import { html, said, type Html } from './html.ts';
import { timeText } from './package-integrity.ts';
import { behaviourSection } from './package-report-behaviour.ts';
import { rowCalled } from './row-called.ts';

/** Moments of production and of what people noticed; a package of long ago has none of its own. */
export function timeline({ timeline = [] }: ReviewPackage, zone: string): Html | string {
  if (timeline.length === 0) return '';
  return html`<section>
    <h2>One timeline</h2>
    <ol class="facts">
      ${timeline.map((each) => html`<li><time>${timeText(each.at, zone)}</time><span dir="auto">${each.text}</span></li>`)}
    </ol>
    <p class="quiet">Times are in ${zone}.</p>
  </section>`;
}

const marks = { good: '✓', conflict: '!', missing: '–' } as const;

/** What holds together, what contradicts and what is missing. */
export const integrityList = ({ integrity }: ReviewPackage): Html =>
  html`<section>
    <h2>Integrity</h2>
    <ul>
      ${integrity.map(
        ({ level, text, detail }) =>
          html`<li>
            <strong>${marks[level]}</strong>
            ${said(text)}${detail === '' ? '' : html` <span class="quiet">${said(detail)}</span>`}
          </li>`,
      )}
    </ul>
  </section>`;

/** What users did and reported, who handed what to whom, and what belongs together. */
export const around = (content: ReviewPackage, zone: string): Html =>
  html`${behaviourSection(content, zone)}${tickets(content, zone)}${handOffs(content, zone)}${links(content)}`;

function tickets({ tickets = [] }: ReviewPackage, zone: string): Html | string {
  if (tickets.length === 0) return '';
  return html`<section>
    <h2>What users reported</h2>
    <ol class="facts">
      ${tickets.map((each) => html`<li><time>${timeText(each.createdAt, zone)}</time><span dir="auto">${each.title}, ${each.state}</span></li>`)}
    </ol>
  </section>`;
}

function handOffs(content: ReviewPackage, zone: string): Html | string {
  const { handOffs = [] } = content;
  if (handOffs.length === 0) return '';
  const row = (each: HandOff): Html =>
    html`<h3 dir="auto">${each.title}</h3>
      <ol class="facts">
        ${each.steps.map(
          (step) =>
            html`<li>
              <time>${step.at === null ? 'missing' : timeText(step.at, zone)}</time
              ><span dir="auto"
                >${step.step}
                <span class="quiet">${step.at === null ? '' : rowCalled(content, step.source, null)}</span></span
              >
            </li>`,
        )}
      </ol>
      ${each.missing.length === 0 ? '' : html`<p class="note">Missing: ${each.missing.join(', ')}.</p>`}`;
  return html`<section>
    <h2>Hand-offs</h2>
    ${handOffs.map(row)}
  </section>`;
}

function links(content: ReviewPackage): Html | string {
  const { links = [] } = content;
  const open = links.filter((each) => each.strength === 'time-only' && each.verdict === null);
  if (open.length === 0) return '';
  return html`<section>
    <h2>Suggested links, to be confirmed</h2>
    <ul>
      ${open.map((each) => html`<li>${said(rowCalled(content, each.from.id, each.from.kind))} and ${said(rowCalled(content, each.to.id, each.to.kind))}: ${said(each.why)}</li>`)}
    </ul>
  </section>`;
}

/** Where the figures come from: the raw files, what was asked of which source, and their hashes. */
export function origins({ origins = [], figures = [], deviations, appendix = [] }: ReviewPackage): Html | string {
  const metrics = new Map([...deviations, ...appendix].map(({ series, metric }) => [`series:${series}`, metric]));
  if (origins.length === 0) return '';
  return html`<section>
    <h2>Where the figures come from</h2>
    <table>
      <thead>
        <tr>
          <th>what</th>
          <th>read from</th>
          <th>sha256 of its bytes</th>
        </tr>
      </thead>
      <tbody>
        ${figures.flatMap(({ figure, origins: places }) =>
          places.flatMap((place) => {
            const origin = origins[place];
            return origin === undefined
              ? []
              : [originRow(metrics.get(figure) ?? figure.replace(/^series:.*/, 'samples'), origin)];
          }),
        )}
      </tbody>
    </table>
  </section>`;
}

const originRow = (figure: string, origin: Origin): Html =>
  html`<tr>
    <td>${said(figure)}</td>
    <td>
      ${said(origin.name)}${origin.query === null ? '' : html`<br /><span class="quiet mono">${said(origin.query)}</span>`}<br /><span
        class="quiet"
        >${new Date(origin.fetchedAt ?? origin.takenAt).toISOString().replace(/\.\d+Z$/, 'Z')}</span
      >
    </td>
    <td class="fit"><code>${origin.sha256.slice(0, 16)}…</code></td>
  </tr>`;
