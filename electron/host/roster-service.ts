import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import type { Refusal } from '../../shared/domain/refusal.ts';
import { draftRoster } from '../../shared/domain/workspace/roster-draft.ts';
import type { Roster } from '../../shared/domain/workspace/roster-document.ts';
import {
  decideByRoster,
  decideRevocation,
  decideWindow,
  keyOfMember,
  type PublishedRoster,
} from '../../shared/domain/workspace/roster-keys.ts';
import {
  authorityOf,
  decideAuthority,
  decideKeeper,
  decideRoster,
  keepersWhoSigned,
} from '../../shared/domain/workspace/roster-rules.ts';
import type { WorkspaceEvent } from '../../shared/domain/workspace/workspace.ts';
import { err, ok, type Result } from '../../shared/lib/result.ts';
import { hashRoster, rosterFileName } from '../../shared/record/roster.ts';
import type { Clock } from '../platform/clock.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import {
  goodSignatures,
  openRoster,
  rosterEnvelope,
  signRoster,
  type RosterSignature,
  type SignedRoster,
} from '../signing/roster.ts';
import { fail, refusalToFault, toCallFault } from './fault.ts';
import type { KeyStore } from './key-store.ts';
import { exportRoster, type RosterExport } from './roster-files.ts';
import { draftReport, statusReport } from './roster-report.ts';
import type { RosterStore } from './roster-store.ts';
import type { WorkspaceService } from './workspace-service.ts';

type Answer<T> = Promise<Result<T, CallFault>>;

