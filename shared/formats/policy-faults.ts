import type { z } from 'zod';
import { pathText, type PolicyFault, type PolicyPath } from '../domain/policy/policy-fault.ts';
import type { TextPlace } from '../lib/text-place.ts';
import type { PlacedFault, Positions } from './policy-document.ts';
import { nearestWord } from './policy-nearest.ts';

type Issue = z.core.$ZodIssue;

/** Keys that a schema has at a path; none where it has no fixed ones. */
export type KeysAt = (path: PolicyPath) => readonly string[];

/** What the schema found, as faults with their places; values are those of the document. */
export function placeIssues(
  issues: readonly Issue[],
  value: unknown,
  positions: Positions,
  keysAt: KeysAt,
): readonly PlacedFault[] {
  return issues.flatMap((issue): PlacedFault[] => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        ...unknownKey(key, keysAt(path)),
        path: [...path, key],
        ...keyPlace(positions, [...path, key]),
      }));
    if (isCondition(path)) return conditionFaults(at(value, path), path, positions);
    const given = at(value, path);
    return [{ ...wordsOf(issue, given, path, keysAt), path, ...placeOf(positions, path, given === undefined) }];
  });
}

/** Faults of the rules, which know paths, at their places in the text. */
export const placeFaults = (faults: readonly PolicyFault[], positions: Positions): readonly PlacedFault[] =>
  faults.map((fault) => ({ ...fault, ...placeOf(positions, fault.path, false) }));

/** The place of a path's value, or of the nearest that stands around it. */
function placeOf(positions: Positions, path: PolicyPath, isMissing: boolean): TextPlace {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = positions.get(pathText(path.slice(0, length)));
    if (found !== undefined) return isMissing ? found.key : found.value;
  }
  return { line: 1, column: 1 };
}

const keyPlace = (positions: Positions, path: PolicyPath): TextPlace =>
  positions.get(pathText(path))?.key ?? { line: 1, column: 1 };

function unknownKey(key: string, known: readonly string[]): Pick<PolicyFault, 'message' | 'mend'> {
  const near = nearestWord(key, known);
  return {
    message: `"${key}" is not known here.`,
    mend: near === undefined ? `Take it out. Known here: ${known.join(', ') || 'nothing'}.` : `Did you mean ${near}?`,
  };
}

function wordsOf(
  issue: Issue,
  given: unknown,
  path: PolicyPath,
  keysAt: KeysAt,
): Pick<PolicyFault, 'message' | 'mend'> {
  const name = path.findLast((part) => typeof part === 'string') ?? 'this';
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = kindWords[issue.expected] ?? issue.expected;
      if (given === undefined)
        return {
          message: `${pathText(path)} is missing.`,
          mend: `Write ${String(path.at(-1))}: ${wanted}${keysHint(keysAt(path))}.`,
        };
      return { message: `${name} is ${shown(given)}, and ${wanted} is wanted.`, mend: hintFor(given, issue.expected) };
    }
    case 'invalid_value': {
      const words = issue.values.map(String);
      const near = typeof given === 'string' ? nearestWord(given, words) : undefined;
      const message =
        given === undefined ? `${pathText(path)} is missing.` : `${name} is ${shown(given)}, which is not known here.`;
      return { message, mend: near === undefined ? `One of: ${words.join(', ')}.` : `Did you mean ${near}?` };
    }
    case 'too_small':
    case 'too_big': {
      const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      const unit = issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : '';
      return { message: `${name} is ${shown(given)}.`, mend: `Write ${bound}${unit}.` };
    }
    case 'invalid_key':
      return {
        message: `"${String(path.at(-1))}" cannot be a name.`,
        mend: 'Small letters and digits, joined by single hyphens, at least 2.',
      };
    case 'invalid_format':
      return { message: `${name} is ${shown(given)}.`, mend: formatHint(name) };
    default:
      return {
        message: `${name} is ${shown(given)}: ${issue.message}.`,
        mend: 'See docs/policy.md for what stands here.',
      };
  }
}

const kindWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of names',
};

const keysHint = (keys: readonly string[]): string => (keys.length === 0 ? '' : ` with ${keys.join(', ')}`);

function hintFor(given: unknown, expected: string): string {
  if (expected === 'boolean' && typeof given === 'string' && /^(?:yes|no|on|off)$/i.test(given))
    return `Write ${/^(?:yes|on)$/i.test(given) ? 'true' : 'false'}.`;
  const isNumeric = typeof given === 'string' && given.trim() !== '' && Number.isFinite(Number(given));
  if ((expected === 'number' || expected === 'int') && isNumeric) return `Write ${Number(given)} without quotes.`;
  if (expected === 'string') return 'Write text; in quotes if it looks like a number or a date.';
  return `Write ${kindWords[expected] ?? expected}.`;
}

const formatHint = (name: string): string => {
  if (name === 'start') return 'Write a day: 2026-03-27.';
  if (name === 'from' || name === 'to')
    return 'Write a day (2026-03-27) in blackouts, a time of day ("09:00") in workingHours.';
  if (name === 'off') return 'Write ids of wording rules: W4.';
  return 'Small letters and digits, joined by single hyphens, a letter first.';
};

const operators = ['is', 'isNot', 'above', 'atLeast', 'below', 'atMost'] as const;
const isCondition = (path: PolicyPath): boolean => path.length === 4 && path[0] === 'triggers' && path[2] === 'when';

/** A condition is one of six shapes, so the schema's own words would tell of all six. */
function conditionFaults(given: unknown, path: PolicyPath, positions: Positions): PlacedFault[] {
  const fault = (message: string, mend: string, ...rest: readonly string[]): PlacedFault => ({
    path: [...path, ...rest],
    message,
    mend,
    ...placeOf(positions, [...path, ...rest], false),
  });
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return [fault(`A condition is ${shown(given)}.`, 'Write {field: impact.incidents, atLeast: 1}.')];
  const keys = Object.keys(given);
  const known = ['field', ...operators];
  const strange = keys.filter((key) => !known.includes(key));
  if (strange.length > 0)
    return strange.map((key) => ({
      ...unknownKey(key, known),
      path: [...path, key],
      ...keyPlace(positions, [...path, key]),
    }));
  const field = at(given, ['field']);
  if (typeof field !== 'string' || field === '' || field.length > 120)
    return [fault('A condition names no field.', 'Write field: a name with dots, at most 120 characters.', 'field')];
  const used = operators.filter((operator) => keys.includes(operator));
  const [only] = used;
  if (only === undefined || used.length > 1)
    return [
      fault(
        used.length === 0
          ? `Nothing is asked of ${field}.`
          : `${used.join(' and ')} are asked of ${field} in one condition.`,
        `Write exactly one of ${operators.join(', ')}; further conditions are entries of their own.`,
      ),
    ];
  const wanted =
    only === 'is' || only === 'isNot' ? 'a text, a number, true or false, or a list of 1 to 50 of them' : 'a number';
  return [fault(`${only} is ${shown(at(given, [only]))}.`, `Write ${wanted}.`, only)];
}

/** The value of a document at a path; undefined where there is none. */
function at(value: unknown, path: PolicyPath): unknown {
  let found = value;
  for (const part of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = new Map<string, unknown>(Object.entries(found)).get(String(part));
  }
  return found;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : 'a group of keys';
}
