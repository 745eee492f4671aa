import Actions from '../../assets/guides/actions.mdx';
import Agree from '../../assets/guides/agree.mdx';
import Async from '../../assets/guides/async.mdx';
import Before from '../../assets/guides/before.mdx';
import Causes from '../../assets/guides/causes.mdx';
import Keys from '../../assets/guides/keys.mdx';
import Closing from '../../assets/guides/closing.mdx';
import Commitments from '../../assets/guides/commitments.mdx';
import Facts from '../../assets/guides/facts.mdx';
import Joint from '../../assets/guides/joint.mdx';
import Light from '../../assets/guides/light.mdx';
import Opening from '../../assets/guides/opening.mdx';
import Time from '../../assets/guides/time.mdx';
import Trouble from '../../assets/guides/trouble.mdx';
import Wording from '../../assets/guides/wording.mdx';
import type { GuideSectionId } from './guide-sections.ts';
import type { ShippedText } from './shipped-text.ts';

/** The guide as compiled by the build. Loaded when somebody opens it. */
export const guideTexts: { readonly [S in GuideSectionId]: ShippedText } = {
  before: Before,
  opening: Opening,
  commitments: Commitments,
  facts: Facts,
  agree: Agree,
  causes: Causes,
  actions: Actions,
  closing: Closing,
  keys: Keys,
  time: Time,
  wording: Wording,
  trouble: Trouble,
  light: Light,
  joint: Joint,
  async: Async,
};
