import type { Random } from './random.ts';

export type Version = readonly [number, number, number];

export type Step = 'major' | 'minor' | 'patch';

export const versionText = (version: Version): string => version.join('.');

/** Mostly minor steps, some patches, now and then a major one. */
export function pickStep(random: Random): Step {
  const share = random.next();
  return share < 0.035 ? 'major' : share < 0.7 ? 'minor' : 'patch';
}

export function nextVersion([major, minor, patch]: Version, step: Step): Version {
  if (step === 'major') return [major + 1, 0, 0];
  return step === 'minor' ? [major, minor + 1, 0] : [major, minor, patch + 1];
}
