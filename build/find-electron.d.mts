/** The Electron binary to start, if one is here. `root` is the project's folder, ending in a slash. */
export function findElectron(root: string, env?: NodeJS.ProcessEnv): string | undefined;
