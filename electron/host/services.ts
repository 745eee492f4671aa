import type { Intake } from '../intake/intake.ts';
import type { Journals } from '../journal/journals.ts';
import type { Sync } from '../sync/sync.ts';
import type { CalendarService } from './calendar-service.ts';
import type { CarriedUploads } from './carried-uploads.ts';
import type { ClockWatch } from './clock-watch.ts';
import type { CourierService } from './courier-service.ts';
import type { EvidenceDesk } from './evidence-desk.ts';
import type { KeyStore } from './key-store.ts';
import type { PackageService } from './package-service.ts';
import type { RecordService } from './record-service.ts';
import type { ReviewService } from './review-service.ts';
import type { SourceService } from './source-service.ts';
import type { ShellPort } from './shell-port.ts';
import type { TemplateService } from './template-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

/** Everything the handler can reach, made once by `createServices`. */
export type Services = {
  readonly version: string;
  readonly port: ShellPort;
  readonly journals: Journals;
  readonly intake: Intake;
  readonly sync: Sync;
  readonly workspace: WorkspaceService;
  readonly evidence: EvidenceDesk;
  readonly calendar: CalendarService;
  readonly couriers: CourierService;
  readonly sources: SourceService;
  readonly reviews: ReviewService;
  readonly watch: ClockWatch;
  readonly packages: PackageService;
  readonly templates: TemplateService;
  readonly records: RecordService;
  readonly keys: KeyStore;
  readonly uploads: CarriedUploads;
};
