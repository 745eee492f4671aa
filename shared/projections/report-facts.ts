import type { ReviewPackage } from '../domain/review/package.ts';
import { html, said, type Html } from './html.ts';
import { against, byFacilitator, refs, when } from './report-words.ts';
import { dateText, secondsText } from './zone-text.ts';
import type { ReviewRecord } from './review-record.ts';

/** What was agreed happened, by its time and with the numbers of its evidence; then what nothing supported. */
export function facts(record: ReviewRecord): Html {
  const { zone, factsAgreed } = record;
  const supported = record.facts
    .filter((fact) => fact.support === 'supported')
    .toSorted((a, b) => ((a.happenedAt ?? '') < (b.happenedAt ?? '') ? -1 : 1));
  const unsupported = record.facts.filter((fact) => fact.support === 'unsupported');
  const onlyDay = sharedDay(record);
  const agreed = factsAgreed === null ? '' : ` ${factsAgreed.inFavour} of ${factsAgreed.present} agreed on the facts.`;
  const timeOf = (at: string | null): string =>
    at === null ? 'no time' : onlyDay === null ? when(at, zone, true) : secondsText(Date.parse(at), zone);
  return html`<section>
    <h2>Facts</h2>
    <ol class="facts ${onlyDay === null ? '' : 'one-day'}">
      ${supported.map((fact) => html`<li><time>${timeOf(fact.happenedAt)}</time><span dir="auto">${fact.text}${refs(fact.evidence)}${against(fact.against)}${byFacilitator(record, fact.author)}</span></li>`)}
    </ol>
    ${supported.length === 0 ? html`<p class="quiet">No fact was supported by evidence.</p>` : ''}
    ${unsupported.map((fact) => html`<p class="note">Stayed unsupported: “${said(fact.text)}”${byFacilitator(record, fact.author)}</p>`)}
    <p class="quiet">Times are in ${zone}${onlyDay === null ? '' : `, on ${onlyDay}`}.${agreed}</p>
  </section>`;
}

/** The one day that every fact with a time is of, so that it need not stand before each. */
function sharedDay({ facts: all, zone }: ReviewRecord): string | null {
  const days = new Set(all.flatMap(({ happenedAt: at }) => (at === null ? [] : [dateText(Date.parse(at), zone)])));
  return days.size === 1 ? ([...days][0] ?? null) : null;
}

/** A reader follows so many; the record's own data has them all. */
const mostMoments = 60;

/** What release data shows of those hours, with the facts of the review where they fall in; nothing without a package. */
export function timeline(record: ReviewRecord): Html | string {
  const content = record.package?.content as unknown as ReviewPackage | undefined;
  const moments = content?.timeline ?? [];
  if (content === undefined || moments.length === 0) return '';
  const middle = content.goLive?.at ?? (content.window.from + content.window.to) / 2;
  const told = record.facts.flatMap(({ happenedAt, support, text, evidence }) =>
    happenedAt === null || support === 'unsupported'
      ? []
      : [{ at: Date.parse(happenedAt), words: html`<strong dir="auto">${text}</strong>${refs(evidence)}` }],
  );
  const all = [...moments.map(({ at, text }) => ({ at, words: said(text) })), ...told];
  const shown = all.toSorted((a, b) => Math.abs(a.at - middle) - Math.abs(b.at - middle)).slice(0, mostMoments);
  return html`<section>
    <h2>Timeline</h2>
    <ol class="facts">
      ${shown.toSorted((a, b) => a.at - b.at).map(({ at, words }) => html`<li><time>${when(new Date(at).toISOString(), record.zone, true)}</time><span>${words}</span></li>`)}
    </ol>
    <p class="quiet">
      From the data of the release; agreed facts in bold.
      ${all.length > shown.length ? `The ${shown.length} moments nearest to going live, of ${all.length}; review.json has them all.` : ''}
    </p>
  </section>`;
}
