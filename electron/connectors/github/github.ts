import { defineConnector } from '../define-connector.ts';
import { probeLists } from '../probe-lists.ts';
import { pullStreams } from '../pull-streams.ts';
import { githubConfigSchema, type GithubList } from './github-config.ts';
import { githubStreams } from './github-streams.ts';

const paths: { readonly [L in GithubList]: string } = {
  deployments: '/deployments',
  runs: '/actions/runs',
  releases: '/releases',
  pulls: '/pulls',
  issues: '/issues',
  commits: '/commits',
};

/** GitHub, also on a company's own servers: deployments with their statuses, Actions runs, releases, pulls, issues. */
export const github = defineConnector({
  id: 'github',
  version: 1,
  title: 'GitHub',
  brings: ['deployment', 'build', 'release', 'merge', 'incident', 'ticket', 'change'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://api.github.com', needed: true },
    { name: 'repositories', label: 'Repositories', example: 'acme/checkout, acme/web=storefront', needed: true },
    { name: 'lists', label: 'What to read', example: 'deployments, runs, releases, pulls, issues', needed: false },
    { name: 'labels', label: 'Labels of issues to read', example: 'incident, bug', needed: false },
  ],
  credential: 'optional',
  config: githubConfigSchema,
  authorize: (credential) => ({ authorization: `Bearer ${credential}` }),
  probe: (config, context) =>
    probeLists(
      'GitHub',
      config.repositories.flatMap(({ name }) =>
        config.lists.map((list) => ({
          title: `${list} of ${name}`,
          path: `/repos/${name}${paths[list]}`,
          query: { per_page: 1 },
        })),
      ),
      context,
      (headers) => headers.get('x-github-enterprise-version'),
    ),
  pull: (config, cursor, window, context) => pullStreams(githubStreams(config), cursor, window, context),
});
