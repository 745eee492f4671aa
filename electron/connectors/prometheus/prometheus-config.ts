import { z } from 'zod';
import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { addressSchema } from '../config-fields.ts';

/** A question in PromQL and what is known of its answer beforehand: `rate(errors_total[5m]); service=shop; better=lower`. */
export type Reading = { readonly expression: string; readonly mapping: ColumnMapping };

const known = ['service', 'environment', 'metric', 'unit', 'better'] as const;
/** Names of labels, where they are not the usual ones. */
const labels: ReadonlyMap<string, string> = new Map([
  ['version-label', 'version'],
  ['service-label', 'service'],
  ['environment-label', 'environment'],
  ['instance-label', 'instance'],
]);
const wanted = [...known, ...labels.keys()].join(', ');

const readingSchema = z.object({
  expression: z.string(),
  mapping: z.object({ columns: z.record(z.string(), z.string()), constants: z.record(z.string(), z.string()) }),
});

/** One reading in each line or list element; one that was read already stays as it is. */
const readingsSchema = z
  .union([z.array(readingSchema), z.array(z.string()), z.string().transform((text) => text.split('\n'))])
  .transform((entries, context): readonly Reading[] => {
    const readings: Reading[] = [];
    for (const entry of entries) {
      const read = typeof entry === 'string' ? readReading(entry) : entry;
      if (typeof read === 'string') context.addIssue({ code: 'custom', message: read });
      else if (read.expression !== '') readings.push(read);
    }
    return readings;
  });

function readReading(line: string): Reading | string {
  const [expression = '', ...options] = partsOf(line);
  const columns: Record<string, string> = {};
  const constants: Record<string, string> = {};
  for (const option of options.filter((text) => text !== '')) {
    const [, name = '', value = ''] = /^([a-z-]+)\s*=\s*(.+)$/.exec(option) ?? [];
    const column = labels.get(name);
    if (column !== undefined) columns[column] = value;
    else if (known.some((one) => one === name)) constants[name] = value;
    else return `"${option.slice(0, 60)}" is none of ${wanted}, each with "=" and a value`;
  }
  if (constants['better'] !== undefined && !['lower', 'higher', 'neither'].includes(constants['better']))
    return `better is lower, higher or neither, not "${constants['better'].slice(0, 20)}"`;
  return { expression, mapping: { columns, constants } };
}

/** The parts between semicolons that stand outside quoted texts. */
function partsOf(line: string): readonly string[] {
  const parts = line.match(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[^;"'`]|["'`])+/g) ?? [];
  return parts.map((part) => part.trim());
}

/** A selector and nothing around it: its name, if it has one, and what stands between its braces. */
export function readSelector(expression: string): { readonly name: string | null; readonly matchers: string } | null {
  const [, name, matchers] =
    /^([a-zA-Z_:][a-zA-Z0-9_:]*)?\s*(?:\{((?:[^{}"'`]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)*)\})?$/.exec(
      expression,
    ) ?? [];
  if (name === undefined && matchers === undefined) return null;
  return { name: name ?? null, matchers: (matchers ?? '').trim().replace(/,$/, '') };
}

export const isVersionSeries = (name: string): boolean => /(^|_)build_info$/.test(name);

export const prometheusConfigSchema = z.object({
  address: addressSchema,
  metrics: readingsSchema.optional().transform((readings, context): readonly Reading[] => {
    for (const { expression } of readings ?? [])
      if (isVersionSeries(readSelector(expression)?.name ?? ''))
        context.addIssue({
          code: 'custom',
          message: `${expression.slice(0, 60)} tells versions: name it under versions`,
        });
    return readings ?? [];
  }),
  versions: readingsSchema.optional().transform((readings, context): readonly Reading[] => {
    for (const { expression } of readings ?? [])
      if (typeof readSelector(expression)?.name !== 'string')
        context.addIssue({
          code: 'custom',
          message: `"${expression.slice(0, 60)}" is no selector with a metric's name`,
        });
    return readings ?? [{ expression: 'app_build_info', mapping: { columns: {}, constants: {} } }];
  }),
  /** Seconds between two points of a metric. */
  step: z.coerce.number().int().min(1, 'a step is at least 1 s').max(3600, 'a step is at most 3600 s').default(60),
  /** Of Mimir and others with tenants. */
  tenant: z.string().trim().max(150).default(''),
});
export type PrometheusConfig = z.infer<typeof prometheusConfigSchema>;
