import { alertmanager } from './alertmanager/alertmanager.ts';
import type { Connector } from './connector.ts';
import { elasticsearch } from './elasticsearch/elasticsearch.ts';
import { git } from './git-source/git.ts';
import { github } from './github/github.ts';
import { gitlab } from './gitlab/gitlab.ts';
import { jenkins } from './jenkins/jenkins.ts';
import { loki } from './loki/loki.ts';
import { pagerduty } from './pagerduty/pagerduty.ts';
import { prometheus } from './prometheus/prometheus.ts';
import { redmine } from './redmine/redmine.ts';
import { unleash } from './unleash/unleash.ts';

/** Every source that can be read, in the order in which they are offered. */
export const connectors: readonly Connector[] = [
  github,
  gitlab,
  jenkins,
  pagerduty,
  git,
  prometheus,
  alertmanager,
  unleash,
  redmine,
  loki,
  elasticsearch,
];

export const connectorById = (id: string): Connector | undefined => connectors.find((one) => one.id === id);
