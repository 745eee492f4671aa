/** A canonical field of a generic format: what sources call it, the closest name first. Names are compared by `normalName`. */
export type Field = { readonly name: string; readonly synonyms: readonly string[] };

export const field = (name: string, synonyms: string): Field => ({ name, synonyms: [name, ...synonyms.split(' ')] });

export const service = field(
  'service',
  'service_name application application_name app app_name component component_name project system',
);
export const environment = field('environment', 'env environment_name stage target_environment target');
export const version = field('version', 'release release_version app_version build_version image_tag tag');
export const updatedAt = field('updatedAt', 'updated modified_at modified last_modified last_updated');
export const instance = field('instance', 'source_instance');
