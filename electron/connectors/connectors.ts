import type { Connector } from './connector.ts';
import { git } from './git-source/git.ts';
import { github } from './github/github.ts';
import { gitlab } from './gitlab/gitlab.ts';
import { jenkins } from './jenkins/jenkins.ts';
import { pagerduty } from './pagerduty/pagerduty.ts';

/** Every source that can be read, in the order in which they are offered. */
export const connectors: readonly Connector[] = [github, gitlab, jenkins, pagerduty, git];

export const connectorById = (id: string): Connector | undefined => connectors.find((one) => one.id === id);
