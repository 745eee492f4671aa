import { boneTitles } from '../canvas/bone-titles.ts';
import { checkTitles } from '../domain/cause/cause-check.ts';
import { categories } from '../domain/cause/cause.ts';
import { canvasTitles, stopTitles } from './cause-words.ts';
import { causesDrawing } from './report-drawing.ts';
import { html, joined, said, type Html } from './html.ts';
import type { RecordCause, RecordSeen } from './record-causes.ts';
import { against, byFacilitator, day, numbersOf, when } from './report-words.ts';
import type { ReviewRecord } from './review-record.ts';

/** What was explained, and each cause by its state with what carries it, or why not. */
export function causesSection(record: ReviewRecord): Html {
  return html`<section>
    <h2>Causes</h2>
    ${effectWords(record)}
    ${record.causes.length === 0 ? html`<p class="quiet">No cause was recorded.</p>` : causeTable(record)}
  </section>`;
}

/** How the causes were found: the triage, the drawing, what was checked, what keeps coming back. */
export function causesFound(record: ReviewRecord): Html | string {
  if (record.triage === null && record.causes.length === 0) return '';
  return html`<section>
    <h2>How the causes were found</h2>
    ${triageWords(record)} ${causesDrawing(record)} ${placesOf(record)} ${checksOf(record)} ${comingBack(record)}
    ${boardWords(record)}
  </section>`;
}

function effectWords({ effect, zone }: ReviewRecord): Html | string {
  if (effect === null) return '';
  const from = effect.from === null ? '' : html` <span class="quiet">from ${when(effect.from, zone, true)}</span>`;
  return html`<p>What was explained: <strong dir="auto">${effect.text}</strong>${from}</p>`;
}

const questions = [
  ['directEvidence', 'evidence shows the cause directly'],
  ['recurring', 'it has happened before'],
  ['severalComponents', 'several components are involved'],
] as const;

/** [M4.1] The three answers, and every canvas that was opened, with the reason where the answers spoke against it. */
function triageWords({ triage }: ReviewRecord): Html | string {
  if (triage === null) return '';
  const { answers, opened } = triage;
  return html`${answers === null ? '' : html`<p class="quiet">Triage: ${questions.map(([name, words]) => `${words}: ${answers[name] ? 'yes' : 'no'}`).join('; ')}.</p>`}
  ${opened.map(
    ({ canvas, reason }) =>
      html`<p class="${reason === null ? 'quiet' : 'note'}">
        Drawn as ${canvasTitles[canvas]}${reason === null ? '.' : html`, against the answers, because: ${said(reason)}`}
      </p>`,
  )}`;
}

const stateOrder: readonly RecordCause['state'][] = ['validated', 'supported', 'hypothesis', 'stopped', 'rejected'];

