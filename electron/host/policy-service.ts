import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../shared/domain/ids.ts';
import { policyInForce } from '../../shared/domain/policy/adopted-policy.ts';
import { decideAdoption, decideVersions } from '../../shared/domain/policy/decide-policy.ts';
import { policyDifferences } from '../../shared/domain/policy/policy-differences.ts';
import { pathText } from '../../shared/domain/policy/policy-fault.ts';
import { standardPolicy } from '../../shared/domain/policy/standard-policy.ts';
import { hashText } from '../../shared/formats/hash-text.ts';
import { resolvePolicy, type PolicyTexts } from '../../shared/formats/read-policy.ts';
import { writePolicy } from '../../shared/formats/write-policy.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { errorCode, onDisk, readFileIfAny, writeFileAtomic } from '../platform/files.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import type { WorkspaceService } from './workspace-service.ts';

type Answer<T> = Promise<Result<T, CallFault>>;

/** The policy of a workspace: in force is what its journal says; the files in its folder are for reading and for hands. */
export interface PolicyService {
  read(): Answer<Output<'policy.read'>>;
  check(texts: PolicyTexts): Answer<Output<'policy.check'>>;
  adopt(texts: PolicyTexts, reason: string): Answer<Record<string, never>>;
  putBack(): Answer<Record<string, never>>;
  /** What was found in the folder that a person should hear of at the start; empty where it is as it should be. */
  notes(): Promise<readonly { readonly code: string; readonly stream: string; readonly message: string }[]>;
}

type Disk = { readonly base: string | null; readonly overlay: string | null };

export function createPolicyService(workspaceDir: string, workspace: WorkspaceService): PolicyService {
  const file = (name: 'base' | 'overlay'): string => join(workspaceDir, 'policy', `${name}.yaml`);
  const standardText = writePolicy(standardPolicy);
  const standardHash = hashText(standardText);

  const inForce = (): PolicyTexts => {
    const last = workspace.current().policies.at(-1);
    return last === undefined
      ? { base: standardText, overlay: null }
      : { base: last.base.text, overlay: last.overlay?.text ?? null };
  };
  const readDisk = (): Promise<Result<Disk, CallFault>> =>
    onDisk(async () => {
      const [base, overlay] = await Promise.all([readFileIfAny(file('base')), readFileIfAny(file('overlay'))]);
      return { base: base?.toString('utf8') ?? null, overlay: overlay?.toString('utf8') ?? null };
    }).then((read) => (read.ok ? read : err(toCallFault(read.error))));
  const writeDisk = ({ base, overlay }: PolicyTexts): Promise<Result<void, CallFault>> =>
    onDisk(async () => {
      await writeFileAtomic(file('base'), base);
      if (overlay !== null) await writeFileAtomic(file('overlay'), overlay);
      else
        await unlink(file('overlay')).catch((error: unknown) => {
          if (errorCode(error) !== 'ENOENT') throw error;
        });
    }).then((written) => (written.ok ? written : err(toCallFault(written.error))));
  const differing = async (): Promise<Result<Output<'policy.read'>['onDisk'], CallFault>> => {
    const disk = await readDisk();
    if (!disk.ok) return disk;
    const message = differenceOf(inForce(), disk.value, workspace.current().policies.length > 0);
    return ok(message === null ? null : { ...disk.value, message });
  };

  return {
    read: async () => {
      const onDisk = await differing();
      return onDisk.ok ? ok({ ...inForce(), onDisk: onDisk.value }) : onDisk;
    },
    check: async (texts) => {
      const resolved = resolvePolicy(texts);
      if (!resolved.ok)
        return ok({
          faults: resolved.error.map((fault) => ({ ...fault, path: pathText(fault.path) })),
          resolved: null,
        });
      const { policies } = workspace.current();
      const decided = decideVersions(policies, resolved.value, standardHash);
      return ok({
        faults: [],
        resolved: {
          ...resolved.value,
          differences: [...policyDifferences(policyInForce(policies).policy, resolved.value.policy)],
          refusal: decided.ok ? null : decided.error,
        },
      });
    },
    adopt: async (texts, reason) => {
      const resolved = resolvePolicy(texts);
      if (!resolved.ok) {
        const [first] = resolved.error;
        return fail(
          'policy-fault',
          first === undefined
            ? 'The policy cannot be read.'
            : `${first.file} ${first.line}:${first.column}: ${first.message} ${first.mend}`,
        );
      }
      const { policy, base, overlay } = resolved.value;
      const decided = decideAdoption(workspace.current(), resolved.value, standardHash);
      if (!decided.ok) return err(refusalToFault(decided.error));
      // The journal first: what is in force never waits for a file, and a file that was not written is told and put back.
      const recorded = await workspace.record(decided.value, {
        type: 'policy.adopted.v1',
        body: {
          base: { ...base, text: texts.base },
          overlay: overlay === null || texts.overlay === null ? null : { ...overlay, text: texts.overlay },
          policy,
          reason,
          by: memberIdSchema.parse(decided.value),
        },
      });
      if (!recorded.ok) return recorded;
      const written = await writeDisk(texts);
      return written.ok
        ? ok({})
        : fail('policy-files', `The policy is in force; its files were not written. ${written.error.message}`);
    },
    putBack: async () => {
      const written = await writeDisk(inForce());
      return written.ok ? ok({}) : written;
    },
    notes: async () => {
      const onDisk = await differing();
      const message = onDisk.ok ? onDisk.value?.message : onDisk.error.message;
      return message === undefined ? [] : [{ code: 'policy-differs', stream: 'policy', message }];
    },
  };
}

function differenceOf(inForce: PolicyTexts, disk: Disk, wasAdopted: boolean): string | null {
  // Until a policy is put in force there need be no files at all.
  if (!wasAdopted && disk.base === null && disk.overlay === null) return null;
  const names = (['base', 'overlay'] as const).flatMap((name) => {
    if (disk[name] === inForce[name] || (!wasAdopted && disk[name] === null)) return [];
    return disk[name] === null
      ? [`${name}.yaml is gone from the policy folder`]
      : [`${name}.yaml in the policy folder differs from what is in force`];
  });
  return names.length === 0
    ? null
    : `${names.join(', and ')}. It is not used: adopt it on the Policy page, or put it back.`;
}
