import { z } from 'zod';
import type { Brand } from '../lib/brand.ts';

export type MemberId = Brand<string, 'MemberId'>;
export type ServiceId = Brand<string, 'ServiceId'>;
export type ReleaseId = Brand<string, 'ReleaseId'>;
export type ReviewId = Brand<string, 'ReviewId'>;
export type SeriesId = Brand<string, 'SeriesId'>;
export type RowId = Brand<string, 'RowId'>;

/** `ops-02`: a roster code, never a person's name. */
export const memberIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .max(40)
  .transform((text) => text as MemberId);

/** A service's name as the catalogue has it: `checkout`. */
export const serviceIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/)
  .max(80)
  .transform((text) => text as ServiceId);

/** `checkout@4.18.0`: one version of one service. */
export const releaseIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*@[^\s@]{1,80}$/)
  .transform((text) => text as ReleaseId);

/** `r-2026-118`: also a folder name, so nothing but these characters. */
export const reviewIdSchema = z
  .string()
  .regex(/^r-[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
  .transform((text) => text as ReviewId);

/** Canonical row id `source:type:instance:naturalId`. */
export const rowIdSchema = z
  .string()
  .min(1)
  .max(300)
  .transform((text) => text as RowId);

/** `service/metric/environment`, the name of one metric series. */
export const seriesIdSchema = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => text as SeriesId);

export const releaseIdOf = (service: ServiceId, version: string): ReleaseId => `${service}@${version}` as ReleaseId;
