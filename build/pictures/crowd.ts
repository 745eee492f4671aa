import { memberIdSchema } from '../../shared/domain/ids.ts';

/** Sixty people of the sample's roster and more, of whom the seats of the prepared review are some. */
export const seated = ['rel-03', 'ops-02', 'prod-02', 'rel-01'] as const;
export const guests = Array.from({ length: 56 }, (_, index) =>
  memberIdSchema.parse(`guest-${String(index + 1).padStart(2, '0')}`),
);
export const crowd: readonly string[] = [...seated, ...guests];
