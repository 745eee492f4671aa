/** What an overlay may do with one field of its base (M7.3). */
export const directions = {
  up: { words: 'higher, never lower' },
  down: { words: 'lower, never higher' },
  ceiling: { words: 'lower, or set where the base has none' },
  'only-no': { words: 'from yes to no, never back' },
  superset: { words: 'the whole list, with all of the base in it' },
  subset: { words: 'the whole list, with nothing that the base has not' },
  added: { words: 'only what is added' },
  earlier: { words: 'earlier, never later' },
  later: { words: 'later, never earlier' },
  template: { words: 'a stricter template' },
  meets: { words: 'null: it meets instead of closing by itself' },
  sprint: { words: 'set where the base has none; else more days kept free' },
  ladder: { words: 'a new one; else the rungs of the base, each at most as long, with more after them' },
  fixed: { words: 'nothing: it is as the base has it' },
} as const;
export type Direction = keyof typeof directions;

/**
 * The one table of what an overlay may do, by path; `*` stands for any name. Judgements where a number says nothing by
 * itself: fewer services in cohorts means more reviews of their own; fewer working days and hours mean that no review is
 * held at times the base forbids; recordings kept longer weaken privacy, and shorter lose evidence, so they stay.
 */
export const overlayTable = {
  'tiers.*.template': 'template',
  'tiers.*.quorum.heads': 'up',
  'tiers.*.quorum.roles': 'superset',
  'tiers.*.quorum.substitutes': 'only-no',
  'tiers.*.quorum.ceiling': 'ceiling',
  'tiers.*.timeline.soakHours': 'up',
  'tiers.*.timeline.dueDays': 'down',
  'tiers.*.timeline.lengthMinutes': 'up',
  'tiers.*.signOffs': 'superset',
  'tiers.*.kpis': 'superset',
  'tiers.*.commitments.dueDays': 'down',
  'tiers.*.commitments.soakDays': 'down',
  'tiers.*.light': 'meets',
  'tiers.*.light.objectionHours': 'up',
  triggers: 'added',
  cohortAbovePerDay: 'up',
  'calendar.workingDays': 'subset',
  'calendar.workingHours.from': 'later',
  'calendar.workingHours.to': 'earlier',
  'calendar.blackouts': 'added',
  'calendar.sprint': 'sprint',
  'escalation.targets.*': 'fixed',
  'escalation.ladders.*': 'ladder',
  'rota.rememberWeeks': 'up',
  'retention.recordYears': 'up',
  'retention.recordingDays': 'fixed',
  'retention.transcriptDays': 'fixed',
  taxonomy: 'added',
  'recurrence.systemic.count': 'down',
  'recurrence.systemic.withinDays': 'up',
  'recurrence.board.count': 'down',
  'recurrence.board.withinDays': 'up',
  'wording.extraRoles': 'added',
  'wording.allowed': 'subset',
  'wording.off': 'subset',
} as const satisfies Record<string, Direction>;

/** Templates that ask for all that another does, and more. A workspace's own are not known to, so they are none of them. */
export const stricterTemplates: Readonly<Record<string, readonly string[]>> = {
  light: ['standard', 'regulated'],
  standard: ['regulated'],
};
