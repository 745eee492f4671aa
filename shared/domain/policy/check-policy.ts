import { checkFields } from './field-kinds.ts';
import { checkLadders } from './check-ladders.ts';
import type { Calendar, Policy } from './policy.ts';
import type { PolicyFault, PolicyPath } from './policy-fault.ts';
import { reviewTiers, type ReviewTier } from './tier-policy.ts';

const day = 86_400_000;
/** Days; a longer one is more likely a slip of the year. */
const longestBlackout = 366;

/** What a policy of the right shape can still get wrong: names that lead nowhere, circles, and bounds that contradict. */
export const checkPolicy = (policy: Policy): readonly PolicyFault[] => [
  ...reviewTiers.flatMap((tier) => checkTier(policy, tier)),
  ...repeated(policy.triggers, ({ id }) => id.toLowerCase(), ['triggers'], 'id', 'rule'),
  ...checkFields(policy.triggers),
  ...checkCalendar(policy.calendar),
  ...checkLadders(policy.escalation),
  ...checkTaxonomy(policy.taxonomy),
];

function checkTier({ tiers, calendar }: Policy, name: ReviewTier): readonly PolicyFault[] {
  const { quorum, timeline, light, signOffs, kpis } = tiers[name];
  const at = (...rest: string[]): PolicyPath => ['tiers', name, ...rest];
  const faults: PolicyFault[] = [
    ...repeated(quorum.roles, String, at('quorum', 'roles'), null, 'role'),
    ...repeated(signOffs, String, at('signOffs'), null, 'sign-off'),
    ...repeated(kpis, String, at('kpis'), null, 'KPI'),
  ];
  const least = Math.max(quorum.heads, quorum.roles.length);
  if (quorum.ceiling !== null && least > quorum.ceiling)
    faults.push({
      path: at('quorum', quorum.heads > quorum.ceiling ? 'heads' : 'roles'),
      message: `The room needs ${least} people and holds ${quorum.ceiling}.`,
      mend: 'Raise the ceiling, or ask for fewer.',
    });
  if (timeline.soakHours >= timeline.dueDays * 24)
    faults.push({
      path: at('timeline', 'soakHours'),
      message: `${timeline.soakHours} hours of data are there only when the ${timeline.dueDays} days are over.`,
      mend: 'Let dueDays be longer than soakHours.',
    });
  const open = minutesOf(calendar.workingHours.to) - minutesOf(calendar.workingHours.from);
  if (open > 0 && timeline.lengthMinutes > open)
    faults.push({
      path: at('timeline', 'lengthMinutes'),
      message: `${timeline.lengthMinutes} minutes do not fit into working hours of ${open}.`,
      mend: 'Shorten the review, or widen the working hours.',
    });
  if (name === 'full' && light !== null)
    faults.push({
      path: at('light'),
      message: 'A full review is a meeting; it cannot close by itself.',
      mend: 'Write light: null.',
    });
  return faults;
}

function checkCalendar({ workingDays, workingHours, blackouts, sprint }: Calendar): readonly PolicyFault[] {
  const faults: PolicyFault[] = [...repeated(workingDays, String, ['calendar', 'workingDays'], null, 'day')];
  if (workingHours.from >= workingHours.to)
    faults.push({
      path: ['calendar', 'workingHours', 'to'],
      message: `Work ends at ${workingHours.to}, which is not after ${workingHours.from}.`,
      mend: 'Let "to" be later than "from" on the same day.',
    });
  blackouts.forEach(({ from, to }, index) => {
    const path = ['calendar', 'blackouts', index, 'to'];
    const days = (Date.parse(to) - Date.parse(from)) / day + 1;
    if (days < 1) faults.push({ path, message: `It ends on ${to}, before ${from}.`, mend: 'Swap the two days.' });
    if (days > longestBlackout)
      faults.push({
        path,
        message: `It lasts ${days} days.`,
        mend: `At most ${longestBlackout} days; look at the year.`,
      });
  });
  if (sprint === null) return faults;
  const path = ['calendar', 'sprint', 'keepFree'];
  sprint.keepFree.forEach((each, index) => {
    if (each > sprint.days)
      faults.push({
        path: [...path, index],
        message: `A sprint of ${sprint.days} days has no day ${each}.`,
        mend: `Days count from 1 to ${sprint.days}.`,
      });
  });
  faults.push(...repeated(sprint.keepFree, String, path, null, 'day'));
  if (new Set(sprint.keepFree).size >= sprint.days)
    faults.push({
      path,
      message: 'A sprint keeps all of its days free.',
      mend: 'Leave one on which a review is held.',
    });
  return faults;
}

function checkTaxonomy(taxonomy: Policy['taxonomy']): readonly PolicyFault[] {
  const other: readonly PolicyFault[] = taxonomy.some(({ id }) => id === 'other')
    ? []
    : [
        {
          path: ['taxonomy'],
          message: 'It has no class "other".',
          mend: 'Add {id: other, title: Other}: what fits no class is put there, and counted.',
        },
      ];
  return [...other, ...repeated(taxonomy, ({ id }) => id, ['taxonomy'], 'id', 'class')];
}

/** Entries that stand there twice, at the later one. `key` is the part of an entry that names it. */
function repeated<T>(
  list: readonly T[],
  name: (entry: T) => string,
  path: PolicyPath,
  key: string | null,
  noun: string,
): readonly PolicyFault[] {
  const names = list.map(name);
  return names.flatMap((each, index) =>
    names.indexOf(each) === index
      ? []
      : [
          {
            path: [...path, index, ...(key === null ? [] : [key])],
            message: `There is a ${noun} "${each}" already; capitals make no difference.`,
            mend: key === null ? 'Take one of them out.' : 'Give it a name of its own.',
          },
        ],
  );
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
