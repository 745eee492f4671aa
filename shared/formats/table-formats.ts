import { createOwnerCheck } from './map-generic.ts';
import { normalName } from './fields.ts';
import type { FileHead, Fit, FormatDefinition } from './format.ts';
import { fitOfColumns, fromCells, genericFormat } from './generic-formats.ts';
import { mapExposure, mapFlag } from './map-flag.ts';
import { mapPrediction } from './map-prediction.ts';
import { mapService } from './map-service.ts';
import { isPersonal, mapTicket, scrubTicket } from './map-ticket.ts';

/** Columns that only an incident has: such a table is not one of tickets. */
const ofIncidents = /^(sev|severity|impact.*|detected.*|detection.*|acknowledged.*|acked.*|acktime|accepted.*)$/;
/** Columns that tell a ticket from other things that have an id, a title and two times. */
const ofTickets =
  /^(description|body|details|labels?|tags|issuetype|issuekey|ticketid|fixversions?|reporter|assignee)$/;
/** What a column is called that names a flag. */
const ofFlags = /^(flag|flagkey|flagname|featureflag|featuretoggle|feature|toggle)$/;

const names = ({ columns, mapping }: FileHead): string[] => [
  ...columns.map(normalName),
  ...Object.keys(mapping.columns).map(normalName),
];

/** Columns about people count too: a table that has them must not be taken by a format that would keep them. */
function recogniseTickets(head: FileHead): Fit | null {
  const columns = names(head);
  if (columns.some((name) => ofIncidents.test(name)) || !columns.some((name) => ofTickets.test(name))) return null;
  const fit = fitOfColumns('tickets', head);
  return fit === null ? null : { ...fit, fit: fit.fit + head.columns.filter(isPersonal).length };
}

/** Most files name a service and an owner somewhere; a catalogue is about little else, and about no time. */
function recogniseServices(head: FileHead): Fit | null {
  const fit = fitOfColumns('services', head);
  return fit === null || fit.fit * 2 < head.columns.length ? null : fit;
}

const recogniseWith =
  (format: 'flags' | 'exposures' | 'predictions', mark: RegExp): FormatDefinition['recognise'] =>
  (head) =>
    names(head).some((name) => mark.test(name)) ? fitOfColumns(format, head) : null;

/** Tables about services and what people and users made of them. */
export const tableFormats = {
  services: genericFormat(
    'services',
    'component',
    fromCells(() => mapService),
    { aliases: ['service', 'components', 'component', 'catalogue'], recognise: recogniseServices },
  ),
  tickets: genericFormat(
    'tickets',
    'ticket',
    fromCells(() => {
      const isOwner = createOwnerCheck();
      return (cells) => mapTicket(cells, isOwner);
    }),
    { aliases: ['ticket', 'issues'], recognise: recogniseTickets, scrub: scrubTicket },
  ),
  flags: genericFormat(
    'flags',
    'flag',
    fromCells(() => mapFlag),
    { aliases: ['flag', 'flag-changes', 'toggles'], recognise: recogniseWith('flags', ofFlags) },
  ),
  exposures: genericFormat(
    'exposures',
    'exposure',
    fromCells(() => mapExposure),
    { aliases: ['exposure', 'flag-exposures'], recognise: recogniseWith('exposures', ofFlags) },
  ),
  predictions: genericFormat(
    'predictions',
    'prediction',
    fromCells(() => mapPrediction),
    {
      aliases: ['prediction'],
      recognise: recogniseWith('predictions', /^(probability|failureprobability|predictedrisk|risk|chance)$/),
    },
  ),
} as const;
