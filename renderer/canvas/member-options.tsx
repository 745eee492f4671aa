import { memberLabel } from '../../shared/domain/workspace/member-label.ts';
import type { Member } from '../../shared/domain/workspace/workspace.ts';

type Props = {
  readonly members: readonly Member[];
  /** Whom there is no point in choosing. */
  readonly except?: string | null;
};

/** The options of a choice among those who are in the roster now. Two people of one name are told apart. */
export const MemberOptions = ({ members, except = null }: Props) =>
  members
    .filter((member) => member.active && member.id !== except)
    .map((member) => (
      <option key={member.id} value={member.id}>
        {memberLabel(member, members)}
      </option>
    ));
