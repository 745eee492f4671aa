import type { courierProcedures, CourierLookAnswer } from '../../shared/contract/courier-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { CourierLook } from './courier-service.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures round courier bundles do; a bundle that came in waits under its ticket. */
export function createCourierHandlers({
  couriers,
  uploads,
}: Services): Pick<ProcedureHandlers, keyof typeof courierProcedures> {
  return {
    'courier.pack': async (choice) => {
      const packed = await couriers.pack(choice);
      if (!packed.ok) return packed;
      const { name, bytes, manifest } = packed.value;
      const { from, to, items, absent, leftOut } = manifest;
      return ok({ name, bytes, from, to, items: items.length, absent: absent.length, leftOut });
    },
    'courier.look': async ({ ticket }) => {
      const path = uploads.path(ticket);
      const look = path.ok ? await couriers.look(path.value) : path;
      return look.ok ? ok(toAnswer(look.value)) : look;
    },
    'courier.trust': async ({ ticket }) => {
      const path = uploads.path(ticket);
      const look = path.ok ? await couriers.trust(path.value) : path;
      return look.ok ? ok(toAnswer(look.value)) : look;
    },
  };
}

const toAnswer = (look: CourierLook): CourierLookAnswer => ({
  ...look,
  words: [...look.words],
  failed: [...look.failed],
});
