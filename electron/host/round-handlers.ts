import type { roundProcedures } from '../../shared/contract/round-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures round reviews without a meeting do. */
export const createRoundHandlers = ({
  rounds,
  keys,
}: Services): Pick<ProcedureHandlers, keyof typeof roundProcedures> => ({
  'round.asking': ({ review, round }) => rounds.asking(review, round),
  'answer.read': async ({ text }) => rounds.read(text),
  'answer.sign': ({ asking, passphrase, ...answer }) => rounds.sign(asking, answer, passphrase),
  'packet.take': ({ review, text }) => rounds.take(review, text),
  'key.public': async ({ member }) => keys.publicKey(member),
  'key.look': async ({ pem }) => {
    const seen = keys.look(pem);
    return seen.ok ? ok({ fingerprint: seen.value.fingerprint, words: [...seen.value.words] }) : seen;
  },
  'key.trust': ({ member, pem }) => keys.trust(member, pem),
});
