/** Beginnings of commit subjects; a service's noun follows. */
export const subjectPatterns: readonly string[] = [
  'Fix {noun} when nothing is found',
  'Show {noun} in the admin page',
  'Speed up {noun} lookup',
  'Move {noun} behind a flag',
  'Remove the old {noun} code path',
  'Log {noun} failures with their cause',
  'Add a metric for {noun}',
  'Validate {noun} before saving',
  'Retry {noun} once on timeout',
  'Translate the texts of {noun}',
  'Rename {noun} fields to match the API',
  'Cover {noun} with contract tests',
  'Keep {noun} in memory for a minute',
  'Stop {noun} from blocking the request',
  'Split {noun} out of the controller',
  'Tidy {noun}',
  'Make saving {noun} safe to repeat',
  'Raise the limit for {noun}',
];

/** Subjects that belong to no noun; the last two bring generated files along. */
export const plainSubjects: readonly string[] = [
  'Merge branch main',
  'Update base image',
  'Fix flaky test',
  'Bump runtime to the next patch release',
  'Address review comments',
  'Regenerate API client',
  'Update lock file',
];

export const generatedSubjects: ReadonlySet<string> = new Set(['Regenerate API client', 'Update lock file']);

/** Titles of incidents that a release brought, by what was seen first. */
export const releaseTroubles: readonly string[] = [
  '{title}: error rate above 2 % for 5 minutes',
  '{title}: p95 latency over budget',
  '{title}: health checks failing on new instances',
  '{title}: customers report a blank page',
  '{title}: queue grows without draining',
  '{title}: upstream answers 502',
];

/** Titles of incidents no release had a part in. */
export const otherTroubles: readonly string[] = [
  '{title}: disk 90 % full on one node',
  '{title}: certificate expires in 5 days',
  '{title}: partner network slow',
  '{title}: harbour network link down',
  '{title}: p95 latency over budget',
  '{title}: one instance restarts in a loop',
  '{title}: traffic twice the usual after a weather warning',
  '{title}: time server out of reach',
  '{title}: message broker rejects connections',
  'Partner timetable feed late ({title})',
];
