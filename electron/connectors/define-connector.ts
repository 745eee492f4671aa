import { err } from '../../shared/lib/result.ts';
import type { Connector, ConnectorFault } from './connector.ts';

/** A connector whose configuration is checked each time it is used: saved ones may be of an older version. */
export function defineConnector<Config>(connector: Connector<Config>): Connector {
  const { config: schema } = connector;
  return {
    ...connector,
    config: schema,
    probe: async (config, context) => {
      const read = schema.safeParse(config);
      return read.success ? connector.probe(read.data, context) : err(wrongConfig(read.error.issues));
    },
    pull: async function* pull(config, cursor, window, context) {
      const read = schema.safeParse(config);
      if (read.success) yield* connector.pull(read.data, cursor, window, context);
      else yield err(wrongConfig(read.error.issues));
    },
  };
}

function wrongConfig(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): ConnectorFault {
  const [first] = issues;
  const where = first === undefined ? 'it' : first.path.map(String).join('.') || 'it';
  return {
    code: 'wrong-config',
    message: `The source's settings do not hold: ${where}: ${first?.message ?? 'unreadable'}.`.slice(0, 300),
  };
}
