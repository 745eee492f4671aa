import type { Calendar, Condition, Policy } from '../../../shared/domain/policy/policy.ts';
import type { TierPolicy } from '../../../shared/domain/policy/tier-policy.ts';
import { countOf } from '../../ui/format-number.ts';

type Scalar = string | number | boolean;

/** `changeType is major, minor or emergency`. */
export function conditionWords(condition: Condition): string {
  const { field } = condition;
  if ('is' in condition) return `${field} is ${anyOf(condition.is)}`;
  if ('isNot' in condition) return `${field} is not ${anyOf(condition.isNot)}`;
  if ('above' in condition) return `${field} is above ${condition.above}`;
  if ('atLeast' in condition) return `${field} is at least ${condition.atLeast}`;
  if ('below' in condition) return `${field} is below ${condition.below}`;
  return `${field} is at most ${condition.atMost}`;
}

function anyOf(value: Scalar | readonly Scalar[]): string {
  const list = [value].flat().map((each) => (each === true ? 'yes' : each === false ? 'no' : String(each)));
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} or ${list.at(-1) ?? ''}`;
}

const list = (words: readonly string[], none: string): string => (words.length === 0 ? none : words.join(', '));

/** What a tier asks, row by row: the same rows for every tier. */
export const tierRows: readonly { readonly name: string; readonly of: (tier: TierPolicy) => string }[] = [
  { name: 'Template', of: ({ template }) => template },
  {
    name: 'Held',
    of: ({ light, timeline }) =>
      light === null
        ? `as a meeting of ${timeline.lengthMinutes} minutes`
        : `as a form, closed by itself after ${light.objectionHours} hours without dissent`,
  },
  {
    name: 'In the room',
    of: ({ quorum }) =>
      `at least ${quorum.heads === 1 ? 'one person' : `${quorum.heads} people`}${quorum.ceiling === null ? '' : `, at most ${quorum.ceiling}`}`,
  },
  { name: 'Roles besides the seats', of: ({ quorum }) => list(quorum.roles, 'none') },
  { name: 'Deputies', of: ({ quorum }) => (quorum.substitutes ? 'may stand in' : 'may not stand in') },
  {
    name: 'Due',
    of: ({ timeline }) =>
      `${countOf(timeline.dueDays, 'day')} after the deployment, with ${countOf(timeline.soakHours, 'hour')} of data at least`,
  },
  { name: 'KPIs needed', of: ({ kpis }) => list(kpis, 'none') },
  { name: 'Signed by', of: ({ signOffs }) => list(signOffs, 'nobody') },
  {
    name: 'Commitments',
    of: ({ commitments }) =>
      `due within ${countOf(commitments.dueDays, 'day')}; ideas are looked at again after ${countOf(commitments.soakDays, 'day')}`,
  },
];

const dayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/** `Monday, Tuesday and Thursday, 09:00 to 17:00 where each attendee is`. */
export function workingWords({ workingDays, workingHours }: Calendar): string {
  const names = workingDays.map((day) => dayNames[day]);
  const days = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  return `${days}, ${workingHours.from} to ${workingHours.to} where each attendee is`;
}

export function sprintWords({ sprint }: Calendar): string {
  if (sprint === null) return 'no sprints';
  const days = sprint.keepFree.length === 0 ? 'keeps no day free' : `keeps day ${sprint.keepFree.join(', ')} free`;
  return `every ${sprint.days} days from ${sprint.start}; each ${days}`;
}

/** What a policy is called: `acme, version 3` and, where one lies on it, `with berlin, version 1`. */
export const policyName = (policy: Policy, overlay: { readonly id: string; readonly version: number } | null): string =>
  `${policy.policy}, version ${policy.version}${overlay === null ? '' : `, with ${overlay.id}, version ${overlay.version}`}`;
