import { z } from 'zod';
import { itemsIn, isItem, type Item } from '../answer-json.ts';
import { askAgain } from '../ask-again.ts';
import { addressSchema, namedListSchema, type Named } from '../config-fields.ts';
import { defineConnector } from '../define-connector.ts';
import { listPages, type ListPlan } from '../list-pages.ts';
import { probeLists } from '../probe-lists.ts';
import { pullStreams } from '../pull-streams.ts';
import type { OpenEntity, Stream } from '../stream.ts';
import { timeOf } from '../windows.ts';
import { findJobs, jobPath } from './jenkins-jobs.ts';

const day = 86_400_000;
const perPage = 100;
const mostJobs = 500;
const build =
  'number,timestamp,duration,building,result,fullDisplayName,url,actions[lastBuiltRevision[SHA1,branch[name]],remoteUrls,causes[_class,shortDescription]]';

const configSchema = z.object({
  address: addressSchema,
  jobs: namedListSchema(/^[^\s/][^/]*(\/[^/]+)*$/, 'job like team/checkout/main').optional(),
});

/** Jenkins: the builds of all jobs, or of those that are named. */
export const jenkins = defineConnector({
  id: 'jenkins',
  version: 1,
  title: 'Jenkins',
  brings: ['build'],
  fields: [
    { name: 'address', label: 'Address', example: 'https://jenkins.example.org', needed: true },
    { name: 'jobs', label: 'Jobs (all when empty)', example: 'team/checkout/main=checkout', needed: false },
  ],
  credential: 'optional',
  config: configSchema,
  /** A user's name and their API token, between them a colon. */
  authorize: (credential) => ({ authorization: `Basic ${Buffer.from(credential).toString('base64')}` }),
  probe: (config, context) =>
    probeLists(
      'Jenkins',
      config.jobs === undefined || config.jobs.length === 0
        ? [{ title: 'builds of all jobs', path: '/api/json', query: { tree: 'jobs[name]' } }]
        : config.jobs.map(({ name }) => ({
            title: `builds of ${name}`,
            path: `${jobPath(name)}/api/json`,
            query: { tree: 'name' },
          })),
      context,
      (headers) => headers.get('x-jenkins'),
    ),
  pull: async function* pull(config, cursor, window, context) {
    let { jobs = [] } = config;
    if (jobs.length === 0) {
      const found = await findJobs(context);
      if (!found.ok) return yield found;
      jobs = found.value.slice(0, mostJobs).map((name) => ({ name, service: null }));
    }
    yield* pullStreams(
      jobs.map((job) => buildsOf(config.address, job)),
      cursor,
      window,
      context,
    );
  },
});

/** Builds of one job, newest first, in ranges: `allBuilds` alone reaches those before the last hundred. */
function buildsOf(address: string, job: Named): Stream {
  const path = jobPath(job.name);
  const common = {
    name: `builds ${job.name}`,
    format: 'jenkins-builds' as const,
    mapping: {
      columns: {},
      constants: { instance: new URL(address).host, ...(job.service === null ? {} : { service: job.service }) },
    },
  };
  const plan: ListPlan = {
    ...common,
    path: `${path}/api/json`,
    query: () => ({ tree: rangeFrom(0) }),
    member: 'allBuilds',
    timeIn: (item) => timeOf(item['timestamp']),
    after: (_, body, asked) => nextRange(body, asked.path, path),
    open: openOf,
    idOf,
  };
  return {
    id: `builds/${job.name}`,
    title: `Builds of ${job.name}`,
    step: Number.POSITIVE_INFINITY,
    overlap: 10 * 60_000,
    openFor: 7 * day,
    read: (window, next, context) => listPages(plan, window, next, context),
    readOpen: (ids, context) =>
      askAgain(
        { ...common, pathOf: (id) => `${path}/${id}/api/json`, query: { tree: build }, open: openOf },
        ids,
        context,
      ),
  };
}

const rangeFrom = (from: number): string => `allBuilds[${build}]{${from},${from + perPage}}`;

/** A full range may be followed by another; a shorter one is the last. */
function nextRange(body: unknown, asked: string, path: string): string | null {
  const count = isItem(body) ? itemsIn(body['allBuilds']).length : 0;
  if (count < perPage) return null;
  const from = Number(/%7B(\d+)%2C\d+%7D/.exec(asked)?.[1] ?? 0);
  return `${path}/api/json?tree=${encodeURIComponent(rangeFrom(from + perPage))}`;
}

const idOf = (item: Item): string => String(item['number']);

/** While a build runs its result is null, whatever else it says. */
const openOf = (item: Item): OpenEntity | null =>
  item['building'] === true ? { id: idOf(item), since: timeOf(item['timestamp']) ?? 0 } : null;
