import { boneTitles } from '../canvas/bone-titles.ts';
import type { Cause } from '../domain/cause/cause.ts';
import { causeSupportText } from '../meeting/outline.ts';

/** What became of the causes between two looks, in one sentence for a live region; empty where nothing did. */
export function causeNews(before: readonly Cause[], after: readonly Cause[]): string {
  if (before === after) return '';
  const old = new Map(before.map((cause) => [cause.id, cause]));
  const now = new Map(after.map((cause) => [cause.id, cause]));
  const added = after.filter((cause) => !old.has(cause.id));
  const removed = before.filter((cause) => !now.has(cause.id));
  if (added.length > 1) return `${added.length} causes added.`;
  if (removed.length > 1) return `${removed.length} causes removed.`;
  const [first] = added;
  if (first !== undefined) return `Added “${first.text}”, ${placeText(first, now)}.`;
  const [gone] = removed;
  if (gone !== undefined) return `Removed “${gone.text}”.`;
  const changed = after.flatMap((cause) => {
    const was = old.get(cause.id);
    return was === undefined || was === cause ? [] : changeText(was, cause, now);
  });
  if (changed.length > 3) return `${changed.length} causes changed.`;
  if (changed.length > 0) return changed.join(' ');
  const moved = after.find((cause, index) => before[index]?.id !== cause.id);
  return moved === undefined ? '' : 'The order changed.';
}

function changeText(was: Cause, cause: Cause, causes: ReadonlyMap<string, Cause>): readonly string[] {
  const name = `“${cause.text}”`;
  if (was.text !== cause.text) return [`Reworded: ${name}.`];
  if (was.state.name !== cause.state.name || was.evidence.length !== cause.evidence.length)
    return [`${name}: ${causeSupportText(cause)}.`];
  // What hangs below a moved cause goes with it and is not told of.
  if (was.parent !== cause.parent || (was.category !== cause.category && cause.parent === null))
    return [`Moved ${name}, ${placeText(cause, causes)}.`];
  if (was.gate !== cause.gate)
    return [cause.gate === 'none' ? `${name}: no gate.` : `${name}: ${cause.gate.toUpperCase()} of what is below it.`];
  if (was.kind !== cause.kind) return [`${name} is a ${cause.kind}.`];
  const [linked] = cause.links.filter((to) => !was.links.includes(to));
  if (linked !== undefined) return [`${name} leads to “${causes.get(linked)?.text ?? ''}” too.`];
  if (was.links.length > cause.links.length) return [`${name}: a link was taken away.`];
  return [];
}

const placeText = (cause: Cause, causes: ReadonlyMap<string, Cause>): string => {
  const above = cause.parent === null ? undefined : causes.get(cause.parent);
  return above === undefined ? `on ${boneTitles[cause.category]}` : `below “${above.text}”`;
};
