import { z } from 'zod';
import { addressSchema, listSchema } from '../config-fields.ts';
import { defineConnector } from '../define-connector.ts';
import { probeLists } from '../probe-lists.ts';
import { pullStreams } from '../pull-streams.ts';
import { incidentsOf } from './pagerduty-incidents.ts';

const configSchema = z.object({
  address: addressSchema,
  /** Ids of PagerDuty's services, as they stand in their addresses: PIKL83L. */
  services: listSchema.optional().transform((ids) => ids ?? []),
});

/** PagerDuty: incidents with when they were noticed, accepted and resolved. */
export const pagerduty = defineConnector({
  id: 'pagerduty',
  version: 1,
  title: 'PagerDuty',
  brings: ['incident'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://api.pagerduty.com', needed: true },
    { name: 'services', label: 'Ids of services (all when empty)', example: 'PIKL83L', needed: false },
  ],
  credential: 'needed',
  config: configSchema,
  authorize: (credential) => ({ authorization: `Token token=${credential}` }),
  probe: (config, context) =>
    probeLists(
      'PagerDuty',
      [{ title: 'incidents', path: '/incidents', query: { limit: 1, 'service_ids[]': config.services } }],
      context,
    ),
  pull: (config, cursor, window, context) => pullStreams([incidentsOf(config.services)], cursor, window, context),
});
