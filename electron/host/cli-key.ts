import type { Command } from 'commander';
import { z } from 'zod';
import type { CallFault, Output } from '../../shared/contract/procedures.ts';
import { memberIdSchema } from '../../shared/domain/ids.ts';
import { statementSchema } from '../../shared/domain/text.ts';
import { ok, type Result } from '../../shared/lib/result.ts';
import { systemClock } from '../platform/clock.ts';
import { common, run, tell } from './cli-roster.ts';
import { fail } from './fault.ts';
import type { RosterService } from './roster-service.ts';

type Options = { readonly workspace?: string; readonly json?: boolean };

const exitHelp = `
KEY is a fingerprint (SHA256:...), or the member whose one key it is. Times are ISO 8601: 2026-11-20T16:30:00Z.
A revocation is never taken back. It counts here at once, and for whoever verifies once the keepers publish it.
Exit: 0 done; 1 a rule or the disk said no; 2 no such workspace, or the arguments cannot be read.`;

/** Adds `hotwash key list | revoke | expire`. */
export function registerKey(program: Command): void {
  const key = program.command('key').description('the keys people sign with').addHelpText('after', exitHelp);
  common(key.command('list').description('every key: whose, its words, from when until when')).action(
    (options: Options) => run(options, listKeys, ({ keys }) => keys.map(keyText).join('\n') || 'Nobody has a key yet.'),
  );
  common(key.command('revoke').description('what the key signed from then on counts for nothing'))
    .argument('<key>')
    .requiredOption('--reason <words>', 'why')
    .option('--from <time>', 'from when on (default: now)')
    .action(async (named: string, options: Options & { readonly reason: string; readonly from?: string }) => {
      const from = options.from === undefined ? undefined : timeOf(options.from);
      if (from === null) return;
      const reason = statementSchema.safeParse(options.reason);
      if (!reason.success) {
        tell(`Say why: ${reason.error.issues[0]?.message ?? ''}.`);
        process.exitCode = 2;
        return;
      }
      const revoke = async (service: RosterService): Promise<Result<object, CallFault>> => {
        const key = await findKey(service, named);
        if (!key.ok) return key;
        const { fingerprint } = key.value;
        const member = memberIdSchema.parse(key.value.member);
        return service.revoke({ member, fingerprint, from: from ?? systemClock.wall(), reason: reason.data });
      };
      await run(options, revoke, () => revokedText);
    });
  common(key.command('expire').description('when the key begins and ends'))
    .argument('<key>')
    .option('--until <time>', 'its end; none where it is left out')
    .option('--from <time>', 'its beginning (default: as it is)')
    .action(async (named: string, options: Options & { readonly until?: string; readonly from?: string }) => {
      const [from, until] = [options.from, options.until].map((text) =>
        text === undefined ? undefined : timeOf(text),
      );
      if (from === null || until === null) return;
      const setWindow = async (service: RosterService): Promise<Result<object, CallFault>> => {
        const key = await findKey(service, named);
        if (!key.ok) return key;
        const { fingerprint } = key.value;
        const member = memberIdSchema.parse(key.value.member);
        return service.window({
          member,
          fingerprint,
          validFrom: from ?? key.value.validFrom,
          validUntil: until ?? null,
        });
      };
      await run(options, setWindow, () => windowText);
    });
}

const revokedText = 'Revoked. Nothing is signed with it here any more; publish a roster, so that verifiers hear of it.';
const windowText = 'Its window is set. Publish a roster, so that verifiers hear of it.';

const listKeys = async (service: RosterService): Promise<Result<{ keys: Keys }, CallFault>> => {
  const status = await service.status();
  return status.ok ? ok({ keys: status.value.keys }) : status;
};

type Keys = Output<'roster.status'>['keys'];

/** The key of a fingerprint, or of a member who has one that is not revoked. */
async function findKey(service: RosterService, named: string): Promise<Result<Keys[number], CallFault>> {
  const list = await listKeys(service);
  if (!list.ok) return list;
  const fitting = list.value.keys.filter(
    ({ fingerprint, member, revokedAt }) => fingerprint === named || (member === named && revokedAt === null),
  );
  const [key] = fitting;
  if (key === undefined) return fail('no-key', 'There is no such key. `hotwash key list` names them all.');
  return fitting.length === 1
    ? ok(key)
    : fail('which-key', 'That member has several keys; name one by its fingerprint.');
}

/** Epoch ms; null, after saying so, where it is no time. */
function timeOf(text: string): number | null {
  const time = z.iso.datetime({ offset: true }).safeParse(text);
  if (time.success) return Date.parse(time.data);
  tell('That is no time; write it as 2026-11-20T16:30:00Z.');
  process.exitCode = 2;
  return null;
}

function keyText({
  member,
  fingerprint,
  words,
  standing,
  validFrom,
  validUntil,
  revokedAt,
  revokedFor,
  published,
}: Keys[number]): string {
  const iso = (at: number): string => new Date(at).toISOString();
  const end = validUntil === null ? '' : ` until ${iso(validUntil)}`;
  const revoked = revokedAt === null ? '' : `, revoked from ${iso(revokedAt)}: ${revokedFor ?? ''}`;
  const state = { valid: 'valid', 'not-yet': 'not valid yet', expired: 'expired', revoked: 'revoked' }[standing];
  return [
    `${member}: ${state}, from ${iso(validFrom)}${end}${revoked}${published ? '' : ' (not published so)'}`,
    `  ${fingerprint}`,
    `  ${words.join(' ')}`,
  ].join('\n');
}
