import { memberLabel } from '../../shared/domain/workspace/member-label.ts';
import type { Member } from '../../shared/domain/workspace/workspace.ts';

/** The options of a choice among those who are in the roster now. */
export const MemberOptions = ({ members }: { readonly members: readonly Member[] }) =>
  members
    .filter((member) => member.active)
    .map((member) => (
      <option key={member.id} value={member.id}>
        {memberLabel(member, members)}
      </option>
    ));