function causeTable(record: ReviewRecord): Html {
  const rows = stateOrder.flatMap((state) => record.causes.filter((cause) => cause.state === state));
  return html`<table class="causes">
    <thead>
      <tr>
        <th>cause</th>
        <th>state</th>
        <th>evidence, or why not</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cause) =>
          html`<tr id="${anchorOf(cause)}">
            <td>
              ${cause.state === 'rejected' ? html`<s dir="auto">${cause.text}</s>` : said(cause.text)}${byFacilitator(record, cause.author)}
            </td>
            <td class="fit state-${cause.state}">
              ${cause.state}${record.rootCauses.includes(cause.id) ? html`<br /><span class="quiet">root cause</span>` : ''}
            </td>
            <td>${evidenceOf(cause)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const anchorOf = ({ id }: Pick<RecordCause, 'id'>): string => `cause-${id}`;

/** The classes, and where each hangs, for whoever cannot see the drawing. */
function placesOf(record: ReviewRecord): Html | string {
  if (record.causes.length === 0) return '';
  return html`<h3>Where each hangs, and its class</h3>
    <ul class="plain">
      ${record.causes.map((cause) => html`<li>${said(cause.text)} <span class="quiet">${joined(placeOf(cause, record), ' · ')}</span></li>`)}
    </ul>`;
}

const gateWords = { none: null, and: 'needs all below it', or: 'any below it suffices' } as const;

/** Where it hangs, what it leads to, and what kind of cause it is. */
function placeOf(cause: RecordCause, record: ReviewRecord): readonly Html[] {
  const bone = categories.find((each) => each === cause.category);
  const leadsTo = [cause.parent, ...cause.links].flatMap((to) => record.causes.find(({ id }) => id === to)?.text ?? []);
  const gate = gateWords[cause.gate];
  return [
    html`${bone === undefined ? cause.category : boneTitles[bone]}`,
    ...(cause.kind === 'condition' ? [html`a condition`] : []),
    ...leadsTo.map((text) => html`leads to “${said(text)}”`),
    ...(gate === null ? [] : [html`${gate}`]),
    ...(cause.class === null ? [] : [classOf(cause, cause.class.title)]),
  ];
}

/** `Configuration drift in pool (db.pool.max)`. */
function classOf({ classText, component, key }: RecordCause, title: string): Html {
  return html`${said(title)}${classText === null ? '' : html`: ${said(classText)}`}${component === null ? '' : html` in ${said(component)}`}${key === null ? '' : html` (<code dir="auto">${key}</code>)`}`;
}

function evidenceOf(cause: RecordCause): Html {
  const why = cause.stopped === null ? cause.reason : `${stopTitles[cause.stopped]}: ${cause.reason ?? ''}`;
  const missing =
    cause.state === 'hypothesis' ? missingOf(cause) : cause.evidence.length === 0 && why === null ? 'none' : '';
  const told = [
    ...(why === null ? [] : [said(why)]),
    ...(cause.evidence.length === 0 ? [] : [html`evidence ${numbersOf(cause.evidence)}`]),
    ...(missing === '' ? [] : [html`<span class="quiet">${missing}</span>`]),
  ];
  return html`${joined(told, '; ')}${against(cause.against)}`;
}

/** What kept a hypothesis from more. */
const missingOf = ({ evidence }: RecordCause): string =>
  evidence.length === 0 ? 'no evidence that supports it was brought' : 'not judged, or nothing but testimony';

/** [M4.4] Check by check, why a cause counts as validated. */
function checksOf({ causes }: ReviewRecord): Html | string {
  const validated = causes.filter(({ checks }) => checks.length > 0);
  if (validated.length === 0) return '';
  return html`<h3>Checked</h3>
    ${validated.map(
      (cause) =>
        html`<table class="whole">
          <caption dir="auto">
            ${cause.text}
          </caption>
          <tbody>
            ${cause.checks.map(
              ({ check, passed, told }) =>
                html`<tr>
                  <th scope="row">${checkTitles[check]}</th>
                  <td class="fit ${passed ? 'state-supported' : 'over'}">${passed ? 'passed' : 'failed'}</td>
                  <td dir="auto">${told}</td>
                </tr>`,
            )}
          </tbody>
        </table>`,
    )}`;
}

const seenWords = (seen: readonly RecordSeen[]): string =>
  seen.length === 0
    ? 'not seen before'
    : `seen before in ${seen.map(({ review, at }) => `${review} (${day(at.slice(0, 10))})`).join(', ')}`;

/** [M4.3] Which causes happened once and which keep coming back, with what was counted. */
function comingBack({ causes }: ReviewRecord): Html | string {
  const scoped = causes.flatMap(({ text, scope }) => (scope === null ? [] : [{ text, scope }]));
  if (scoped.length === 0) return '';
  return html`<h3>Specific or systemic</h3>
    ${scoped.map(
      ({ text, scope }) =>
        html`<p class="${scope.is === 'systemic' ? 'note' : 'quiet'}">
          ${said(text)}: ${scope.is},
          ${seenWords(scope.seen)}.${scope.reason === null ? '' : html` Because: ${said(scope.reason)}`}
        </p>`,
    )}`;
}

/** [M4.5] What went to the architecture board, and what did not, with why. */
function boardWords({ boardMatters }: ReviewRecord): Html | string {
  if (boardMatters.length === 0) return '';
  return html`<h3>Architecture board</h3>
    ${boardMatters.map(
      (matter) =>
        html`<p class="note">
          ${said(matter.class.title)} in ${said(matter.component)}, ${seenWords(matter.seen)}:
          ${matter.topic === null ? 'not sent' : 'sent'}, because: ${said(matter.reason)}
        </p>`,
    )}`;
}
