import { canvasTitles } from './cause-words.ts';
import { html, joined, said, type Html } from './html.ts';
import { person, when } from './report-words.ts';
import type { Context } from './report-appendix.ts';
import type { ReviewRecord } from './review-record.ts';
import { dayTimeText } from './zone-text.ts';

type Waiver = { readonly what: Html; readonly why: string };

/** Every rule that was not kept as it stands, with the reason that somebody gave: an auditor looks here first. */
export function waivers(context: Context): Html {
  const all = [
    ...ofTheRelease(context),
    ...ofTheGate(context),
    ...ofTheMeeting(context),
    ...ofTheFindings(context.record),
  ];
  return html`<section class="${all.length <= 12 ? 'whole' : ''}">
    <h2>Waived and overruled</h2>
    ${
      all.length === 0
        ? html`<p class="quiet">Nothing was waived, and no rule was overruled.</p>`
        : html`<ul class="plain">
            ${all.map(({ what, why }) => html`<li>${what}: ${said(why)}</li>`)}
          </ul>`
    }
  </section>`;
}

function ofTheRelease({ record, workspace }: Context): readonly Waiver[] {
  const { light } = record;
  const withoutBaseline = light?.filed?.withoutBaseline ?? null;
  return [
    ...record.waived.map(({ service, kpi, reason }) => ({
      what: html`Went on without ${kpi} of ${said(service)}, which nothing measures`,
      why: reason,
    })),
    ...record.joint.flatMap(({ service, waived }) =>
      waived === null
        ? []
        : [{ what: html`${said(service)} waived by ${person(workspace, waived.by)}`, why: waived.reason }],
    ),
    ...(withoutBaseline === null ? [] : [{ what: html`Figures without a baseline`, why: withoutBaseline }]),
    ...(record.lighter === null
      ? []
      : [
          {
            what: html`Opened lighter than rule ${record.lighter.rules.join(', ')} asks for`,
            why: record.lighter.reason,
          },
        ]),
  ];
}

/** Overrides of the gate (M7.6) that stood when the record was put together; a signed record tells of no later one. */
function ofTheGate({ record, workspace }: Context): readonly Waiver[] {
  const releases = [record.release, ...record.joint.flatMap((joined) => joined.releases)];
  return workspace.gate.tokens.flatMap((token) => {
    if (token.kind !== 'override' || !releases.some((each) => each === token.release)) return [];
    const by = joined(
      token.issuers.map(({ member, role }) => html`${person(workspace, member)} (${role.replaceAll('-', ' ')})`),
      ' and ',
    );
    const until = dayTimeText(token.expiresAt, record.zone);
    const ended = token.revoked === null ? '' : html`, revoked ${dayTimeText(token.revoked.at, record.zone)}`;
    return [
      {
        what: html`The gate’s refusal of ${said(token.release)} overridden by ${by} until ${until}${ended}`,
        why: token.reason,
      },
    ];
  });
}

const exceptionWords: { readonly [K in ReviewRecord['hostExceptions'][number]['kind']]: string } = {
  'twice-running': 'hosted the last one too',
  'in-timeline': 'has a part in what was reviewed',
};

/** Quorum (M1.2), date (M1.4), rota (M3.5). */
function ofTheMeeting({ record, workspace }: Context): readonly Waiver[] {
  const { scheduled, zone, hostReason, hostExceptions, attendance } = record;
  const which = hostExceptions.map(({ role, kind }) => `the ${role} ${exceptionWords[kind]}`);
  return [
    ...(attendance.inquorateReason === null
      ? []
      : [
          {
            what: html`Held without a quorum, so it gives no gate token but by override`,
            why: attendance.inquorateReason,
          },
        ]),
    ...(scheduled.at === null || scheduled.reason === null
      ? []
      : [{ what: html`Its date, ${when(scheduled.at, zone)}, needed a reason`, why: scheduled.reason }]),
    ...(hostReason === null ? [] : [{ what: html`Named out of the rota, as ${which.join('; ')}`, why: hostReason }]),
    ...record.passedOver.map(({ member, role, reason }) => ({
      what: html`${person(workspace, member)} passed over as ${role}`,
      why: reason,
    })),
  ];
}

/** Canvases against the answers (M4.1), words kept as written (M3.3), matters kept from the board (M4.5). */
function ofTheFindings({ triage, wordingOverrides, boardMatters, causes }: ReviewRecord): readonly Waiver[] {
  return [
    ...(triage?.opened ?? []).flatMap(({ canvas, reason }) =>
      reason === null ? [] : [{ what: html`Drawn as ${canvasTitles[canvas]}, against the answers`, why: reason }],
    ),
    ...wordingOverrides.map(({ text, rules, reason }) => ({
      what: html`“${said(text)}” kept as written against
      ${joined(
        rules.map((rule) => html`${rule}`),
        ', ',
      )}`,
      why: reason,
    })),
    ...causes.flatMap(({ text, scope }) =>
      scope === null || scope.reason === null
        ? []
        : [{ what: html`“${said(text)}” called ${scope.is} against the count`, why: scope.reason }],
    ),
    ...boardMatters.flatMap((matter) =>
      matter.topic === null
        ? [
            {
              what: html`${said(matter.class.title)} in ${said(matter.component)} not sent to the board`,
              why: matter.reason,
            },
          ]
        : [],
    ),
  ];
}
