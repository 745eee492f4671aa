import { environment, field, instance, service, updatedAt, version, type Field } from './field.ts';

/** Tables about services and what people and users made of them, whose columns are found by name. */
export type DocumentTable = 'services' | 'tickets' | 'flags' | 'exposures' | 'predictions';

const times = 'timestamp time date';

export const documentFields: { readonly [F in DocumentTable]: readonly Field[] } = {
  services: [
    field('service', 'service_name component component_name application app name id key'),
    field('title', 'display_name label description summary'),
    field('owner', 'owner_team owning_team owned_by team squad group'),
    field('tier', 'service_tier criticality importance'),
    field('system', 'system_name domain product'),
    field('dependsOn', 'dependencies depends requires upstreams'),
    updatedAt,
    instance,
  ],
  tickets: [
    field('id', 'issue_key ticket_id issue_id key ticket issue number iid'),
    field('service', 'service_name component components component_name application app_name app project system'),
    field('title', 'summary subject headline'),
    field('text', 'description body details steps message'),
    field('state', 'status'),
    field('createdAt', `created created_on opened_at opened reported_at submitted_at ${times}`),
    field('closedAt', 'resolved resolved_at resolution_date resolved_on closed closed_on done_at completed_at'),
    field('labels', 'tags label categories'),
    field('release', 'fix_version fix_versions fixed_in release_version version milestone'),
    updatedAt,
    instance,
    field('scrubbed', 'scrubbed'),
  ],
  flags: [
    field('id', 'event_id change_id uuid'),
    service,
    field('flag', 'flag_key flag_name feature_flag feature_toggle feature toggle'),
    environment,
    field('at', `changed_at turned_at switched_at ${times} created_at`),
    field('state', 'status enabled action event change new_value value'),
    field('variant', 'variation'),
    updatedAt,
    instance,
  ],
  exposures: [
    service,
    field('flag', 'flag_key flag_name feature_flag feature_toggle feature toggle'),
    field('variant', 'variation'),
    environment,
    field('from', `window_start start started_at hour bucket ${times}`),
    field('to', 'window_end end ended_at until'),
    field('minutes', 'window_minutes duration_minutes'),
    field('exposures', 'exposure_count impressions shown evaluations'),
    field('errors', 'error_count failures'),
    field('conversions', 'conversion_count converted successes'),
    updatedAt,
    instance,
  ],
  predictions: [
    field('id', 'prediction_id uuid'),
    service,
    version,
    field('madeAt', `predicted_at prediction_time ${times} created_at`),
    field('probability', 'failure_probability predicted_risk risk chance'),
    field('impact', 'predicted_impact expected_impact severity'),
    field('reason', 'rationale why because comment note'),
    updatedAt,
    instance,
  ],
};

/** Each group needs one of its fields, as a column or a constant. */
export const requiredDocumentFields: { readonly [F in DocumentTable]: readonly (readonly string[])[] } = {
  services: [['service'], ['owner', 'tier', 'dependsOn']],
  tickets: [['service'], ['id', 'title'], ['createdAt']],
  flags: [['service'], ['flag'], ['at'], ['state']],
  exposures: [['service'], ['flag'], ['variant'], ['from'], ['to', 'minutes'], ['exposures']],
  predictions: [['service'], ['version'], ['madeAt'], ['probability']],
};
