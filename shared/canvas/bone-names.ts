import type { Category } from '../domain/cause/cause.ts';

const names: ReadonlyMap<string, Category> = new Map<string, Category>([
  ['change', 'change'],
  ['changes', 'change'],
  ['configuration', 'configuration'],
  ['configurations', 'configuration'],
  ['config', 'configuration'],
  ['settings', 'configuration'],
  ['dependency', 'dependency'],
  ['dependencies', 'dependency'],
  ['detection', 'detection'],
  ['monitoring', 'detection'],
  ['alerting', 'detection'],
  ['measurement', 'detection'],
  ['process', 'process'],
  ['processes', 'process'],
  ['method', 'process'],
  ['methods', 'process'],
  ['environment', 'environment'],
  ['environments', 'environment'],
]);

const people = /^(people|persons?|man|men|manpower|staff|personnel|humans?|human (error|factors?))$/;

const bare = (text: string): string => text.trim().replace(/\s*:$/, '').toLowerCase();

/** The bone that a line names: one of the six, or a close word of other people's fishbones; null where it is a cause. */
export const readBoneName = (text: string): Category | null => names.get(bare(text)) ?? null;

/** Whether a line names the bone that there is none of. */
export const isPeopleBone = (text: string): boolean => people.test(bare(text));
