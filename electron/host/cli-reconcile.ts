import type { Command } from 'commander';
import { reconcile } from '../../shared/analysis/reconcile.ts';
import type { DeliveryClaim, Reconciled, VersionSample } from '../../shared/analysis/reconcile-types.ts';
import { observe } from '../../shared/analysis/transitions.ts';
import type { VersionNames } from '../../shared/analysis/version-map.ts';
import { parseZone } from '../../shared/formats/zone.ts';
import { reconciliationJson, reconciliationText } from '../../shared/projections/reconciliation.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { systemClock } from '../platform/clock.ts';
import { readClaims, readNames } from './claims-file.ts';
import { readVersionSamples, restamped } from './runtime-samples.ts';
import type { ReadFault } from './read-records.ts';

type Options = {
  readonly claims: string;
  readonly samples: string;
  readonly mapping?: string;
  readonly environment?: string;
  readonly service?: string;
  readonly tolerance: string;
  readonly clockError: string;
  readonly zone?: string;
  readonly versionLabel?: string;
  readonly json?: boolean;
};

type Read = {
  readonly claims: readonly DeliveryClaim[];
  readonly samples: readonly VersionSample[];
  readonly names: readonly VersionNames[];
  readonly skipped: readonly { readonly file: 'claims' | 'samples'; readonly row: number; readonly message: string }[];
};

/** Adds `hotwash reconcile`. */
export function registerReconcile(program: Command): void {
  program
    .command('reconcile')
    .description('set what delivery claims beside the raw samples of what ran (M2.4)')
    .requiredOption('--claims <file>', 'deployments, in any format that the intake reads')
    .requiredOption(
      '--samples <file>',
      'saved Prometheus JSON, OpenMetrics with timestamps, or a table of time, instance, version',
    )
    .option('--mapping <file>', 'which version, commit (sha) and image digest are one')
    .option('--environment <name>', 'only this environment; also stands where a file names none')
    .option('--service <name>', 'the service, where a file names none')
    .option('--tolerance <seconds>', 'how far claim and runtime may differ beyond what the samples leave open', '60')
    .option('--clock-error <seconds>', "how far the samples' clock may be off", '0')
    .option('--zone <zone>', 'the time zone of times that have none')
    .option('--version-label <name>', 'the label or column that holds the version')
    .option('--json', 'print one JSON object')
    .addHelpText('after', '\nExit: 0, whatever is found; 2 a file or an option could not be read.')
    .action(async (options: Options) => {
      process.exitCode = await run(options);
    });
}

async function run(options: Options): Promise<number> {
  const [tolerance, clockError] = [Number(options.tolerance), Number(options.clockError)];
  const fault = (message: string): number => {
    if (options.json === true) process.stdout.write(`${JSON.stringify({ error: { message } })}\n`);
    process.stderr.write(`${message}\n`);
    return 2;
  };
  if (!(tolerance >= 0) || !(clockError >= 0))
    return fault('--tolerance and --clock-error are numbers of seconds from 0.');
  const read = await readAll(options);
  if (!read.ok) return fault(read.error.message);
  const { claims, samples, names, skipped } = read.value;
  for (const each of skipped.slice(0, 20)) process.stderr.write(`${each.file}, row ${each.row}: ${each.message}\n`);
  if (skipped.length > 20) process.stderr.write(`... and ${skipped.length - 20} more that could not be read.\n`);
  const notes = restampedNotes(samples);
  for (const note of notes) process.stderr.write(`${note}\n`);
  const results: readonly Reconciled[] = reconcile(claims, observe(samples, clockError * 1000), {
    toleranceMs: tolerance * 1000,
    names,
  });
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ ...reconciliationJson(claims.length, results), skipped, notes })}\n`
      : `${reconciliationText(results).join('\n')}\n`,
  );
  return 0;
}

function restampedNotes(samples: readonly VersionSample[]): string[] {
  const instances = restamped(samples);
  if (instances.length === 0) return [];
  const [first = ''] = instances;
  const who = instances.length === 1 ? first.slice(0, 80) : `${first.slice(0, 80)} and ${instances.length - 1} more`;
  return [
    `${who} seem to run two versions at one moment, as only query_range shows it: the true switch may lie up to five minutes outside of these intervals. Save raw samples with a range selector, such as query=app_build_info[1d].`,
  ];
}

async function readAll(options: Options): Promise<Result<Read, ReadFault>> {
  const now = systemClock.wall();
  const zone = options.zone === undefined ? ok(null) : parseZone(options.zone);
  if (!zone.ok) return zone;
  const environment = options.environment?.trim().toLowerCase();
  const fallback = options.service ?? 'unassigned';
  const claimed = await readClaims(options.claims, { now, zone: options.zone, environment, service: fallback });
  if (!claimed.ok) return { ok: false, error: { message: `--claims: ${claimed.error.message}` } };
  const names = options.mapping === undefined ? ok([]) : await readNames(options.mapping);
  if (!names.ok) return { ok: false, error: { message: `--mapping: ${names.error.message}` } };
  const wanted = claimed.value.claims.filter((each) => environment === undefined || each.environment === environment);
  const services = new Set(wanted.map((each) => each.service).filter((each) => each !== 'unassigned'));
  const environments = new Set(wanted.map((each) => each.environment));
  const only = (set: ReadonlySet<string>, otherwise: string): string =>
    set.size === 1 ? ([...set][0] ?? otherwise) : otherwise;
  const sampled = await readVersionSamples(options.samples, {
    now,
    zone: zone.value,
    names: {
      services,
      environments,
      service: options.service ?? only(services, 'unassigned'),
      environment: environment ?? only(environments, 'production'),
      versionLabel: options.versionLabel,
    },
  });
  if (!sampled.ok) return { ok: false, error: { message: `--samples: ${sampled.error.message}` } };
  const samples = sampled.value.samples.filter((each) => environment === undefined || each.environment === environment);
  const told = (file: 'claims' | 'samples') => (each: { readonly row: number; readonly message: string }) => ({
    file,
    ...each,
  });
  const skipped = [...claimed.value.skipped.map(told('claims')), ...sampled.value.skipped.map(told('samples'))];
  return ok({ ...oneService(wanted, samples), names: names.value, skipped });
}

/** Claims that name no service are of the only one that was sampled. */
function oneService(
  claims: readonly DeliveryClaim[],
  samples: readonly VersionSample[],
): Pick<Read, 'claims' | 'samples'> {
  const [service, ...others] = new Set(samples.map((each) => each.service));
  const isNamed = claims.some((each) => each.service !== 'unassigned');
  if (isNamed || service === undefined || others.length > 0) return { claims, samples };
  return { claims: claims.map((each) => ({ ...each, service })), samples };
}
