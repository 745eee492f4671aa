import type { SignOffRole } from '../../../shared/domain/review/seats.ts';
import { passphraseLack } from '../../../shared/domain/workspace/passphrase.ts';

export const roleWords: { readonly [R in SignOffRole]: string } = {
  facilitator: 'Facilitator',
  'release-manager': 'Release manager',
  'operations-lead': 'Operations lead',
  'product-manager': 'Product manager',
};

/** What the two entries of a new passphrase lack, in words; undefined when they will do. */
export const passphraseFault = (passphrase: string, again: string): string | undefined =>
  passphraseLack(passphrase) ?? (passphrase === again ? undefined : 'the two are not alike');
