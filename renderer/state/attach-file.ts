import type { Locator } from '../../shared/domain/claim/claim.ts';
import { carryEvidence } from '../host/evidence-client.ts';
import { setFault } from './room-store.ts';

/** Keeps a chosen file and says where it is; null when it was not kept, and why stands where evidence is chosen. */
export async function fileLocator(file: File): Promise<(Locator & { type: 'file' }) | null> {
  const carried = await carryEvidence(file);
  if (!carried.ok) {
    setFault('evidence', carried.error);
    return null;
  }
  const { sha256, name, size } = carried.value;
  const mime = file.type.slice(0, 120);
  return { type: 'file', sha256, name, size, ...(mime !== '' && { mime }) };
}
