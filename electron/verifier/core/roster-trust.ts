import type { CryptoPort } from './crypto-port.ts';
import { isRosterPath, type Inventory } from './inventory.ts';
import { finding, type Finding } from './report.ts';
import { readRoster, type Roster } from './roster.ts';
import { chainRosters, faultOfStep, type RosterChain } from './roster-chain.ts';
import type { IntactSignOff } from './sign-off.ts';
import { blobOf, fingerprintOf, readPublicPem, type Trust, type TrustedKey } from './trust.ts';

/** How far a clock may be behind the one that issued the roster: ten minutes. */
const clockTolerance = 10 * 60 * 1000;

/** The user's trust with what their rosters say, where they passed any. */
export type RosterTrust = {
  readonly trust: Trust;
  readonly chain: RosterChain | undefined;
  readonly findings: readonly Finding[];
};

/**
 * Reads the rosters of a record's trust/ and of the user's trust file. A record's are believed in nothing by themselves:
 * they must be what its sign-offs name, follow each other, and newer ones extend the user's only by authorised steps.
 */
export async function trustRosters(
  intact: readonly IntactSignOff[],
  inventory: Inventory,
  trust: Trust,
  crypto: CryptoPort,
): Promise<RosterTrust> {
  const findings: Finding[] = [];
  const carried = readCarried(inventory, crypto, findings);
  findings.push(...checkCarried(intact, inventory, carried));
  // Unknown rosters too must hold among themselves, so that nothing else can travel under their names.
  const among = await chainRosters([...carried.values()], crypto);
  findings.push(...among.faults.map((fault) => finding.rosterRefused(fault, 'trust/')));
  const own = trust.rosters ?? [];
  if (own.length === 0) return { trust, chain: undefined, findings };
  const read = await chainRosters(own, crypto);
  findings.push(...read.faults.map((fault) => finding.rosterRefused(`${fault} (in your trust file)`, null)));
  if (read.chain === undefined) return { trust, chain: undefined, findings };
  const extended = await extendBy(read.chain, carried, crypto);
  findings.push(...extended.findings);
  const { chain } = extended;
  findings.push(...intact.flatMap((signOff) => checkNamed(signOff, chain)));
  return { trust: withRosterKeys(trust, chain, crypto), chain, findings };
}

function readCarried(inventory: Inventory, crypto: CryptoPort, findings: Finding[]): Map<number, Roster> {
  const carried = new Map<number, Roster>();
  for (const [path, bytes] of inventory.contents) {
    if (!isRosterPath(path)) continue;
    const read = readRoster(bytes, (pem) => readPublicPem(pem, crypto), crypto);
    if (!read.ok) findings.push(finding.rosterRefused(`ROSTER in ${path} is malformed: ${read.why}`, path));
    else if (path !== pathOf(read.value.version))
      findings.push(finding.rosterRefused(`ROSTER in ${path} is v${read.value.version}`, path));
    else carried.set(read.value.version, read.value);
  }
  return carried;
}

const pathOf = (version: number): string => `trust/roster-${version}.dsse.json`;

/** Versions 1 to the highest that a sign-off names are there, with the bytes it names, and no other. */
function checkCarried(
  intact: readonly IntactSignOff[],
  inventory: Inventory,
  carried: ReadonlyMap<number, Roster>,
): readonly Finding[] {
  const findings: Finding[] = [];
  let newest = 0;
  for (const { path, statement } of intact) {
    const { rosterVersion: version, rosterSha256: hash } = statement;
    if (hash === undefined) continue;
    if (hash === null ? version !== 0 : !Number.isSafeInteger(version) || version < 1 || version > 100_000) {
      findings.push(finding.rosterRefused(`ROSTER named in ${path} is v${version}, which does not fit its hash`, path));
      continue;
    }
    if (hash === null) continue;
    newest = Math.max(newest, version);
    const roster = carried.get(version);
    if (roster !== undefined && roster.sha256 !== hash)
      findings.push(
        finding.rosterRefused(`ROSTER v${version} in trust/ is not the one that ${path} names`, pathOf(version)),
      );
  }
  for (let version = 1; version <= newest; version += 1)
    if (!inventory.digests.has(pathOf(version))) findings.push(finding.missing(pathOf(version)));
  // A sign-off that does not hold may have named more; its own finding says so.
  if (intact.length < inventory.stems.length) return findings;
  for (const path of inventory.digests.keys())
    if (isRosterPath(path) && Number(/[0-9]+/.exec(path)?.[0]) > newest) findings.push(finding.unlisted(path));
  return findings;
}

