import { z } from 'zod';
import { ok } from '../../../shared/lib/result.ts';
import { askJson } from '../ask-again.ts';
import { addressSchema, namedListSchema } from '../config-fields.ts';
import { defineConnector } from '../define-connector.ts';
import { probeLists } from '../probe-lists.ts';
import { pullStreams } from '../pull-streams.ts';
import { issuesOf } from './redmine-issues.ts';

const unknown = 'issues that are not public: no key is given, or the source does not know it';
/** Without its spaces: the format takes several names between spaces, and compares them without. */
const fieldName = z
  .string()
  .max(100)
  .default('')
  .transform((name) => name.replace(/\s+/g, ''));

const configSchema = z.object({
  address: addressSchema,
  projects: namedListSchema(/^[\w-]+$/, 'project like shop or 12').default([]),
  /** Names of the custom fields that hold an issue's service and release. */
  serviceField: fieldName,
  releaseField: fieldName,
});

/** Redmine: issues, open and closed, as they change. */
export const redmine = defineConnector({
  id: 'redmine',
  version: 1,
  title: 'Redmine',
  brings: ['ticket'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://redmine.example.org', needed: true },
    { name: 'projects', label: 'Projects (all when empty)', example: 'shop=checkout, billing', needed: false },
    { name: 'serviceField', label: 'Custom field with the service', example: 'Component', needed: false },
    { name: 'releaseField', label: 'Custom field with the release', example: 'Found in', needed: false },
  ],
  credential: 'optional',
  config: configSchema,
  authorize: (credential) => ({ 'x-redmine-api-key': credential }),
  probe: async ({ projects }, context) => {
    const probed = await probeLists(
      'Redmine',
      projects.length === 0
        ? [{ title: 'issues', path: '/issues.json', query: { limit: 1 } }]
        : projects.map(({ name }) => ({
            title: `issues of ${name}`,
            path: '/issues.json',
            query: { limit: 1, project_id: name },
          })),
      context,
    );
    if (!probed.ok) return probed;
    // A key that is not known is taken for nobody's: what is public is still handed out.
    const account = await askJson(context, '/users/current.json');
    return account.ok ? probed : ok({ ...probed.value, cannot: [...probed.value.cannot, unknown] });
  },
  pull: ({ address, projects, serviceField, releaseField }, cursor, window, context) => {
    const constants = {
      instance: new URL(address).host,
      ...(serviceField === '' ? {} : { serviceField }),
      ...(releaseField === '' ? {} : { releaseField }),
    };
    const streams =
      projects.length === 0
        ? [issuesOf(null, { columns: {}, constants })]
        : projects.map(({ name, service }) =>
            issuesOf(name, { columns: {}, constants: { ...constants, ...(service === null ? {} : { service }) } }),
          );
    return pullStreams(streams, cursor, window, context);
  },
});
