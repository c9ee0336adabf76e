import type { BusinessDate } from '../../src/domain/dates';
import type { JsonObject } from '../../src/domain/facts';
import type { Query } from '../../src/read-models/document-store';
import type { PublicityDocument, PublicityStep } from './publicities';

/** All of a round, oldest first. */
export function publicitiesQuery(round: string, page: { readonly limit: number; readonly after?: string }): Query {
  return { where: [{ field: 'round', eq: round }], sort: [{ field: 'openedOn' }], ...page };
}

/** SUPERSEDED: another final list took its place before it was closed, as after another ranking. */
export type PublicityStanding = 'RUNNING' | 'SUSPENDED' | 'ENDED' | 'CLOSED' | 'SUPERSEDED';
/** What waits for a person, and since when: told by date, so it stands without anybody having noted it. */
export interface PublicityDue {
  readonly what: 'RECOMPUTE' | 'RESUME' | 'CLOSE' | 'TAKE_DOWN';
  readonly since: BusinessDate;
  readonly places?: readonly string[];
}

/** One posting on day D by the days on which its steps hold: long enough, in the right place, with the right list? */
export interface PublicityAsOf {
  readonly publicity: string;
  readonly level: string | null;
  readonly unit: string | null;
  readonly standing: PublicityStanding;
  readonly openedOn: BusinessDate;
  readonly window: {
    readonly workingDays: number;
    readonly countFirstDay: boolean;
    readonly firstDay: BusinessDate;
    /** null while the clock stands still. */
    readonly lastDay: BusinessDate | null;
    readonly provisional: boolean;
    readonly calendar: string;
  };
  readonly list: { readonly hash: string; readonly rows: number; readonly edition: number };
  /** Every change of the list, each of which began the window anew. */
  readonly changes: readonly JsonObject[];
  readonly suspensions: readonly { readonly from: BusinessDate; readonly to: BusinessDate | null; readonly left: number; readonly staysPosted: boolean; readonly act: JsonObject | null }[];
  readonly recomputed: readonly JsonObject[];
  readonly contact: JsonObject | null;
  readonly signedBy: string | null;
  /** Where it was posted, what shows it, and when it came down. */
  readonly places: readonly { readonly place: string; readonly proof: string | null; readonly takenDownOn: BusinessDate | null }[];
  readonly closedOn: BusinessDate | null;
  readonly objections: number | null;
  readonly statement: JsonObject | null;
  readonly due: readonly PublicityDue[];
}

/** All postings of a round, in the order of their posting. */
export function publicitiesAsOf(documents: readonly PublicityDocument[], asOf: BusinessDate): readonly PublicityAsOf[] {
  const seen = documents.flatMap((document) => publicityAsOf(document, asOf) ?? []);
  const last = seen.findLast(({ level }) => level === null);
  return seen.map((one) => (one.level === null && one !== last && one.standing !== 'CLOSED' ? superseded(one, last?.openedOn ?? asOf) : one));
}

function superseded(one: PublicityAsOf, since: BusinessDate): PublicityAsOf {
  const places = one.places.filter(({ takenDownOn }) => takenDownOn === null).map(({ place }) => place);
  return { ...one, standing: 'SUPERSEDED', due: places.length === 0 ? [] : [{ what: 'TAKE_DOWN', since, places }] };
}

