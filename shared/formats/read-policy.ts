import { z } from 'zod';
import { applyOverlay } from '../domain/policy/apply-overlay.ts';
import type { PolicyFile } from '../domain/policy/governance.ts';
import { checkPolicy } from '../domain/policy/check-policy.ts';
import { overlaySchema, type Overlay } from '../domain/policy/overlay.ts';
import { policySchema, type Policy } from '../domain/policy/policy.ts';
import type { PolicyPath } from '../domain/policy/policy-fault.ts';
import { err, ok, type Result } from '../lib/result.ts';
import { hashText } from './hash-text.ts';
import { readPolicyDocument, type PlacedFault, type PolicyDocument, type Positions } from './policy-document.ts';
import { placeFaults, placeIssues } from './policy-faults.ts';

export type ReadPolicy = { readonly policy: Policy; readonly positions: Positions };
export type ReadOverlay = { readonly overlay: Overlay; readonly positions: Positions };

/** Reads a base: one complete policy. Every fault has its line, its column and what would mend it. */
export function readPolicy(text: string): Result<ReadPolicy, readonly PlacedFault[]> {
  const document = readAs(text, policySchema, 'policy');
  if (!document.ok) return document;
  const { value: policy, positions } = document.value;
  const faults = placeFaults(checkPolicy(policy), positions);
  return faults.length > 0 ? err(faults) : ok({ policy, positions });
}

/** Reads an overlay by itself; whether it relaxes its base is told by {@link resolvePolicy}. */
export function readOverlay(text: string): Result<ReadOverlay, readonly PlacedFault[]> {
  const document = readAs(text, overlaySchema, 'overlay');
  return document.ok ? ok({ overlay: document.value.value, positions: document.value.positions }) : document;
}

export type PolicyTexts = { readonly base: string; readonly overlay: string | null };
/** A fault of one of the two files. */
export type PolicyFileFault = PlacedFault & { readonly file: 'base' | 'overlay' };
export type ResolvedPolicy = {
  readonly policy: Policy;
  readonly base: PolicyFile;
  readonly overlay: PolicyFile | null;
};

/** [M7.3] What a base and its overlay come to together, with the hash of each file as it was written. */
export function resolvePolicy({ base, overlay }: PolicyTexts): Result<ResolvedPolicy, readonly PolicyFileFault[]> {
  const read = readPolicy(base);
  const local = overlay === null ? ok(null) : readOverlay(overlay);
  if (!read.ok || !local.ok)
    return err([
      ...(read.ok ? [] : read.error.map((fault) => ({ ...fault, file: 'base' as const }))),
      ...(local.ok ? [] : local.error.map((fault) => ({ ...fault, file: 'overlay' as const }))),
    ]);
  const { policy } = read.value;
  const named = { id: policy.policy, version: policy.version, sha256: hashText(base) };
  if (local.value === null || overlay === null) return ok({ policy, base: named, overlay: null });
  const { overlay: over, positions } = local.value;
  const applied = applyOverlay(policy, over);
  if (!applied.ok)
    return err(placeFaults(applied.error, positions).map((fault) => ({ ...fault, file: 'overlay' as const })));
  return ok({
    policy: applied.value,
    base: named,
    overlay: { id: over.overlay, version: over.version, sha256: hashText(overlay) },
  });
}

function readAs<S extends z.ZodType>(
  text: string,
  schema: S,
  kind: 'policy' | 'overlay',
): Result<PolicyDocument & { readonly value: z.output<S> }, readonly PlacedFault[]> {
  const document = readPolicyDocument(text);
  if (!document.ok) return document;
  const { value, positions } = document.value;
  const other = kind === 'policy' ? 'overlay' : 'policy';
  if (typeof value === 'object' && value !== null && !(kind in value) && other in value)
    return err([
      {
        ...(positions.get(other)?.key ?? { line: 1, column: 1 }),
        path: [other],
        message: kind === 'policy' ? 'This is an overlay, not a base.' : 'This is a base, not an overlay.',
        mend:
          kind === 'policy'
            ? 'An overlay lies on a complete policy, never on another overlay.'
            : 'An overlay begins with overlay: its id, version, and of: the id of its base.',
      },
    ]);
  const read = schema.safeParse(value);
  if (read.success) return ok({ value: read.data, positions });
  return err(placeIssues(read.error.issues, value, positions, (path) => keysOf(schema, path)));
}

/** The keys that a schema knows at a path, through what may be left out or null, lists and names. */
function keysOf(schema: unknown, path: PolicyPath): readonly string[] {
  const plain = unwrap(schema);
  const [first, ...rest] = path;
  if (first === undefined) return plain instanceof z.ZodObject ? Object.keys(plain.shape) : [];
  if (plain instanceof z.ZodArray) return keysOf(plain.element, rest);
  if (plain instanceof z.ZodRecord) return keysOf(plain.valueType, rest);
  if (!(plain instanceof z.ZodObject)) return [];
  return keysOf(new Map<string, unknown>(Object.entries(plain.shape)).get(String(first)), rest);
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodExactOptional)
    return unwrap(schema.unwrap());
  return schema;
}
