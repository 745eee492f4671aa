import type { sourceProcedures } from '../../shared/contract/source-procedures.ts';
import { err, ok } from '../../shared/lib/result.ts';
import { fail, toCallFault } from './fault.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures round sources, the quarantine and saved mappings do. */
export function createSourceHandlers(services: Services): Pick<ProcedureHandlers, keyof typeof sourceProcedures> {
  const { sources, intake, workspace, packages } = services;
  return {
    'source.kinds': async () => ok({ kinds: [...sources.kinds()] }),
    'source.add': (input) => sources.add(input),
    'source.change': (input) => sources.change(input),
    'source.remove': ({ id }) => sources.remove(id),
    'source.keep-credential': ({ id, credential }) => sources.keepCredential(id, credential),
    'source.probe': ({ target }) => sources.probe(target),
    'source.preview': ({ target }) => sources.preview(target),
    'source.states': async () => ok(await sources.states()),
    'source.freshen': async () => ok(await sources.freshen()),
    'quarantine.rows': async ({ sha256, code, from, count }) => {
      const file = intake.quarantine().find((each) => each.sha256 === sha256);
      const counts = new Map<string, number>();
      for (const row of file?.rows ?? []) counts.set(row.code, (counts.get(row.code) ?? 0) + 1);
      const found = (file?.rows ?? []).filter((row) => code === null || row.code === code);
      return ok({
        rows: found.slice(from, from + count),
        total: found.length,
        codes: [...counts].map(([each, of]) => ({ code: each, count: of })).toSorted((a, b) => b.count - a.count),
      });
    },
    'quarantine.retry': async ({ sha256 }) => {
      if (!intake.quarantine().some((each) => each.sha256 === sha256))
        return fail('no-quarantine', 'Nothing of that file is in quarantine.');
      const again = await intake.retry(sha256, { acceptBad: true });
      if (!again.ok) return err(toCallFault(again.error));
      const { accepted, unchanged, quarantinedTotal } = again.value;
      if (accepted > 0) await packages.freezeDue();
      return ok({ accepted, unchanged, quarantined: quarantinedTotal });
    },
    'mapping.save': (mapping) =>
      workspace.record(workspace.current().me ?? 'hotwash', { type: 'mapping.saved.v1', body: mapping }),
  };
}
