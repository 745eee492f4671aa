import type { MemberId } from '../../shared/domain/ids.ts';

/** A review of the sample organisation that nobody has touched. */
export const untouchedDraft = 'r-2026-004';

/** Texts that put the screens to the test. */
export const texts = {
  long: 'The new default of the node pool halved the number of instances that a rollout may replace at once, and because the nodes that hold the timetable cache are drained one by one, the last of them went on answering with the old version for almost ninety minutes after the pipeline had said that it was done.',
  rtl: 'انتهى النشر بحسب خط الإنتاج قبل أن تعمل آخر نسخة بالإصدار الجديد بتسعين دقيقة.',
  unbroken: `search/timetable/${'eu-north-quay-'.repeat(12)}pool`,
  blame: 'Rel 03 failed to check the rollout before the pipeline finished.',
  stop: 'The hour is used up; the causes need the people of the platform.',
  parked: 'Who tells product when a rollout is not complete?',
} as const;

export const vote = {
  id: 'vote1',
  question: 'Is a rollout finished when the pipeline says so, or when the last instance runs it?',
  options: ['The pipeline', 'The last instance', 'Both, each with its own word'],
};

export const causes = [
  { id: 'cause1', text: 'Nodes with the timetable cache are drained one by one', parent: null, category: 'process' },
  {
    id: 'cause2',
    text: 'The drain waits for connections that never close',
    parent: 'cause1',
    category: 'configuration',
  },
  { id: 'cause3', text: 'The pipeline asks the deployment, not the instances', parent: null, category: 'detection' },
  { id: 'cause4', text: 'A network partition between the two quays', parent: null, category: 'dependency' },
] as const;

export const actions = [
  { id: 'action1', text: 'Alert when a rollout is not complete after 15 minutes', owner: 'ops-04' as MemberId },
  { id: 'action2', text: 'Let the drain end connections that are idle for five minutes', owner: null },
] as const;
