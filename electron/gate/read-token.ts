import { digestForm, environmentForm, tokenIdForm, tokenKinds } from '../../shared/domain/gate/gate-limits.ts';
import { gatePayloadType, gateTokenType, type GateToken } from '../../shared/record/gate-token.ts';
import type { JsonObject } from '../verifier/core/strict-json.ts';
import { count, exactly, list, moment, object, orNull, text, words, type Form } from './forms.ts';
import { openGateEnvelope, type OpenedEnvelope } from './strict-envelope.ts';

const sha256 = text(/^[0-9a-f]{64}$/);
const member = text(/^(?=.{1,40}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
const role = text(/^(?=.{1,40}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
const file = orNull(object({ id: words(100), version: count, sha256 }));

const record = object({
  reviewId: text(/^(?=.{1,60}$)r-[a-z0-9]+(?:-[a-z0-9]+)*$/),
  manifest: sha256,
  signOffs: list(sha256, 60),
  checkpoint: object({ origin: words(200), size: count, root: text(/^[A-Za-z0-9+/]{43}=$/) }),
});

const common = {
  _type: exactly(gateTokenType),
  id: text(tokenIdForm),
  organisation: words(60),
  service: text(/^(?=.{1,80}$)[a-z0-9][a-z0-9._-]*$/),
  version: text(/^[^\s@]{1,80}$/),
  artifacts: list(text(digestForm), 50),
  environment: orNull(text(environmentForm)),
  tier: exactly('light', 'full'),
  policy: object({ base: file, overlay: file }),
  issuedAt: moment,
  notBefore: moment,
  expiresAt: moment,
  revocations: count,
  issuers: list(object({ member, role, key: text(/^SHA256:[A-Za-z0-9+/]{43}$/) }), 2),
} as const;

const forms: { readonly [K in GateToken['kind']]: Form<GateToken & { readonly _type: string }> } = {
  release: object({ ...common, kind: exactly('release'), record }),
  'next-phase': object({ ...common, kind: exactly('next-phase'), record, feature: words(200) }),
  override: object({
    ...common,
    kind: exactly('override'),
    record: orNull(record),
    reason: words(2000),
    refused: list(object({ rule: text(/^[MH]\d{1,2}(?:\.\d{1,2})?$/), message: words(1000) }), 50),
  }),
};

export type ReadToken =
  | { readonly ok: true; readonly token: GateToken; readonly envelope: OpenedEnvelope }
  | { readonly ok: false; readonly why: string };

/** Reads a token in its one form; verifies no signature. */
export function readToken(bytes: Uint8Array): ReadToken {
  const opened = openGateEnvelope(bytes, gatePayloadType);
  if (!opened.ok) return opened;
  const token = readPayload(opened.value.payload);
  if (token === undefined) return { ok: false, why: 'is not of the form that this verifier knows.' };
  return { ok: true, token, envelope: opened.value };
}

function readPayload(payload: JsonObject): GateToken | undefined {
  const kind = tokenKinds.find((each) => each === payload['kind']);
  const token = kind === undefined ? undefined : forms[kind](payload);
  if (token === undefined) return undefined;
  const isSorted = token.artifacts.every((each, index) => index === 0 || (token.artifacts[index - 1] ?? '') < each);
  // An override may rest on a record that nobody has signed yet.
  const isSigned = token.kind === 'override' || token.record.signOffs.length > 0;
  return isSorted && isSigned ? token : undefined;
}