/** null before its posting. */
export function publicityAsOf(document: PublicityDocument, asOf: BusinessDate): PublicityAsOf | null {
  const steps = document.steps.filter(({ on }) => on <= asOf);
  const opened = steps.find(({ type }) => type === 'PublicityOpened');
  if (opened === undefined) return null;
  const counted = lastOf(steps, ['PublicityOpened', 'PublicityClockResumed', 'PublicityRecomputed', 'PublicityListChanged']) ?? opened;
  const began = lastOf(steps, ['PublicityOpened', 'PublicityRecomputed', 'PublicityListChanged']) ?? opened;
  const listed = lastOf(steps, ['PublicityOpened', 'PublicityListChanged']) ?? opened;
  const closed = lastOf(steps, ['PublicityClosed']);
  const suspensions = suspensionsOf(steps);
  const suspended = suspensions.at(-1)?.to === null;
  const lastDay = suspended ? null : text(counted.details['lastDay']);
  const provisional = counted.details['provisional'] === true;
  const standing: PublicityStanding = closed ? 'CLOSED' : suspended ? 'SUSPENDED' : lastDay !== null && !provisional && asOf > lastDay ? 'ENDED' : 'RUNNING';
  const proofs = new Map(entries(closed?.details['proofs']).map((proof) => [text(proof['place']), proof['file'] === null ? null : text(proof['file'])]));
  const down = new Map(steps.filter(({ type }) => type === 'ListTakenDown').flatMap((step) => texts(step.details['places']).map((place) => [place, text(step.details['on'])] as const)));
  const places = texts(opened.details['places']).map((place) => ({ place, proof: proofs.get(place) ?? null, takenDownOn: down.get(place) ?? null }));
  const { details } = opened;
  return {
    publicity: document.publicity, level: document.level, unit: document.unit, standing, openedOn: text(details['openedOn']),
    window: { workingDays: Number(details['workingDays']), countFirstDay: details['countFirstDay'] === true, firstDay: text(began.details['firstDay']), lastDay, provisional, calendar: text(counted.details['calendar']) },
    list: { hash: text(listed.details['listHash']), rows: Number(listed.details['rows']), edition: Number(listed.details['edition'] ?? 1) },
    changes: steps.filter(({ type }) => type === 'PublicityListChanged').map((step) => ({ on: step.on, changes: step.details['changes'] ?? [], listHash: step.details['listHash'] ?? null, firstDay: step.details['firstDay'] ?? null, lastDay: step.details['lastDay'] ?? null })),
    suspensions,
    recomputed: steps.filter(({ type }) => type === 'PublicityRecomputed').map((step) => ({ on: step.on, ...step.details })),
    contact: (details['contact'] ?? null) as JsonObject | null,
    signedBy: typeof details['signedBy'] === 'string' ? details['signedBy'] : null,
    places,
    closedOn: closed?.on ?? null,
    objections: closed === undefined ? null : Number(closed.details['objections']),
    statement: closed?.act ?? null,
    due: dueOf({ standing, lastDay, provisional, suspendedOn: suspended ? (suspensions.at(-1)?.from ?? null) : null, left: places.filter(({ takenDownOn }) => takenDownOn === null).map(({ place }) => place) }, asOf),
  };
}

function dueOf(seen: { readonly standing: PublicityStanding; readonly lastDay: BusinessDate | null; readonly provisional: boolean; readonly suspendedOn: BusinessDate | null; readonly left: readonly string[] }, today: BusinessDate): readonly PublicityDue[] {
  const { standing, lastDay, provisional, suspendedOn, left } = seen;
  if (suspendedOn !== null) return [{ what: 'RESUME', since: suspendedOn }];
  if (lastDay === null || today <= lastDay) return [];
  if (provisional && standing !== 'CLOSED') return [{ what: 'RECOMPUTE', since: lastDay }];
  return [
    ...(standing === 'CLOSED' ? [] : [{ what: 'CLOSE', since: lastDay } as const]),
    ...(left.length === 0 ? [] : [{ what: 'TAKE_DOWN', since: lastDay, places: left } as const]),
  ];
}

function suspensionsOf(steps: readonly PublicityStep[]): PublicityAsOf['suspensions'] {
  const found: { from: BusinessDate; to: BusinessDate | null; left: number; staysPosted: boolean; act: JsonObject | null }[] = [];
  for (const { type, details, act } of steps) {
    if (type === 'PublicityClockSuspended') found.push({ from: text(details['on']), to: null, left: Number(details['left']), staysPosted: details['staysPosted'] === true, act });
    const last = found.at(-1);
    if (type === 'PublicityClockResumed' && last) found[found.length - 1] = { ...last, to: text(details['on']) };
  }
  return found;
}

function lastOf(steps: readonly PublicityStep[], types: readonly string[]): PublicityStep | undefined {
  return steps.findLast(({ type }) => types.includes(type));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
const entries = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter((one): one is JsonObject => typeof one === 'object' && one !== null) : []);
