import type { SignOffRole } from '../../../shared/domain/review/seats.ts';

export const roleWords: { readonly [R in SignOffRole]: string } = {
  facilitator: 'Facilitator',
  'release-manager': 'Release manager',
  'operations-lead': 'Operations lead',
  'product-manager': 'Product manager',
};
