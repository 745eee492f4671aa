import { hashToWords } from '../../../shared/journal/words.ts';
import { checkBag } from './bag.ts';
import { SourceFault, type BundleSource } from './bundle-source.ts';
import { certifyCarried } from './certificates-carried.ts';
import { checkHistory, type Older } from './check-history.ts';
import type { CryptoPort } from './crypto-port.ts';
import { takeInventory, type Inventory } from './inventory.ts';
import { readReview } from './read-review.ts';
import { seeThroughRedaction, type RedactionSeen } from './redaction.ts';
import { checkPeople, type Policy } from './people.ts';
import { finding, reportOf, type CheckpointReport, type Finding, type VerifyReport } from './report.ts';
import { checkPlace, readCheckpoint, readSignOff, type IntactSignOff, type SealedCheckpoint } from './sign-off.ts';
import { trustRosters } from './roster-trust.ts';
import { toBase64 } from './strict-base64.ts';
import { checkDevice, checkTrustFolder, type SealedBetween } from './trust-folder.ts';
import { checkTimestamps } from './timestamps-carried.ts';
import type { Trust } from './trust.ts';

export type VerifyOptions = Older & {
  readonly trust: Trust;
  /** In place of the roles that the record itself requires. */
  readonly policy?: Policy;
  /** Checks the BagIt manifests and nothing that is signed. */
  readonly bagOnly?: boolean;
  /** The user named a trust file that lies inside the record; its keys are not among `trust`. */
  readonly trustInside?: boolean;
};

/** Verifies a record. Reads every file once, changes nothing, believes nothing that the record says about keys. */
export async function verifyRecord(
  source: BundleSource,
  options: VerifyOptions,
  crypto: CryptoPort,
): Promise<VerifyReport> {
  try {
    const seen = seeThroughRedaction(
      await takeInventory(source, crypto, { rootAt: options.since?.size, words: options.sinceWords }),
      crypto,
    );
    const report = await verifySeen(seen, options, crypto);
    return seen.report === undefined ? report : { ...report, redaction: seen.report };
  } catch (error) {
    if (error instanceof SourceFault) return reportOf([error.finding]);
    throw error;
  }
}

async function verifySeen(
  { inventory: { findings, ...rest }, findings: ofRedaction }: RedactionSeen,
  options: VerifyOptions,
  crypto: CryptoPort,
): Promise<VerifyReport> {
  const bag = checkBag({ ...rest, findings });
  if (options.bagOnly === true) return reportOf(distinct([...findings, ...ofRedaction, ...bag]));
  // Why files are missing comes first; that a file is not as it was signed comes before what is wrong within it.
  const why = ofRedaction.filter(isMalformed);
  const within = ofRedaction.filter((one) => !isMalformed(one));
  return verifySigned({ ...rest, findings: [...why, ...findings] }, [...within, ...bag], options, crypto);
}

const isMalformed = (one: Finding): boolean => one.case === 4;

async function verifySigned(
  inventory: Inventory,
  unsigned: readonly Finding[],
  options: VerifyOptions,
  crypto: CryptoPort,
): Promise<VerifyReport> {
  const sealed = readCheckpoint(inventory);
  const review = readReview(inventory);
  const findings: Finding[] = [...inventory.findings, ...review.findings];
  if (options.trustInside === true) findings.push(finding.trustInside());
  const intact: IntactSignOff[] = [];
  for (const [index, stem] of inventory.stems.entries()) {
    const read = await readSignOff(stem, inventory, crypto);
    findings.push(...read.findings);
    if (read.intact === undefined) continue;
    intact.push(read.intact);
    findings.push(...checkPlace(read.intact, index + 1, sealed, inventory));
  }
  const rosters = await trustRosters(intact, inventory, options.trust, crypto);
  const { trust } = rosters;
  const history = await checkHistory(inventory, sealed, review.reviewId, { ...options, trust }, crypto);
  findings.push(...unsigned, ...history.findings, ...rosters.findings);
  findings.push(...checkTrustFolder(intact, inventory, trust, crypto));
  const certified = await certifyCarried(intact, inventory, trust, crypto);
  const stamped = await checkTimestamps(inventory, trust, crypto);
  findings.push(...certified.findings, ...stamped.findings);
  const device =
    sealed === undefined
      ? undefined
      : await checkDevice(sealed, inventory, trust, crypto, sealedBetween(review.closedAt, intact));
  findings.push(...(device?.findings ?? []));
  const people = checkPeople(
    intact,
    certified.trust,
    options.policy ?? { requiredRoles: review.requiredRoles },
    crypto,
    stamped.times,
  );
  findings.push(...people.findings);
  const checkpoint = sealed === undefined || device === undefined ? null : reportCheckpoint(sealed, device.signedBy);
  const report = reportOf(distinct(findings), people.signers, checkpoint);
  return {
    ...report,
    ...(history.report !== undefined && { history: history.report }),
    ...(rosters.chain !== undefined && { roster: { newest: Math.max(...rosters.chain.versions.keys()) } }),
  };
}

function reportCheckpoint({ checkpoint }: SealedCheckpoint, signedBy: CheckpointReport['signedBy']): CheckpointReport {
  const { origin, size, root } = checkpoint;
  return { origin, size, root: toBase64(root), words: hashToWords(root).join(' '), signedBy };
}

/** A file that a signature names as changed is not named again because a manifest also disagrees. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ case: number, path, message }) => {
    const key = number <= 2 && path !== null ? `${number} ${path}` : message;
    return !seen.has(key) && seen.add(key);
  });
}

/** The checkpoint was signed after the review closed and before anybody signed off, by their clocks. */
function sealedBetween(closedAt: number, intact: readonly IntactSignOff[]): SealedBetween {
  const claimed = intact.map(({ statement }) => Date.parse(statement.claimedAt));
  return { from: closedAt, until: Math.min(Number.POSITIVE_INFINITY, ...claimed) };
}
