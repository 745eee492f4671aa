import type { Body } from './body-format.ts';
import type { HeadFault } from './format.ts';
import { bodyInRaw } from './read-body.ts';

const isStage = (body: Body): boolean =>
  typeof body['startTimeMillis'] === 'number' && typeof body['durationMillis'] === 'number';
const isJob = (body: Body): boolean =>
  typeof body['_class'] === 'string' && /jenkins|hudson/.test(body['_class']) && 'color' in body && !('number' in body);

/** Whether a record is one of Jenkins' that is known and not read: a job, or a stage of a build. */
export const isJenkinsOther = (body: Body): boolean => isStage(body) || isJob(body);

/** Says of a file of jobs or stages what to bring instead. */
export function refuseJenkins(record: Body): HeadFault | null {
  const body = bodyInRaw(record);
  if (isStage(body))
    return {
      code: 'unreadable',
      message:
        'These are stages of Jenkins builds, which do not say whose they are. Bring in the builds themselves: /job/NAME/api/json?tree=allBuilds[...].',
    };
  return isJob(body)
    ? {
        code: 'unreadable',
        message:
          'These are jobs of Jenkins, without any time. Bring in their builds: /job/NAME/api/json?tree=allBuilds[...].',
      }
    : null;
}
