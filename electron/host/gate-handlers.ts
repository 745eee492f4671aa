import type { gateProcedures } from '../../shared/contract/gate-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { GateService } from './gate-service.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** Gate tokens. The rules are in shared/domain/gate. */
export function createGateHandlers({ gate }: Services): Pick<ProcedureHandlers, keyof typeof gateProcedures> {
  return {
    'gate.look': ({ review }) => gate.look(review),
    'gate.issue': async (request) => {
      const issued = await gate.issue(request);
      return issued.ok ? ok({ id: issued.value.id }) : issued;
    },
    'gate.override': async (request) => {
      const issued = await gate.override(request);
      return issued.ok ? ok({ id: issued.value.id }) : issued;
    },
    'gate.revoke': (request) => gate.revoke(request),
    'gate.list-revocations': ({ hours }) => gate.listRevocations(hours),
  };
}

/** `/media/gate/ID.json`: a token as a file. */
export function serveGate(gate: GateService, pathname: string): Response {
  const id = /^\/media\/gate\/(gt-[0-9a-f]{20})\.json$/.exec(pathname)?.[1];
  const token = id === undefined ? undefined : gate.token(id);
  if (id === undefined || token === undefined)
    return new Response('There is no such token here.', {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  return new Response(token, {
    headers: { 'content-type': 'application/json', 'content-disposition': `attachment; filename="${id}.json"` },
  });
}
