import { services } from '../../../assets/sample/organisation.ts';
import { objectives, outside } from '../../../assets/sample/surroundings.ts';
import type { CarriedFile } from './carried-file.ts';

const head = 'apiVersion: backstage.io/v1alpha1';

/** The catalogue that the platform team keeps: more than is registered for reviews, and with its own word on owners. */
export function catalogueFile(): CarriedFile {
  const entities = [
    ...services.map(({ id, title, owner, tier, dependsOn }) =>
      component(id, title, `${owner.split('-')[0] ?? ''}-team`, tier, [
        ...dependsOn,
        ...outside.resources
          .filter((each) => (each.usedBy as readonly string[]).includes(id))
          .map((each) => `resource:${each.name}`),
      ]),
    ),
    ...outside.components.map(({ name, title, owner, tier, dependsOn }) =>
      component(name, title, owner, tier, dependsOn),
    ),
    ...outside.resources.map(
      ({ name, title, owner }) =>
        `${head}\nkind: Resource\nmetadata:\n  name: ${name}\n  title: ${title}\nspec:\n  type: database\n  owner: group:${owner}\n`,
    ),
  ];
  return plain('catalog-info.yaml', 'backstage-catalog', entities.join('---\n'));
}

const component = (id: string, title: string, owner: string, tier: string, needs: readonly string[]): string =>
  `${head}\nkind: Component\nmetadata:\n  name: ${id}\n  title: ${title}\n  labels: { tier: ${tier} }\nspec:\n  type: service\n` +
  `  lifecycle: production\n  owner: group:${owner}\n  system: crossings\n  dependsOn: [${needs.map((need) => `'${need}'`).join(', ')}]\n`;

/** What the services promise, as OpenSLO documents. */
export function objectivesFile(): CarriedFile {
  const documents = objectives.map(
    ({ service, indicator, target }, index) =>
      `apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: ${service}-${index + 1} }\nspec:\n  service: ${service}\n` +
      `  indicator: { metadata: { name: i${index + 1}, displayName: ${indicator} } }\n` +
      `  timeWindow: [{ duration: 28d, isRolling: true }]\n  budgetingMethod: Occurrences\n` +
      `  objectives: [{ displayName: ${indicator}, target: ${target} }]\n`,
  );
  return plain('objectives.yaml', 'openslo', documents.join('---\n'));
}

const plain = (name: string, format: 'backstage-catalog' | 'openslo', text: string): CarriedFile => ({
  name,
  format,
  text,
  mapping: { columns: {}, constants: {} },
});
