import { ok, type Result } from '../../lib/result.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { decideSeated } from '../workspace/seated.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { AdoptedPolicy } from './adopted-policy.ts';
import type { PolicyFile } from './governance.ts';
import { standardPolicy } from './standard-policy.ts';

export type PolicyFiles = { readonly base: PolicyFile; readonly overlay: PolicyFile | null };

/** Why these files cannot be put in force now, whoever asks; ok where they can. `standard` is the hash of the shipped text. */
export function decideVersions(
  policies: readonly AdoptedPolicy[],
  { base, overlay }: PolicyFiles,
  standard: string,
): Result<null, Refusal> {
  const last = policies.at(-1);
  if ((last?.base.sha256 ?? standard) === base.sha256 && (last?.overlay?.sha256 ?? null) === (overlay?.sha256 ?? null))
    return refuse('M7.3', 'These files are in force already.', 'Change one of them, and raise its version.');
  const shipped = { id: standardPolicy.policy, version: standardPolicy.version, sha256: standard };
  const bases = [shipped, ...policies.map((each) => each.base)];
  const overlays = policies.flatMap((each) => each.overlay ?? []);
  for (const [name, file, before] of [['base', base, bases] as const, ['overlay', overlay, overlays] as const]) {
    if (file === null) continue;
    const own = before.filter(({ id, sha256 }) => id === file.id && sha256 !== file.sha256);
    const highest = Math.max(0, ...own.map(({ version }) => version));
    // Going back to a text that was in force before is no change of it: its version names it still.
    const isKnown = before.some(({ id, sha256 }) => id === file.id && sha256 === file.sha256);
    if (!isKnown && file.version <= highest)
      return refuse(
        'M7.3',
        `The ${name} ${file.id} reads otherwise than before and is version ${file.version} still.`,
        `Write version: ${highest + 1} in it.`,
      );
  }
  return ok(null);
}

/** [M7.3] Whoever puts a policy in force sits here, and a file that changed has a higher version. Answers who. */
export function decideAdoption(workspace: Workspace, files: PolicyFiles, standard: string): Result<string, Refusal> {
  const seated = decideSeated(workspace);
  if (!seated.ok) return seated;
  const versions = decideVersions(workspace.policies, files, standard);
  return versions.ok ? seated : versions;
}
