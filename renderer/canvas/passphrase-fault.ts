import { passphraseLack } from '../../shared/domain/workspace/passphrase.ts';

/** What the two entries of a new passphrase lack, in words; undefined when they will do. */
export const passphraseFault = (passphrase: string, again: string): string | undefined =>
  passphraseLack(passphrase) ?? (passphrase === again ? undefined : 'the two are not alike');
