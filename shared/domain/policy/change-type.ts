import type { ChangeType } from './trigger-event.ts';

/** `v4.18.0`, `checkout-4.18`, `4.18.0-rc.1`; the numbers are those before any pre-release or build. */
const numbered = /^(?:[a-z][a-z0-9_-]*?[-_@/])?v?(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?(?![\d.])/i;

/**
 * What kind of change a deployment is, by its version and the one that ran before it. Versions that are no numbers with
 * dots, or that count years (`2026.3`), tell nothing: `unknown`, never a guess.
 */
export function changeTypeOf(version: string, before: string | undefined): ChangeType {
  if (/(?:^|[^a-z])(?:hotfix|emergency)(?:[^a-z]|$)/i.test(version)) return 'emergency';
  if (before === undefined) return 'unknown';
  if (version === before) return 'configuration';
  const [now, then] = [partsOf(version), partsOf(before)];
  if (now === undefined || then === undefined) return 'unknown';
  if (now[0] !== then[0]) return 'major';
  return now[1] === then[1] ? 'patch' : 'minor';
}

function partsOf(version: string): readonly [number, number] | undefined {
  const match = numbered.exec(version.trim());
  if (match === null) return undefined;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major >= 1970 && major <= 2200 ? undefined : [major, minor];
}
