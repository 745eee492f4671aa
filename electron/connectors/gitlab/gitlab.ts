import { z } from 'zod';
import { addressSchema, listSchema, namedListSchema } from '../config-fields.ts';
import { defineConnector } from '../define-connector.ts';
import { probeLists } from '../probe-lists.ts';
import { pullStreams } from '../pull-streams.ts';
import { gitlabLists, gitlabStreams, isGitlabList, projectPath, type GitlabList } from './gitlab-streams.ts';

const usual: readonly GitlabList[] = ['deployments', 'pipelines', 'merge_requests'];

const configSchema = z.object({
  address: addressSchema,
  projects: namedListSchema(/^(\d+|[\w.-]+(\/[\w.-]+)+)$/, 'project like acme/checkout or 4711').refine(
    (list) => list.length > 0,
    'name at least one project',
  ),
  lists: listSchema.optional().transform((names, context): readonly GitlabList[] => {
    if (names === undefined || names.length === 0) return usual;
    for (const name of names)
      if (!isGitlabList(name))
        context.addIssue({ code: 'custom', message: `"${name.slice(0, 60)}" is none of ${gitlabLists.join(', ')}` });
    return names.filter(isGitlabList);
  }),
});

/** GitLab: deployments, pipelines, jobs and merge requests. */
export const gitlab = defineConnector({
  id: 'gitlab',
  version: 1,
  title: 'GitLab',
  brings: ['deployment', 'build', 'merge'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://gitlab.com', needed: true },
    { name: 'projects', label: 'Projects', example: 'acme/checkout, acme/shop/web=storefront', needed: true },
    { name: 'lists', label: 'What to read', example: 'deployments, pipelines, jobs, merge_requests', needed: false },
  ],
  credential: 'optional',
  config: configSchema,
  authorize: (credential) => ({ 'private-token': credential }),
  probe: (config, context) =>
    probeLists(
      'GitLab',
      config.projects.flatMap((project) =>
        config.lists.map((list) => ({
          title: `${list} of ${project.name}`,
          path: `${projectPath(project)}/${list}`,
          query: { per_page: 1 },
        })),
      ),
      context,
    ),
  pull: (config, cursor, window, context) =>
    pullStreams(gitlabStreams(config.address, config.projects, config.lists), cursor, window, context),
});
