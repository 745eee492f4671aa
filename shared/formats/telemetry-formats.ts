/** Metrics and logs as monitoring tools write them. */
export const telemetryFormats = {} as const;
