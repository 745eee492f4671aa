import { err, ok, type Result } from '../../../shared/lib/result.ts';
import { brokenAnswer, isItem, itemsIn, type Item } from '../answer-json.ts';
import { askJson } from '../ask-again.ts';
import type { ConnectorFault, PullContext } from '../connector.ts';

/** Folders in folders that are looked into. */
const depth = 5;
const tree = Array.from({ length: depth }).reduce<string>(
  (inner) => (inner === '' ? 'jobs[name,_class]' : `jobs[name,_class,${inner}]`),
  '',
);

/** Full names of all jobs, folders and multibranch projects opened: `team/checkout/main`. */
export async function findJobs(context: PullContext): Promise<Result<readonly string[], ConnectorFault>> {
  const body = await askJson(context, '/api/json', { tree });
  if (!body.ok) return body;
  if (!isItem(body.value) || !Array.isArray(body.value['jobs']))
    return err(brokenAnswer('The answer holds no list of jobs. Check that the address is the one of a Jenkins.'));
  return ok(jobsIn(body.value, ''));
}

function jobsIn(folder: Item, prefix: string): readonly string[] {
  return itemsIn(folder['jobs']).flatMap((job) => {
    const name = `${prefix}${String(job['name'])}`;
    return Array.isArray(job['jobs']) || isFolder(job['_class']) ? jobsIn(job, `${name}/`) : [name];
  });
}

const isFolder = (name: unknown): boolean =>
  typeof name === 'string' && /\.(Folder|OrganizationFolder|WorkflowMultiBranchProject)$/.test(name);

/** `team/checkout` is at `/job/team/job/checkout`. */
export const jobPath = (name: string): string =>
  name
    .split('/')
    .map((part) => `/job/${encodeURIComponent(part)}`)
    .join('');
