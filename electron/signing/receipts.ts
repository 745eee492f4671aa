import { createPublicKey, sign, verify } from 'node:crypto';
import type { DeviceKey } from './device-key.ts';

/** How far a journal is: its last line's sequence and hash. */
type JournalHead = { readonly stream: string; readonly seq: number; readonly hash: string };

/**
 * A receipt says that this device acknowledged a journal up to a line. A window keeps the latest one beside its lines;
 * when the folder has lost them, only lines with a receipt come back, so that nothing enters a journal that its rules
 * did not let through.
 */
export interface Receipts {
  /** False when this device's key was lost with everything else: then no receipt of it can be judged. */
  readonly canJudge: boolean;
  /** The device whose receipts these are, 16 hex digits. */
  readonly device: string;
  /** Ed25519 over the head, base64url. */
  give(head: JournalHead): string;
  isOurs(head: JournalHead, receipt: string): boolean;
}

const statement = ({ stream, seq, hash }: JournalHead): Buffer =>
  Buffer.from(`hotwash-receipt/1\n${stream}\n${seq}\n${hash}\n`, 'utf8');

export function createReceipts(device: DeviceKey, canJudge: boolean): Receipts {
  const publicKey = createPublicKey(device.privateKey);
  return {
    canJudge,
    device: device.id,
    give: (head) => sign(null, statement(head), device.privateKey).toString('base64url'),
    isOurs: (head, receipt) => verify(null, statement(head), publicKey, Buffer.from(receipt, 'base64url')),
  };
}