/** What a sign-off names and carries of the roster; version 0 and no file where none was published. */
export type SigningRoster = {
  readonly version: number;
  /** SHA-256 of the payload, null where none was published. */
  readonly sha256: string | null;
  /** Every version up to this one, for the record's trust folder. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
};

/** Who may sign what: drafts of the roster, the keepers' signatures, publishing, and the ends of keys. */
export interface RosterService {
  status(): Answer<Output<'roster.status'>>;
  draft(choice: {
    readonly keepers: readonly MemberId[];
    readonly threshold: number;
    readonly endDevices: readonly string[];
  }): Answer<Output<'roster.draft'>>;
  discard(): Answer<Record<string, never>>;
  sign(member: MemberId, passphrase: string): Answer<Output<'roster.sign'>>;
  /** `signature`: ECDSA in DER, base64, by an external signer. */
  attach(member: MemberId, signature: string): Answer<Output<'roster.attach'>>;
  publish(): Answer<Output<'roster.publish'>>;
  import(text: string): Answer<Output<'roster.import'>>;
  export(what: RosterExport, version?: number): Answer<Output<'roster.export'>>;
  revoke(asked: KeyNamed & { readonly from: number; readonly reason: string }): Answer<Record<string, never>>;
  window(
    asked: KeyNamed & { readonly validFrom: number; readonly validUntil: number | null },
  ): Answer<Record<string, never>>;
  /**
   * Whether somebody signs a record by the published roster, and what the record carries of it. `fingerprint`: of the key
   * that signs; `at`: the time the sign-off claims (epoch ms).
   */
  forSigning(role: string, member: MemberId, fingerprint: string, at: number): Answer<SigningRoster>;
  /** Finishes what a kill interrupted between a file and its line in the journal. */
  settle(): Answer<Record<string, never>>;
}

type KeyNamed = { readonly member: MemberId; readonly fingerprint: string };

export type RosterServiceParts = {
  readonly clock: Clock;
  readonly device: DeviceKey;
  readonly workspace: WorkspaceService;
  readonly keys: KeyStore;
  readonly store: RosterStore;
  /** Since when (epoch ms) this device writes the workspace's journal; undefined before its first line. */
  readonly deviceSince: () => Promise<number | undefined>;
};

export function createRosterService(parts: RosterServiceParts): RosterService {
  const { clock, device, workspace, keys, store } = parts;
  const actor = (): string => workspace.current().me ?? 'hotwash';
  const refused = (refusal: Refusal): Result<never, CallFault> => err(refusalToFault(refusal));

  let queue: Promise<unknown> = Promise.resolve();
  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const run = queue.then(work, work);
    queue = run.catch(() => undefined);
    return run;
  };

  async function newest(): Answer<SignedRoster | null> {
    const last: PublishedRoster | undefined = workspace.current().rosters.at(-1);
    return last === undefined ? ok(null) : store.published(last);
  }

  type Desk = { readonly before: SignedRoster | null; readonly draft: SignedRoster };

  async function desk(): Answer<Desk> {
    const settled = await settle();
    if (!settled.ok) return settled;
    const before = await newest();
    if (!before.ok) return before;
    const draft = await store.draft();
    if (!draft.ok) return draft;
    return draft.value === undefined
      ? fail('no-draft', 'There is no draft of a roster. Make one first.')
      : ok({ before: before.value, draft: draft.value });
  }

  /** Writes the file, then the line, then drops the draft: after a kill, `settle` goes on from whichever was done. */
  async function publishFile(signed: SignedRoster, before: SignedRoster | null): Answer<SignedRoster> {
    const { roster, sha256 } = signed;
    const sound = decideRoster(roster, before);
    if (!sound.ok) return refused(sound.error);
    const counting = countingSignatures(signed, before?.roster ?? null);
    const named = counting.map(({ keyid }) => keyid);
    const authorised = decideAuthority(roster, authorityOf(roster, before?.roster ?? null, named));
    if (!authorised.ok) return refused(authorised.error);
    const complete = { roster, sha256, signatures: counting };
    const written = await store.writeVersion(complete);
    if (!written.ok) return written;
    const noted = await note(publishedEvent(complete));
    if (!noted.ok) return noted;
    const dropped = await store.removeDraft();
    return dropped.ok ? ok(complete) : dropped;
  }

  async function note(event: WorkspaceEvent): Answer<Record<string, never>> {
    const noted = await workspace.record(actor(), event);
    return noted.ok ? keys.refreshTrust() : noted;
  }

  async function settle(): Answer<Record<string, never>> {
    const { rosterVersion } = workspace.current();
    const draft = await store.draft();
    if (!draft.ok) return draft;
    if (draft.value !== undefined && draft.value.roster.version <= rosterVersion)
      return store.removeDraft().then(toNothing);
    const waiting = await store.version(rosterVersion + 1);
    if (!waiting.ok || waiting.value === undefined) return ok({});
    const before = await newest();
    if (!before.ok) return ok({});
    // A file that nobody authorised is somebody's copy, not an interrupted publication: it is left alone.
    const finished = await publishFile(waiting.value, before.value);
    return finished.ok || finished.error.code === 'refused' ? ok({}) : finished;
  }

  async function addSignature(
    member: MemberId,
    signature: RosterSignature,
    { draft, before }: Desk,
  ): Answer<Output<'roster.sign'>> {
    const signed = goodSignatures(draft, before?.roster ?? null);
    const may = decideKeeper(
      draft.roster,
      before?.roster ?? null,
      signed.map(({ keyid }) => keyid),
      { fingerprint: signature.keyid, at: clock.wall() },
    );
    if (!may.ok) return refused(may.error);
    const next = { ...draft, signatures: [...signed, signature] };
    if (goodSignatures(next, before?.roster ?? null).length === signed.length)
      return fail('bad-signature', `That signature is not one of ${member} over this draft. Nothing was kept.`);
    const written = await store.writeDraft(next);
    return written.ok ? ok(draftReport(next, before)) : written;
  }

  async function take(text: string): Answer<Output<'roster.import'>> {
    const opened = openRoster(text);
    if (!opened.ok) return err(toCallFault(opened.error));
    const settled = await settle();
    if (!settled.ok) return settled;
    const { roster, sha256 } = opened.value;
    const known = workspace.current().rosters.find(({ version }) => version === roster.version);
    if (known !== undefined) return restore(known, opened.value);
    const [before, draft] = [await newest(), await store.draft()];
    if (!before.ok) return before;
    if (!draft.ok) return draft;
    const sound = decideRoster(roster, before.value);
    if (!sound.ok) return refused(sound.error);
    const own = draft.value?.sha256 === sha256 ? draft.value : undefined;
    const signatures = goodSignatures(
      { roster, signatures: [...(own?.signatures ?? []), ...opened.value.signatures] },
      before.value?.roster ?? null,
    );
    const merged = { roster, sha256, signatures };
    const signed = draftReport(merged, before.value);
    const who = [...new Set([...signed.own.signed, ...(signed.previous?.signed ?? [])])];
    if (own === undefined && signed.ready) {
      const published = await publishFile(merged, before.value);
      return published.ok ? ok({ took: 'published', version: roster.version, signed: who }) : published;
    }
    if (own === undefined && draft.value !== undefined)
      return fail(
        'other-draft',
        'Another draft is here, of other content. Discard it first, or have this one signed anew.',
      );
    if (own !== undefined && signatures.length === own.signatures.length)
      return fail('nothing-new', 'That file holds no new signature of a keeper over this draft. Nothing was kept.');
    const written = await store.writeDraft(merged);
    return written.ok
      ? ok({ took: own === undefined ? 'draft' : 'signatures', version: roster.version, signed: who })
      : written;
  }

  /** A version that is published here comes back only with the bytes the journal names. */
  async function restore(known: PublishedRoster, signed: SignedRoster): Answer<Output<'roster.import'>> {
    if (known.sha256 !== signed.sha256)
      return refused({
        rule: 'K3',
        message: `Another roster v${known.version} is published here.`,
        satisfy: 'Two rosters of one version exist. Find out which keepers signed which, by voice.',
      });
    const kept = await store.published(known);
    if (!kept.ok) {
      const written = await store.writeVersion(signed);
      if (!written.ok) return written;
      const refreshed = await keys.refreshTrust();
      if (!refreshed.ok) return refreshed;
    }
    return ok({ took: 'published', version: known.version, signed: [] });
  }

  return {
    status: () =>
      serially(async () => {
        const settled = await settle();
        if (!settled.ok) return settled;
        const [before, draft] = [await newest(), await store.draft()];
        if (!before.ok) return before;
        if (!draft.ok) return draft;
        return ok(
          await statusReport({
            workspace: workspace.current(),
            before: before.value,
            draft: draft.value ?? null,
            device,
            deviceSince: (await parts.deviceSince()) ?? clock.wall(),
            now: clock.wall(),
            isHere: (member, fingerprint) => keys.isHere(member, fingerprint),
          }),
        );
      }),
    draft: ({ keepers, threshold, endDevices }) =>
      serially(async () => {
        const settled = await settle();
        if (!settled.ok) return settled;
        const before = await newest();
        if (!before.ok) return before;
        const at = clock.wall();
        const since = (await parts.deviceSince()) ?? at;
        const roster = draftRoster(workspace.current(), before.value, {
          keepers,
          threshold,
          endDevices,
          at,
          device: { id: device.id, publicPem: device.publicPem, since },
        });
        const sound = decideRoster(roster, before.value);
        if (!sound.ok) return refused(sound.error);
        const draft = { ...hashRoster(roster), signatures: [] };
        const written = await store.writeDraft(draft);
        return written.ok ? ok(draftReport(draft, before.value)) : written;
      }),
    discard: () => serially(async () => store.removeDraft().then(toNothing)),
    sign: (member, passphrase) =>
      serially(async () => {
        const on = await desk();
        if (!on.ok) return on;
        const key = await keys.unlock(member, passphrase);
        if (!key.ok) return key;
        return addSignature(member, signRoster(key.value, on.value.draft.roster), on.value);
      }),
    attach: (member, signature) =>
      serially(async () => {
        const on = await desk();
        if (!on.ok) return on;
        const key = keyOfMember(workspace.current().keys, member);
        if (key === undefined)
          return fail('no-key', `This workspace has no key of ${member}. Take their public key over first.`);
        return addSignature(member, { keyid: key.fingerprint, sig: signature.replaceAll(/\s/g, '') }, on.value);
      }),
    publish: () =>
      serially(async () => {
        const on = await desk();
        if (!on.ok) return on;
        const published = await publishFile(on.value.draft, on.value.before);
        if (!published.ok) return published;
        return ok({ version: published.value.roster.version, sha256: published.value.sha256 });
      }),
    import: (text) => serially(() => take(text)),
    export: (what, version) =>
      serially(async () => {
        const [before, draft] = [await newest(), await store.draft()];
        if (!before.ok) return before;
        if (!draft.ok) return draft;
        const { rosters, keys: own } = workspace.current();
        const named = rosters.find((each) => each.version === version);
        if (version !== undefined && named === undefined)
          return fail('no-roster', `No roster v${version} was published here.`);
        const roster = named === undefined ? before : await store.published(named);
        if (!roster.ok) return roster;
        return exportRoster(what, { roster: roster.value, draft: draft.value ?? null, own, at: clock.wall() });
      }),
    revoke: (asked) =>
      serially(async () => {
        const decided = decideRevocation(workspace.current().keys, asked, clock.wall());
        return decided.ok ? note({ type: 'key.revoked.v1', body: asked }) : refused(decided.error);
      }),
    window: (asked) =>
      serially(async () => {
        const decided = decideWindow(workspace.current().keys, asked);
        return decided.ok ? note({ type: 'key.window-set.v1', body: asked }) : refused(decided.error);
      }),
    forSigning: async (role, member, fingerprint, at) => {
      const { rosters, keys: own } = workspace.current();
      const files: { name: string; text: string }[] = [];
      let last: SignedRoster | null = null;
      for (const each of rosters) {
        const roster = await store.published(each);
        if (!roster.ok) return roster;
        last = roster.value;
        files.push({ name: rosterFileName(each.version), text: rosterEnvelope(roster.value) });
      }
      if (last === null) return ok({ version: 0, sha256: null, files });
      const may = decideByRoster(last.roster, own, { role, member, fingerprint, at });
      return may.ok ? ok({ version: last.roster.version, sha256: last.sha256, files }) : refused(may.error);
    },
    settle: () => serially(settle),
  };
}

const toNothing = (result: Result<unknown, CallFault>): Result<Record<string, never>, CallFault> =>
  result.ok ? ok({}) : result;

/** The signatures that count towards a threshold, of the version itself or of the one before. */
function countingSignatures(signed: SignedRoster, before: Roster | null): readonly RosterSignature[] {
  const counts = ({ keyid }: RosterSignature): boolean =>
    [signed.roster, ...(before === null ? [] : [before])].some(
      (of) => keepersWhoSigned(signed.roster, of, [keyid]).length > 0,
    );
  return goodSignatures(signed, before).filter(counts);
}

function publishedEvent({ roster, sha256 }: SignedRoster): WorkspaceEvent {
  const { version, issuedAt, threshold, keepers } = roster;
  return {
    type: 'roster.published.v1',
    body: { version, sha256, issuedAt: Date.parse(issuedAt), threshold, keepers },
  };
}
