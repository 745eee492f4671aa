import { z } from 'zod';

/** The address of a source on the network: http or https, without a name and password in it. */
export const addressSchema = z
  .string()
  .trim()
  .transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      context.addIssue({ code: 'custom', message: 'an address begins with http:// or https://' });
      return z.NEVER;
    }
    if (url.username !== '' || url.password !== '') {
      context.addIssue({
        code: 'custom',
        message: 'the credential is asked for apart, it does not belong into the address',
      });
      return z.NEVER;
    }
    url.hash = '';
    url.search = '';
    return url.href.replace(/\/+$/, '');
  });

/** What a person writes as a list: names between commas or on lines of their own. */
export const listSchema = z
  .union([z.string(), z.array(z.string())])
  .transform((value) =>
    (typeof value === 'string' ? value.split(/[,\n]/) : value).map((name) => name.trim()).filter((name) => name !== ''),
  );

/** Something that is read for a service: `acme/checkout`, or `acme/checkout=pay` where the service is called otherwise. */
export type Named = { readonly name: string; readonly service: string | null };

const namedSchema = z.object({ name: z.string(), service: z.string().nullable() });

function readNamed(entry: string): Named {
  const [name = '', service = ''] = entry.split('=').map((part) => part.trim());
  return { name, service: service === '' ? null : service };
}

/** A list of such names, each matching `pattern`; one that was read already stays as it is. */
export const namedListSchema = (pattern: RegExp, what: string) =>
  z
    .union([z.array(namedSchema), listSchema.transform((entries) => entries.map(readNamed))])
    .transform((entries, context): readonly Named[] => {
      for (const { name } of entries)
        if (!pattern.test(name)) context.addIssue({ code: 'custom', message: `"${name.slice(0, 60)}" is no ${what}` });
      return entries;
    });
