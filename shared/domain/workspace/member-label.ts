import type { Member } from './workspace.ts';

/** How somebody reads in a list: the display text and the role, and the code where two people have one display text. */
export function memberLabel(member: Member, members: readonly Member[]): string {
  const isShared = members.some(({ id, display, active }) => active && id !== member.id && display === member.display);
  return [member.display, ...(isShared ? [member.id] : []), member.role].join(' · ');
}
