import { z } from 'zod';

type Fields = { readonly [field: string]: string | readonly string[] };

/** A form's draft of texts and lists of texts, as this page kept it; see `readShaped`. */
export function readDraft<F extends Fields>(blank: F, kept: string | undefined): F {
  const shape = Object.fromEntries(
    Object.entries(blank).map(([name, first]) => [name, typeof first === 'string' ? z.string() : z.array(z.string())]),
  );
  return readShaped(z.object(shape), { ...blank } as Record<string, string | string[]>, kept) as unknown as F;
}

/**
 * A form's draft as this page kept it. A field that is missing or of another shape takes its first value, so nothing else
 * that was typed is lost to it.
 */
export function readShaped<S extends z.ZodObject>(schema: S, blank: z.infer<S>, kept: string | undefined): z.infer<S> {
  const said = parse(kept);
  const fields = Object.entries(schema.shape).map(([name, field]) => {
    const read = z.safeParse(field, said[name]);
    return [name, read.success ? read.data : blank[name]];
  });
  return Object.fromEntries(fields) as z.infer<S>;
}

function parse(kept: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(kept ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
