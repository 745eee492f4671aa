import { sha256, type CryptoPort } from './crypto-port.ts';
import type { Inventory } from './inventory.ts';
import { finding, type Finding } from './report.ts';
import { checkTimestamp, faultOfRequest, type ProvenTime, type TimestampFault } from './timestamps.ts';
import type { Trust } from './trust.ts';

export const carriedTimestamp = /^timestamps\/([0-9]{2})\.(tsq|tsr)$/;

export type TimestampsRead = {
  readonly findings: readonly Finding[];
  /** By the path of the envelope that was stamped. */
  readonly times: ReadonlyMap<string, ProvenTime>;
};

/** Judges every timestamps/NN.tsq and NN.tsr against the envelope of sign-off NN. */
export async function checkTimestamps(inventory: Inventory, trust: Trust, crypto: CryptoPort): Promise<TimestampsRead> {
  const findings: Finding[] = [];
  const times = new Map<string, ProvenTime>();
  for (const path of inventory.digests.keys()) {
    const [, number, kind] = carriedTimestamp.exec(path) ?? [];
    if (number === undefined) continue;
    const stem = inventory.stems.find((one) => one.startsWith(`${number}-`));
    const envelope = `signatures/${stem ?? ''}.dsse.json`;
    const stamped = inventory.contents.get(envelope);
    const bytes = inventory.contents.get(path);
    if (stem === undefined || stamped === undefined) {
      findings.push(finding.unlisted(path));
      continue;
    }
    if (bytes === undefined) continue; // Too large, which the inventory has said.
    const imprint = sha256(crypto, stamped);
    const say = (fault: TimestampFault): void => void findings.push(findingOf(fault, path, envelope));
    if (kind === 'tsq') {
      const fault = faultOfRequest(bytes, imprint);
      if (fault !== undefined) say(fault);
      continue;
    }
    const request = inventory.contents.get(`timestamps/${number}.tsq`);
    const judged = await checkTimestamp({ imprint, request, reply: bytes }, trust.authorities ?? [], crypto);
    if (judged.ok) times.set(envelope, judged.value);
    else say(judged);
  }
  return { findings, times };
}

function findingOf({ kind, why }: TimestampFault, path: string, envelope: string): Finding {
  if (kind === 'malformed') return finding.malformedTimestamp(path, why);
  return kind === 'other-data' ? finding.otherTimestamp(path, envelope, why) : finding.brokenTimestamp(path, why);
}
