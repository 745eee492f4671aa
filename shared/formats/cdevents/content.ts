/**
 * What the subject of each event may say, from the CDEvents specification (https://cdevents.dev/docs), in a short form:
 * the members, their types, and `!` where one is needed. The types are those of `types` in schema.ts.
 */
const environment = { environment: 'ref' };
const repository = { repository: 'ref' };
const deployed = { environment: 'ref!', artifactId: 'text!' };
const incident = { description: 'string', environment: 'ref!', service: 'ref', artifactId: 'text' };
const pipelineRun = { pipelineName: 'string', uri: 'uri' };
const taskRun = { taskName: 'string', uri: 'uri', pipelineRun: 'ref' };
const ended = { outcome: 'outcome', errors: 'string' };
const repositoryNames = { name: 'string', owner: 'string', uri: 'uri', viewUrl: 'uri' };
const caseRun = { environment: 'ref!', testSuiteRun: 'loose-ref', testCase: 'test-case' };
const suiteRun = { environment: 'ref!', testSuite: 'test-suite' };
const judged = { outcome: 'outcome!', severity: 'severity', reason: 'string' };
const ticket = {
  summary: 'string',
  ticketType: 'string',
  group: 'string',
  creator: 'text',
  assignees: 'strings',
  priority: 'string',
  labels: 'strings',
  milestone: 'string',
  uri: 'reference!',
};
const approval = { approvalDetailsUrl: 'text!', resourceTargetUrl: 'text!' };
const answered = { ...approval, responder: 'loose-uri!', decision: 'decision!' };

export type Content = { readonly [member: string]: string };

/** By `subject.predicate`. */
export const contents: { readonly [event: string]: Content } = {
  'service.deployed': deployed,
  'service.upgraded': deployed,
  'service.rolledback': deployed,
  'service.published': environment,
  'service.removed': environment,
  'incident.detected': incident,
  'incident.reported': { ...incident, ticketURI: 'uri-text!' },
  'incident.resolved': incident,
  'build.queued': {},
  'build.started': {},
  'build.finished': { artifactId: 'string' },
  'pipelinerun.queued': pipelineRun,
  'pipelinerun.started': { pipelineName: 'string!', uri: 'uri!' },
  'pipelinerun.finished': { ...pipelineRun, ...ended },
  'taskrun.started': taskRun,
  'taskrun.finished': { ...taskRun, ...ended },
  'change.created': { ...repository, description: 'text' },
  'change.reviewed': repository,
  'change.updated': repository,
  'change.merged': repository,
  'change.abandoned': repository,
  'artifact.packaged': { change: 'ref!', sbom: 'sbom' },
  'artifact.published': { sbom: 'sbom', user: 'text' },
  'artifact.signed': { signature: 'text!' },
  'artifact.downloaded': { user: 'text' },
  'artifact.deleted': { user: 'text' },
  'ticket.created': { ...ticket, summary: 'string!', creator: 'text!' },
  'ticket.updated': { ...ticket, updatedBy: 'string' },
  'ticket.closed': { ...ticket, resolution: 'text!', updatedBy: 'string' },
  'environment.created': { name: 'string', uri: 'uri' },
  'environment.modified': { name: 'string', uri: 'uri' },
  'environment.deleted': { name: 'string' },
  'branch.created': repository,
  'branch.deleted': repository,
  'repository.created': { ...repositoryNames, name: 'text!', uri: 'uri!' },
  'repository.modified': repositoryNames,
  'repository.deleted': repositoryNames,
  'testcaserun.queued': { ...caseRun, trigger: 'trigger' },
  'testcaserun.started': { ...caseRun, trigger: 'trigger' },
  'testcaserun.finished': { ...caseRun, ...judged },
  'testcaserun.skipped': { ...caseRun, environment: 'ref', reason: 'string' },
  'testsuiterun.queued': { ...suiteRun, trigger: 'trigger' },
  'testsuiterun.started': { ...suiteRun, trigger: 'trigger' },
  'testsuiterun.finished': { ...suiteRun, ...judged },
  'testoutput.published': { outputType: 'output!', format: 'string!', uri: 'uri', testCaseRun: 'loose-ref' },
  'approval.created': { ...approval, requestor: 'uri-text!' },
  'approval.updated': answered,
  'approval.closed': { ...answered, status: 'settled!' },
};
