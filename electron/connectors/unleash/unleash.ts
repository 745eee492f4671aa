import { z } from 'zod';
import type { ColumnMapping } from '../../../shared/domain/release/column-mapping.ts';
import { ok } from '../../../shared/lib/result.ts';
import { isItem } from '../answer-json.ts';
import { askJson } from '../ask-again.ts';
import { addressSchema, namedListSchema, type Named } from '../config-fields.ts';
import { defineConnector } from '../define-connector.ts';
import { probeLists } from '../probe-lists.ts';
import { pullStreams } from '../pull-streams.ts';
import type { Stream } from '../stream.ts';
import { countsOf, eventsOf, findFlags } from './unleash-streams.ts';

const configSchema = z.object({
  address: addressSchema,
  projects: namedListSchema(/^[\w.~-]+$/, 'project like default').default([]),
});
type Config = z.infer<typeof configSchema>;

const hours = 'counts by hour before the last 48 hours: the server does not keep them by hour';

/** Unleash: what was done to flags, and how often each was asked for by the hour. */
export const unleash = defineConnector({
  id: 'unleash',
  version: 1,
  title: 'Unleash',
  brings: ['flag', 'exposure'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://unleash.example.org', needed: true },
    { name: 'projects', label: 'Projects (all when empty)', example: 'default, shop=checkout', needed: false },
  ],
  credential: 'needed',
  config: configSchema,
  /** An API token as Unleash gives it out, or a personal access token. */
  authorize: (credential) => ({ authorization: credential }),
  probe: async (_, context) => {
    const probed = await probeLists(
      'Unleash',
      [
        { title: 'events', path: '/api/admin/search/events', query: { limit: 1, offset: 0 } },
        { title: 'counts by hour', path: '/api/admin/search/features', query: { limit: 1, offset: 0 } },
      ],
      context,
    );
    if (!probed.ok) return probed;
    const settings = await askJson(context, '/api/admin/ui-config');
    const version = settings.ok && isItem(settings.value) ? settings.value['version'] : null;
    const cannot = [...probed.value.cannot, hours];
    return ok({ ...probed.value, cannot, version: typeof version === 'string' ? version : null });
  },
  pull: async function* pull(config, cursor, window, context) {
    const streams: Stream[] = [];
    for (const project of config.projects.length === 0 ? [null] : config.projects) {
      const flags = await findFlags(project?.name ?? null, context);
      if (!flags.ok) return yield flags;
      const mapping = mappingOf(config, project);
      streams.push(eventsOf(project?.name ?? null, mapping), ...flags.value.map((flag) => countsOf(flag, mapping)));
    }
    yield* pullStreams(streams, cursor, window, context);
  },
});

const mappingOf = ({ address }: Config, project: Named | null): ColumnMapping => ({
  columns: {},
  constants: {
    instance: new URL(address).host,
    ...(project === null || project.service === null ? {} : { service: project.service }),
  },
});
