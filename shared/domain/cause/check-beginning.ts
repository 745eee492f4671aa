import type { Effect } from './cause.ts';
import type { Beginning } from './cause-findings.ts';
import { secondsText } from './check-words.ts';

type Ground = { readonly effect: Pick<Effect, 'from'> | null; readonly zone: string };

/**
 * [M4.4] Time precedes effect: what the evidence shows began before the effect did, whichever moment of its interval is
 * the true one. Something that was done decides; a change between two looks is dated by a delivery that lies between
 * them; what was only seen decides where nothing was done. “Cannot tell” is not passed.
 */
export function checkBeginning(
  began: readonly Beginning[],
  { effect, zone }: Ground,
): { readonly passed: boolean; readonly told: string } {
  const from = effect?.from ?? null;
  if (from === null)
    return {
      passed: false,
      told: 'Nobody said when the effect began. Word the effect (H) with its time in front, such as “14:05:30 checkout slow”, or take it from a fact.',
    };
  const deliveries = began.filter(({ kind }) => kind === 'delivery');
  const dated = began.filter((each) => each.kind !== 'change' || !deliveries.some((delivery) => lies(delivery, each)));
  const decisive = dated.filter(({ kind }) => kind !== 'seen');
  const ordered = (decisive.length > 0 ? decisive : dated).toSorted((a, b) => a.to - b.to);
  const first = ordered[0];
  const at = (beside: number): string => `the effect from ${secondsText(from, zone, beside)}`;
  if (first === undefined)
    return {
      passed: false,
      told: `No piece says when it began (${at(from)}). Attach one that has a time: a deployment, a configuration diff, a metric window.`,
    };
  const tell = (each: Beginning): string => `${each.what} ${intervalText(each, zone, from)}, ${at(each.to)}`;
  const before = ordered.filter(({ to }) => to <= from);
  const best = before.find(({ kind }) => kind === 'delivery') ?? before[0];
  if (best !== undefined) return { passed: true, told: tell(best) };
  const open = ordered.find((each) => each.from === null || each.from < from);
  if (open !== undefined)
    return {
      passed: false,
      told: `Cannot tell: ${tell(open)}. ${open.kind === 'change' ? 'Attach the deployment that brought it' : 'Attach a piece that ends by then'}, or correct the time of the effect.`,
    };
  return {
    passed: false,
    told: `It came after: ${tell(first)}. Attach what came before it, or correct the time of the effect.`,
  };
}

/** Whether a delivery lies within the two looks that a change lies between. */
const lies = (delivery: Beginning, change: Beginning): boolean =>
  delivery.to <= change.to && (change.from === null || (delivery.from ?? delivery.to) >= change.from);

function intervalText({ from, to }: Beginning, zone: string, beside: number): string {
  const end = secondsText(to, zone, beside);
  if (from === to) return end;
  return from === null ? `by ${end}` : `between ${secondsText(from, zone, beside)} and ${end}`;
}