/** The user's chain, gone on with by a record's newer versions. */
async function extendBy(
  chain: RosterChain,
  carried: ReadonlyMap<number, Roster>,
  crypto: CryptoPort,
): Promise<{ readonly chain: RosterChain; readonly findings: readonly Finding[] }> {
  const findings: Finding[] = [];
  const older: Roster[] = [];
  for (const [version, roster] of carried) {
    const known = chain.versions.get(version);
    if (known === undefined) continue;
    if (known.sha256 !== roster.sha256)
      findings.push(
        finding.rosterRefused(`ROSTER FORKED: v${version} in trust/ has other bytes than yours`, pathOf(version)),
      );
    else older.push(roster);
  }
  if (findings.length > 0) return { chain, findings };
  const newer: Roster[] = [];
  for (let before = chain.newest; ;) {
    const next = carried.get(before.version + 1);
    if (next === undefined) break;
    const fault = await faultOfStep(next, before, crypto);
    if (fault !== undefined) {
      findings.push(
        finding.rosterRefused(
          `ROSTER v${next.version} not authorised by v${before.version}: ${fault}`,
          pathOf(next.version),
        ),
      );
      break;
    }
    newer.push(next);
    before = next;
  }
  const all = new Map([...older, ...chain.rosters, ...newer].map((roster) => [roster.version, roster]));
  const rosters = [...all.values()].toSorted((a, b) => a.version - b.version);
  const newest = newer.at(-1) ?? chain.newest;
  const { version, issuedAt, sha256 } = newest;
  const past = [...newest.history, { version, issuedAt, sha256 }];
  return { chain: { rosters, newest, versions: new Map(past.map((each) => [each.version, each])) }, findings };
}

/** The roster a sign-off names is the user's, and the one that was in force at the time it claims. */
function checkNamed({ path, statement }: IntactSignOff, { versions, newest }: RosterChain): readonly Finding[] {
  const { claimedAt, rosterSha256: hash, role } = statement;
  const version = typeof hash === 'string' ? statement.rosterVersion : 0;
  const at = Date.parse(claimedAt);
  const named = versions.get(version);
  if (version > newest.version)
    return [
      finding.rosterRefused(
        `ROSTER v${version} not authorised by v${newest.version}: ${path} names it, and it does not follow from yours`,
        path,
      ),
    ];
  if (named !== undefined && named.sha256 !== hash)
    return [finding.rosterRefused(`ROSTER FORKED: ${path} names a v${version} with other bytes than yours`, path)];
  const inForce = [...versions.values()].filter(({ issuedAt }) => issuedAt <= at).at(-1);
  const under = version === 0 ? 'without a roster' : `under v${version}`;
  if (inForce !== undefined && inForce.version > version)
    return [
      finding.rosterRefused(
        `ROSTER OLDER than yours: ${path} was signed ${under} at ${claimedAt} (claimed time), v${inForce.version} was in force from ${iso(inForce.issuedAt)}`,
        path,
      ),
    ];
  if (named !== undefined && at + clockTolerance < named.issuedAt)
    return [
      finding.keyNotValid(
        role.slice(0, 40),
        claimedAt,
        `it names roster v${version}, which was issued only at ${iso(named.issuedAt)}; the clock of the signer was wrong`,
        path,
        'claimed',
      ),
    ];
  return [];
}

const iso = (at: number): string => new Date(at).toISOString();

/** The keys and devices of a chain as the user's trust. What a roster names, it alone speaks of. */
function withRosterKeys(trust: Trust, { rosters, newest }: RosterChain, crypto: CryptoPort): Trust {
  const keys = new Map<string, TrustedKey>();
  for (const roster of rosters)
    for (const key of roster.keys) {
      const { fingerprint, member } = key;
      const earlier = keys.get(fingerprint)?.roster;
      const isRevokedEarlier = earlier !== undefined && earlier.revokedAt < key.revokedAt;
      keys.set(fingerprint, {
        fingerprint,
        key: key.key,
        principals: member,
        validAfter: key.validFrom,
        validBefore: key.validUntil,
        roster: {
          version: roster.version,
          revokedAt: isRevokedEarlier ? earlier.revokedAt : key.revokedAt,
          revokedFor: isRevokedEarlier ? earlier.revokedFor : key.revokedFor,
          roles: new Map([...(earlier?.roles ?? []), [roster.version, roster.members.get(member) ?? []]]),
        },
      });
    }
  const devices = newest.devices.map(({ key, validFrom, validUntil }): TrustedKey => ({
    fingerprint: fingerprintOf(blobOf(key), crypto),
    key,
    principals: null,
    validAfter: validFrom,
    validBefore: validUntil,
  }));
  const ruled = new Set([...keys.keys(), ...devices.map(({ fingerprint }) => fingerprint)]);
  const others = trust.keys.filter(({ fingerprint }) => !ruled.has(fingerprint));
  return { ...trust, isRuled: true, keys: [...others, ...keys.values(), ...devices] };
}
