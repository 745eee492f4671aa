import { html, joined, said, type Html } from './html.ts';
import type { Workspace } from '../domain/workspace/workspace.ts';

/** How somebody of the roster is shown; their code where the roster has no more. */
export const person = (workspace: Workspace, id: string): Html =>
  said(workspace.members.find((member) => member.id === id)?.display ?? (id === '' ? '–' : id));

/** `6 Nov 2026, 14:05` in the review's zone; with seconds and without the year where many stand below each other. */
export function when(iso: string, zone: string, seconds = false): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    ...(seconds ? {} : { year: 'numeric' as const }),
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' as const } : {}),
    hourCycle: 'h23',
  }).format(Date.parse(iso));
}

/** `2026-11-06` as `6 Nov 2026`. */
export const day = (date: string): string =>
  date === ''
    ? ''
    : new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }).format(
        Date.parse(date),
      );

/** `14:05` in the review's zone. */
export const clock = (iso: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    Date.parse(iso),
  );

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
