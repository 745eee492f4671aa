import type { rosterProcedures } from '../../shared/contract/roster-procedures.ts';
import type { ProcedureHandlers } from './procedure-handlers.ts';
import type { Services } from './services.ts';

/** What the procedures of the roster and of keys' ends do. */
export const createRosterHandlers = ({
  rosters,
}: Services): Pick<ProcedureHandlers, keyof typeof rosterProcedures> => ({
  'roster.status': () => rosters.status(),
  'roster.draft': (choice) => rosters.draft(choice),
  'roster.discard': () => rosters.discard(),
  'roster.sign': ({ member, passphrase }) => rosters.sign(member, passphrase),
  'roster.publish': () => rosters.publish(),
  'roster.import': ({ text }) => rosters.import(text),
  'roster.export': ({ what, version }) => rosters.export(what, version),
  'roster.attach': ({ member, signature }) => rosters.attach(member, signature),
  'key.revoke': (asked) => rosters.revoke(asked),
  'key.window': (asked) => rosters.window(asked),
});
