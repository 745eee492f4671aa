import { useEffect, useState } from 'react';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import { call } from '../host/client.ts';

/** Makes a signing key for somebody on this machine. */
export const makeKey = (member: string, passphrase: string): Promise<Result<Output<'key.create'>, CallFault>> =>
  call('key.create', { member: memberIdSchema.parse(member), passphrase });

/** Somebody's public key with its words; null until it was read, and where there is none. */
export function usePublicKey(member: string): Output<'key.public'> | null {
  const [key, setKey] = useState<Output<'key.public'> | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const id = memberIdSchema.safeParse(member);
    if (id.success)
      void call('key.public', { member: id.data }).then((answer) => {
        if (isCurrent) setKey(answer.ok ? answer.value : null);
      });
    return () => {
      isCurrent = false;
    };
  }, [member]);
  return key;
}
