import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallFault } from '../../shared/contract/procedures.ts';
import type { MemberId } from '../../shared/domain/ids.ts';
import type { MemberRole } from '../../shared/domain/member-role.ts';
import { hashRoster } from '../../shared/record/roster.ts';
import { rosterType, type HashedRoster, type Roster } from '../../shared/domain/workspace/roster-document.ts';
import { pastOf } from '../../shared/domain/workspace/roster-rules.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { DeviceKey } from '../signing/device-key.ts';
import type { PersonKey } from '../signing/person-key.ts';
import { rosterEnvelope, signRoster } from '../signing/roster.ts';
import { createServices, type RunningServices } from './create-services.ts';
import { passphrase } from './record-fixture.ts';
import { commandPort } from './with-workspace.ts';

export const memberId = (id: string): MemberId => id as MemberId;

/** A clock that stands where a test puts it. */
export function standingClock(start: number): Clock & { now: number } {
  const clock = { now: start, wall: () => clock.now, monotonic: () => clock.now - start };
  return clock;
}

/** A workspace with three people who have keys: two leads and a release manager. */
export async function openRosterWorkspace(workspaceDir: string, clock: Clock): Promise<RunningServices> {
  const running = await createServices({ workspaceDir, port: commandPort, clock, scryptLogN: 4 });
  const { workspace, keys } = running.services;
  if (workspace.current().members.length > 0) return running;
  const people: readonly (readonly [string, MemberRole, boolean])[] = [
    ['ops-02', 'operations', true],
    ['rel-01', 'release', false],
    ['audit-01', 'audit', false],
  ];
  for (const [id, role, leads] of people) {
    await workspace.record('hotwash', {
      type: 'member.added.v1',
      body: { id: memberId(id), display: id, role, leads },
    });
    await keys.create(memberId(id), passphrase);
  }
  return running;
}

/** What a call was refused with, or `ok`. */
export const said = (result: Result<unknown, CallFault>): string =>
  result.ok ? 'ok' : `${result.error.rule ?? result.error.code}: ${result.error.message}`;

/** Drafts, has all of `keepers` sign and publishes. */
export async function publishRoster(
  { services: { rosters } }: RunningServices,
  keepers: readonly string[],
  threshold: number,
  signers: readonly string[] = keepers,
): Promise<string> {
  const drafted = await rosters.draft({ keepers: keepers.map(memberId), threshold, endDevices: [] });
  if (!drafted.ok) return said(drafted);
  for (const signer of signers) {
    const signed = await rosters.sign(memberId(signer), passphrase);
    if (!signed.ok) return said(signed);
  }
  return said(await rosters.publish());
}

export const rosterFiles = async (workspaceDir: string): Promise<readonly string[]> => {
  const names: string[] = await readdir(join(workspaceDir, 'rosters')).catch(() => []);
  return names.toSorted();
};

export type MadeRoster = HashedRoster & { readonly text: string };

export type RosterPerson = {
  readonly id: string;
  readonly key: PersonKey;
  readonly roles: Roster['members'][number]['roles'];
};

export type RosterChoice = {
  readonly people: readonly RosterPerson[];
  readonly before?: HashedRoster;
  readonly issuedAt: string;
  readonly keepers?: readonly string[];
  readonly threshold?: number;
  readonly device?: DeviceKey;
  readonly signedBy?: readonly PersonKey[];
  readonly edit?: (roster: Roster) => Roster;
};

/** A roster made by hand, whatever the rules say of it: all people keep it and sign it unless the choice says otherwise. */
export function makeRoster(choice: RosterChoice): MadeRoster {
  const { people, before, issuedAt, device } = choice;
  const roster: Roster = {
    _type: rosterType,
    organisation: 'Example',
    version: (before?.roster.version ?? 0) + 1,
    issuedAt,
    previous: before?.sha256 ?? null,
    threshold: choice.threshold ?? people.length,
    keepers: (choice.keepers ?? people.map(({ id }) => id)).map(memberId),
    members: people.map(({ id, key, roles }) => ({
      id: memberId(id),
      roles: [...roles],
      keys: [
        {
          fingerprint: key.fingerprint,
          publicPem: key.publicPem,
          validFrom: '2026-01-01T00:00:00.000Z',
          validUntil: null,
          revokedAt: null,
          revokedFor: null,
        },
      ],
    })),
    devices:
      device === undefined
        ? []
        : [{ id: device.id, publicPem: device.publicPem, validFrom: '2026-01-01T00:00:00.000Z', validUntil: null }],
    history: before === undefined ? [] : [...before.roster.history, pastOf(before)],
  };
  const made = hashRoster(choice.edit?.(roster) ?? roster);
  const signers = choice.signedBy ?? people.map(({ key }) => key);
  const signatures = signers.map((key) => signRoster(key, made.roster));
  return { ...made, text: rosterEnvelope({ roster: made.roster, signatures }) };
}
