import { useEffect, useState } from 'react';
import type { CallFault } from '../../../shared/contract/procedures.ts';
import type { TemplateEntry } from '../../../shared/contract/template-procedures.ts';
import { reviewTiers } from '../../../shared/domain/policy/tier-policy.ts';
import { policyInForce } from '../../../shared/domain/policy/adopted-policy.ts';
import type { Workspace } from '../../../shared/domain/workspace/workspace.ts';
import { call } from '../../host/client.ts';

export type Asked<T> =
  | { readonly state: 'asking' }
  | { readonly state: 'refused'; readonly fault: CallFault }
  | { readonly state: 'there'; readonly value: T };

/** All templates, as the files are now. */
export function useTemplates(): Asked<readonly TemplateEntry[]> {
  const [asked, setAsked] = useState<Asked<readonly TemplateEntry[]>>({ state: 'asking' });
  useEffect(() => {
    let isWanted = true;
    void call('template.list', {}).then((answer) => {
      if (!isWanted) return;
      setAsked(
        answer.ok ? { state: 'there', value: answer.value.templates } : { state: 'refused', fault: answer.error },
      );
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return asked;
}

/** The source of one template. */
export function useTemplateText(
  id: string,
  origin: 'shipped' | 'own',
): Asked<{ readonly text: string; readonly sha256: string }> {
  const [asked, setAsked] = useState<Asked<{ readonly text: string; readonly sha256: string }>>({ state: 'asking' });
  useEffect(() => {
    let isWanted = true;
    void call('template.read', { id, origin }).then((answer) => {
      if (isWanted)
        setAsked(answer.ok ? { state: 'there', value: answer.value } : { state: 'refused', fault: answer.error });
    });
    return () => {
      isWanted = false;
    };
  }, [id, origin]);
  return asked;
}

/** Which tiers of the policy in force open their reviews with a template. */
export const tiersOf = (id: string, workspace: Workspace): readonly string[] => {
  const { tiers } = policyInForce(workspace.policies).policy;
  return reviewTiers.filter((tier) => tiers[tier].template === id);
};
