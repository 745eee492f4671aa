import { escalationTargets, type Policy } from './policy.ts';
import type { PolicyFault } from './policy-fault.ts';

/** [M1.6] Every target has a ladder, every ladder that follows another is there, and none comes back to itself. */
export function checkLadders({ targets, ladders }: Policy['escalation']): readonly PolicyFault[] {
  const known = Object.keys(ladders).join(', ') || 'none';
  const unknown = (name: string): string => `There is no ladder "${name}".`;
  return [
    ...escalationTargets
      .filter((target) => !Object.hasOwn(ladders, targets[target]))
      .map((target) => ({
        path: ['escalation', 'targets', target],
        message: unknown(targets[target]),
        mend: `Name one of these, or write it: ${known}.`,
      })),
    ...Object.entries(ladders).flatMap(([name, { next }]) =>
      next === null || Object.hasOwn(ladders, next)
        ? []
        : [
            {
              path: ['escalation', 'ladders', name, 'next'],
              message: unknown(next),
              mend: `Name one of these, or null where it ends: ${known}.`,
            },
          ],
    ),
    ...circles(ladders),
  ];
}

/** Each circle once, at the ladder of it that comes first. */
function circles(ladders: Policy['escalation']['ladders']): readonly PolicyFault[] {
  const done = new Set<string>();
  return Object.keys(ladders).flatMap((start) => {
    const walked: string[] = [];
    let name: string | null = start;
    while (name !== null && Object.hasOwn(ladders, name) && !done.has(name) && !walked.includes(name)) {
      walked.push(name);
      name = ladders[name]?.next ?? null;
    }
    const from = name === null ? -1 : walked.indexOf(name);
    for (const each of walked) done.add(each);
    if (from < 0 || name === null) return [];
    return [
      {
        path: ['escalation', 'ladders', walked.at(-1) ?? start, 'next'],
        message: `The ladders go round in a circle: ${[...walked.slice(from), name].join(' → ')}.`,
        mend: 'Let one of them end: next: null.',
      },
    ];
  });
}
