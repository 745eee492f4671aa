import { z } from 'zod';
import { addressSchema, listSchema, namedListSchema } from '../config-fields.ts';

/** What can be read of a repository. `commits` is for where no clone can be had: it knows no changed lines. */
export const githubLists = ['deployments', 'runs', 'releases', 'pulls', 'issues', 'commits'] as const;
export type GithubList = (typeof githubLists)[number];

const usual: readonly GithubList[] = ['deployments', 'runs', 'releases', 'pulls', 'issues'];
const isList = (name: string): name is GithubList => (githubLists as readonly string[]).includes(name);

export const githubConfigSchema = z.object({
  address: addressSchema,
  repositories: namedListSchema(/^[\w.-]+\/[\w.-]+$/, 'repository like acme/checkout').refine(
    (list) => list.length > 0,
    'name at least one repository',
  ),
  lists: listSchema.optional().transform((names, context): readonly GithubList[] => {
    if (names === undefined || names.length === 0) return usual;
    for (const name of names)
      if (!isList(name))
        context.addIssue({ code: 'custom', message: `"${name.slice(0, 60)}" is none of ${githubLists.join(', ')}` });
    return names.filter(isList);
  }),
  /** Issues with one of these labels are read. */
  labels: listSchema
    .optional()
    .transform((labels) => (labels === undefined || labels.length === 0 ? ['incident'] : labels)),
});
export type GithubConfig = z.infer<typeof githubConfigSchema>;
