import type { templateProcedures } from '../../shared/contract/template-procedures.ts';
import { ok } from '../../shared/lib/result.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures of templates do. */
export function createTemplateHandlers({
  templates,
}: Services): Pick<ProcedureHandlers, keyof typeof templateProcedures> {
  return {
    'template.list': async () => {
      const list = await templates.list();
      return list.ok ? ok({ templates: [...list.value] }) : list;
    },
    'template.read': ({ id, origin }) => templates.read(id, origin),
    'template.save': ({ text, replaces }) => templates.save(text, replaces),
    'template.remove': ({ id }) => templates.remove(id),
  };
}
