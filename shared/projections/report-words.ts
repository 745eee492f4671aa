import { html, joined, said, type Html } from './html.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';
import { clockText, dateText, dayText, dayTimeText, secondsText } from './zone-text.ts';

/** How somebody of the roster is shown; their code where the roster has no more. */
export const person = (workspace: Workspace, id: string): Html =>
  said(workspace.members.find((member) => member.id === id)?.display ?? (id === '' ? '–' : id));

/** `6 Nov 2026, 14:05` in the review's zone; with seconds and without the year where many stand below each other. */
export function when(iso: string, zone: string, seconds = false): string {
  const at = Date.parse(iso);
  return seconds ? `${dayText(at, zone)}, ${secondsText(at, zone)}` : dayTimeText(at, zone);
}

/** `2026-11-06` as `6 Nov 2026`. */
export const day = (date: string): string => (date === '' ? '' : dateText(Date.parse(date), 'UTC'));

/** `14:05` in the review's zone. */
export const clock = (iso: string, zone: string): string => clockText(Date.parse(iso), zone);

/** Whoever leads the talk and says what happened weighs twice, so it is said. */
export const byFacilitator = (record: { readonly facilitator: string | null }, author: string): Html | string =>
  author === record.facilitator ? html` <span class="quiet">(said by the facilitator)</span>` : '';

/** Exhibits by their numbers, each leading to its place in the list of evidence; apart from each other when copied, too. */
export const numbersOf = (numbers: readonly number[]): readonly Html[] =>
  joined(
    numbers.toSorted((one, other) => one - other).map((number) => html`<a href="#e${number}">${number}</a>`),
    ', ',
  );

/** The same, raised behind a sentence. */
export const refs = (numbers: readonly number[]): Html | string =>
  numbers.length === 0 ? '' : html`<sup>${numbersOf(numbers)}</sup>`;

export const against = (numbers: readonly number[]): Html | string =>
  numbers.length === 0 ? '' : html` <span class="quiet">(contradicted by ${numbersOf(numbers)})</span>`;
