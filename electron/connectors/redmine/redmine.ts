import { z } from 'zod';
import { addressSchema, namedListSchema } from '../config-fields.ts';
import { defineConnector } from '../define-connector.ts';
import { probeLists } from '../probe-lists.ts';
import { pullStreams } from '../pull-streams.ts';
import { issuesOf } from './redmine-issues.ts';

const fieldName = z.string().trim().max(100).default('');

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
  probe: ({ projects }, context) =>
    probeLists(
      'Redmine',
      projects.length === 0
        ? [{ title: 'issues', path: '/issues.json', query: { limit: 1 } }]
        : projects.map(({ name }) => ({
            title: `issues of ${name}`,
            path: '/issues.json',
            query: { limit: 1, project_id: name },
          })),
      context,
    ),
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
