import { meetingTimeText, spanText } from '../meeting/clock-text.ts';
import { html, joined, said, type Html } from './html.ts';
import type { RecordRecording, RecordRecordings } from './record-recordings.ts';
import type { Context } from './report-appendix.ts';
import { person, when } from './report-words.ts';

/** [M3.6] What everybody was asked before they were recorded, what they answered, and what was kept of the sound. */
export function recordings(context: Context): Html | string {
  const { recorded } = context.record;
  if (recorded === undefined) return '';
  return html`<section>
    <h2>Recorded</h2>
    ${recorded.consent === null ? '' : consentWords(recorded.consent, context)}
    ${recorded.recordings.length === 0 ? html`<p>Nothing was recorded.</p>` : ''}
    ${recorded.recordings.map((each) => oneRecording(each, context))}
  </section>`;
}

function consentWords(consent: NonNullable<RecordRecordings['consent']>, { workspace }: Context): Html {
  const of = (answer: 'agrees' | 'objects'): readonly Html[] =>
    joined(
      consent.answers.filter((each) => each.answer === answer).map(({ member }) => person(workspace, member)),
      ', ',
    );
  const objected = of('objects');
  const agreed = of('agrees');
  return html`<p>Everybody was asked: <q>${said(consent.text)}</q></p>
    <p>
      ${agreed.length === 0 ? 'Nobody agreed.' : html`Agreed: ${agreed}.`}
      ${objected.length === 0 ? '' : html`Objected: ${objected}.`}
    </p>`;
}

function oneRecording({ startedAt, stopped, file, notices, cuts }: RecordRecording, context: Context): Html {
  const { record, workspace } = context;
  return html`<p>
      From
      ${when(startedAt, record.zone)}${stopped === null ? ', not known to have ended when this was written' : html`: ${spanText(stopped.durationMs)} of sound, ${endings[stopped.why] ?? stopped.why}`}.
      The sound is not in this record; it is kept apart from it, for a time of its own.
    </p>
    ${notices.length === 0 ? '' : html`<p class="quiet">${joined(notices.map(noticeWords), '; ')}.</p>`}
    ${cuts.map(
      (cut) =>
        html`<p>
          Taken out, ${meetingTimeText(cut.fromPlaceMs)} to ${meetingTimeText(cut.toPlaceMs)}, because
          ${person(workspace, cut.member)} objected: ${said(cut.reason)}
        </p>`,
    )}
    <p class="quiet">
      ${stopped === null ? '' : html`Pieces up to <code>${stopped.link}</code>`}${file === null ? '' : html`, as one file sha256 <code>${file.sha256}</code>`}
    </p>`;
}

const endings: Readonly<Record<string, string>> = {
  asked: 'stopped by the facilitator',
  closed: 'ended with the review',
  recovered: 'cut short by a crash and recovered',
  'disk-full': 'stopped because the disk was nearly full',
  'device-lost': 'ended because the microphone was lost',
};

const noticeNames: Readonly<Record<string, string>> = {
  silence: 'silence',
  'device-lost': 'the microphone was lost',
  'device-back': 'the microphone was back',
  sleep: 'the machine slept',
  gap: 'a gap',
  'low-space': 'little space left on the disk',
  recovered: 'recovered after a crash',
};

const noticeWords = ({ what, placeMs, lengthMs }: RecordRecording['notices'][number]): Html =>
  html`${noticeNames[what] ?? what} at
  ${meetingTimeText(placeMs)}${lengthMs === null ? '' : ` for ${spanText(lengthMs)}`}`;
