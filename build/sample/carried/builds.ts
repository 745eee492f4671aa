import type { History } from '../plan-history.ts';
import { planBuilds, type PlannedBuild } from '../plan-builds.ts';
import { amidst, within, type CarriedFile, type Window } from './carried-file.ts';

/** Builds as the build server's JSON API gives them: times in ms, no result while they run. */
export function buildsFile(history: History, window: Window): CarriedFile {
  const builds = planBuilds(history).filter((build) => within(window, build.startedAt));
  const bodies = builds.map((build) => JSON.stringify(toBody(build, window.at)));
  const last = builds.at(-1);
  const bad =
    last === undefined || builds.length < 200
      ? []
      : [
          // Its agent's clock was set back while it ran; and a result of a plug-in nobody remembers.
          JSON.stringify({
            ...toBody(last, window.at),
            number: 90_001,
            building: false,
            result: 'FAILURE',
            duration: -3_600_000,
          }),
          JSON.stringify({ ...toBody(last, window.at), number: 90_002, building: false, result: 'PARTIAL' }),
        ];
  return {
    name: 'jenkins-builds.json',
    text: `[\n${amidst(bodies, bad).join(',\n')}\n]\n`,
    format: 'jenkins-builds',
    mapping: { columns: {}, constants: { instance: 'ci.skerry.example' } },
  };
}

function toBody({ service, number, startedAt, durationMs, result, sha }: PlannedBuild, at: number): object {
  const building = result === null || startedAt + durationMs > at;
  return {
    _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
    actions: [
      {
        _class: 'hudson.plugins.git.util.BuildData',
        lastBuiltRevision: { SHA1: sha, branch: [{ SHA1: sha, name: 'refs/remotes/origin/main' }] },
      },
    ],
    building,
    duration: building ? 0 : durationMs,
    fullDisplayName: `skerry » ${service} » main #${number}`,
    number,
    result: building ? null : result,
    timestamp: startedAt,
  };
}
