import { isRepositoryOrBundle, readRepositoryOrBundle } from './connectors/git/read-bundle.ts';
import { Command, CommanderError } from 'commander';
import { registerCalendar } from './host/calendar-command.ts';
import { registerActions } from './host/cli-actions.ts';
import { registerEscalation } from './host/cli-escalation.ts';
import { registerErasure } from './host/cli-erasure.ts';
import { registerHistory } from './host/cli-history.ts';
import { registerGate } from './host/cli-gate.ts';
import { registerLayout } from './host/cli-layout.ts';
import { registerPredict } from './host/cli-predict.ts';
import { registerPacket } from './host/cli-packet.ts';
import { registerMetrics } from './host/cli-metrics.ts';
import { registerReconcile } from './host/cli-reconcile.ts';
import { registerCourier } from './host/cli-courier.ts';
import { registerRecording } from './host/cli-recording.ts';
import { registerRedact } from './host/cli-redact.ts';
import { registerRecord } from './host/cli-record.ts';
import { registerKey } from './host/cli-key.ts';
import { registerRoster } from './host/cli-roster.ts';
import { registerRetention } from './host/cli-retention.ts';
import { registerReview } from './host/cli-review.ts';
import { registerAutomatic } from './host/cli-automatic.ts';
import { registerSeal } from './host/cli-seal.ts';
import { registerSource } from './host/cli-source.ts';
import { registerSign } from './host/cli-sign.ts';
import { registerSync } from './host/cli-sync.ts';
import { registerTimestamp } from './host/cli-timestamp.ts';
import { registerTranscribe } from './host/cli-transcribe.ts';
import { registerTranscript } from './host/cli-transcript.ts';
import { registerTrigger } from './host/cli-trigger.ts';
import { registerWording } from './host/cli-wording.ts';
import { WorkspaceFault } from './host/fault.ts';
import { registerIntake } from './intake/cli-intake.ts';
import { createChromiumPort } from './shell/chromium/chromium-port.ts';
import { findBrowser } from './shell/chromium/find-browser.mjs';
import { commandPort, withWorkspace } from './host/with-workspace.ts';
import { systemClock } from './platform/clock.ts';
import { outliveOutput } from './platform/outlive-output.ts';
import { err, ok } from '../shared/lib/result.ts';
import { registerVerify } from './verifier/cli-verify.ts';

const program = new Command('hotwash')
  .description('Post-release reviews: intake, records and their verification. Exit codes are in each command’s --help.')
  .showHelpAfterError()
  .exitOverride();

outliveOutput();
registerVerify(program);
registerIntake(program, {
  withIntake: async (workspace, use) => {
    try {
      return ok(
        await withWorkspace(workspace, commandPort, async ({ intake, packages }) => {
          const used = await use(intake);
          // What came in may tell of a release that is not live yet: its baseline is frozen while that is so.
          await packages.freezeDue();
          return used;
        }),
      );
    } catch (error) {
      if (error instanceof WorkspaceFault) return err({ code: 'workspace', message: error.message });
      throw error;
    }
  },
  repositories: { isRepository: isRepositoryOrBundle, read: readRepositoryOrBundle },
  now: systemClock.wall,
  print: (text) => void process.stdout.write(`${text}\n`),
  tell: (text) => void process.stderr.write(`${text}\n`),
  setExit: (code) => {
    process.exitCode = code;
  },
});
registerReview(program);
registerAutomatic(program);
registerCalendar(program);
registerCourier(program);
registerActions(program);
registerEscalation(program);
registerGate(program);
registerPacket(program);
registerPredict(program);
registerSource(program);
registerSync(program);
registerTranscript(program);
registerRetention(program);
registerTrigger(program);
registerReconcile(program);
registerMetrics(program);
registerSign(program);
registerWording(program);
registerLayout(program);
registerRecording(program);
registerRedact(program);
registerRoster(program);
registerKey(program);
registerErasure(registerHistory(program));
const browser = findBrowser();
registerRecord(
  program,
  browser === undefined ? commandPort : createChromiumPort(browser, true, process.getuid?.() === 0),
);

registerSeal(program);
registerTimestamp(program);
registerTranscribe(program);

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof WorkspaceFault) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } else throw error;
}
