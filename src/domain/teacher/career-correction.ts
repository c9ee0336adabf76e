import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder, type DayName } from '../days-in-order';
import { refused, type Refused } from '../decision';
import type { Decision, Json, JsonObject, OfficialAct, PrivatePart } from '../facts';
import {
  decideEndSpell, decideRecordAppraisal, decideRecordClassTeacherSpell, decideRecordCredential, decideRecordLeaderPost, decideRecordService, decideRecordTeaching,
} from './career';
import type { CareerFact, LeaveKind } from './career-facts';
import { schoolYearBegins } from './career-view';
import type { TeacherFact } from './facts';
import { decideEndLeave, decideStartLeave } from './leave';
import { decideRecordSanction } from './sanction';
import { teacher, type TeacherState } from './teacher';
import type { LifeFact } from './view';

type CareerLife = Extract<LifeFact, { readonly type: CareerFact['type'] }>;
type Check = (value: Json) => boolean;

const oneOf = (...codes: readonly string[]): Check => (value) => typeof value === 'string' && codes.includes(value);
const orNull = (check: Check): Check => (value) => value === null || check(value);
const whole = (min: number, max: number): Check => (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max;
const text = (max: number): Check => (value) => typeof value === 'string' && value.trim() !== '' && value.length <= max && !/\p{Surrogate}|\p{Cc}/u.test(value.replaceAll(/[\n\t]/g, ''));
const flag: Check = (value) => typeof value === 'boolean';
const day: Check = (value) => isBusinessDate(value);
const id: Check = (value) => typeof value === 'string' && /^[0-9A-Za-z][0-9A-Za-z._:-]{0,79}$/.test(value);
const listOf = (...codes: readonly string[]): Check => (value) => {
  if (!Array.isArray(value)) return false;
  const items: readonly Json[] = value;
  return items.length > 0 && new Set(items).size === items.length && items.every((item) => typeof item === 'string' && codes.includes(item));
};

const spell = { from: day, to: orNull(day) };
/** What the commands that record these facts would take; a correction is held to the same. */
const wordings: { readonly [type in CareerLife['type']]: { readonly data: { readonly [field: string]: Check }; readonly part: { readonly [field: string]: Check } } } = {
  ServiceRecorded: { data: { ...spell, kind: oneOf('PUBLIC_SCHOOL', 'PRIVATE_SCHOOL', 'MILITARY', 'OTHER') }, part: { employer: text(200) } },
  CredentialRecorded: { data: { level: text(40), subject: orNull(text(40)), obtainedOn: day, validTo: orNull(day) }, part: { number: orNull(text(80)), issuer: text(200) } },
  AppraisalRecorded: { data: { year: whole(1950, 9998), grade: oneOf('EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED', 'NO_GRADE') }, part: {} },
  TeachingRecorded: { data: { year: whole(1950, 9998), subject: text(40), stage: oneOf('PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'SPECIAL'), periodsPerWeek: (value) => typeof value === 'number' && value > 0 && value <= 60 }, part: {} },
  ClassTeacherSpellRecorded: { data: spell, part: {} },
  LeaderPostRecorded: { data: { ...spell, post: oneOf('PRINCIPAL', 'PARTY_SECRETARY', 'DEPUTY_PRINCIPAL', 'DEPUTY_SECRETARY', 'MIDDLE_MANAGER'), unit: id, teaching: flag }, part: {} },
  SpellEnded: { data: { to: day }, part: {} },
  SanctionRecorded: {
    data: { ...spell, kind: oneOf('DISCIPLINARY', 'OTHER_MEASURE'), scopes: listOf('EVALUATION', 'NOMINATION', 'HONOURS', 'ALL'), releaseBy: oneOf('AUTOMATIC', 'DECISION'), barMonths: whole(0, 600) },
    part: { measure: text(80), basis: text(400), reason: text(2_000) },
  },
  SanctionReleased: { data: {}, part: {} },
  LeaveStarted: { data: { from: day, expectedTo: orNull(day) }, part: { kind: oneOf('MATERNITY', 'SICK', 'STUDY', 'SECONDMENT', 'AID_POSTING'), reason: orNull(text(2_000)) } },
  LeaveEnded: { data: { backOn: day }, part: {} },
  WaiverGranted: { data: {}, part: {} },
  EvidenceEntered: { data: {}, part: {} },
};

export function isCareerFact(fact: LifeFact): fact is CareerLife {
  return Object.hasOwn(wordings, fact.type);
}

/**
 * A corrected fact of her career is one that could have been recorded so: its values are held to what the command takes,
 * and the command is decided again on her dossier without the fact.
 */
export function careerFault(state: TeacherState, fact: CareerLife, next: { readonly data: JsonObject; readonly personal: PrivatePart | null; readonly effectiveOn: BusinessDate }, context: DecisionContext): Refused | null {
  const { data, personal, effectiveOn } = next;
  const { data: ofData, part } = wordings[fact.type];
  const field = Object.keys(ofData).find((name) => ofData[name]?.(data[name] ?? null) === false) ?? (personal === null ? undefined : Object.keys(part).find((name) => part[name]?.(personal[name] ?? null) === false));
  if (field !== undefined) return refused('fieldImpossible', { field });
  const [name, first] = beginning(fact.type, data);
  if (first !== effectiveOn && fact.type !== 'AppraisalRecorded') return outOfOrder('effectiveOn', effectiveOn, name, first);
  const decision = decideAgain(without(state, fact.meta.corrects ?? fact.id), { ...fact, data } as CareerLife, personal ?? {}, effectiveOn, context);
  return decision?.kind === 'refused' ? { kind: 'refused', refusal: decision.refusal, events: [] } : null;
}

/** The day from which the fact holds stands among its own fields too. */
function beginning(type: CareerLife['type'], data: JsonObject): readonly [field: DayName, day: string] {
  if (type === 'TeachingRecorded') return ['year', schoolYearBegins(Number(data['year']))];
  const field = type === 'CredentialRecorded' ? 'obtainedOn' : type === 'SpellEnded' ? 'to' : type === 'LeaveEnded' ? 'backOn' : 'from';
  return [field, String(data[field])];
}

function decideAgain(state: TeacherState, fact: CareerLife, part: PrivatePart, effectiveOn: BusinessDate, context: DecisionContext): Decision<TeacherFact> | null {
  const own = (name: string): string => String(part[name] ?? '');
  switch (fact.type) {
    case 'ServiceRecorded': return decideRecordService(state, { ...fact.data, employer: own('employer') }, context);
    case 'CredentialRecorded': return decideRecordCredential(state, { ...fact.data, number: null, issuer: own('issuer') }, context);
    case 'AppraisalRecorded': return decideRecordAppraisal(state, { ...fact.data, concludedOn: effectiveOn }, context);
    case 'TeachingRecorded': return decideRecordTeaching(state, fact.data, context);
    case 'ClassTeacherSpellRecorded': return decideRecordClassTeacherSpell(state, fact.data, context);
    case 'LeaderPostRecorded': return decideRecordLeaderPost(state, fact.data, context);
    case 'SpellEnded': return decideEndSpell(state, fact.data, context);
    case 'SanctionRecorded': return decideRecordSanction(state, { ...fact.data, personal: { measure: own('measure'), basis: own('basis'), reason: own('reason') }, act: fact.meta.act ?? NO_ACT }, context);
    case 'LeaveStarted': return decideStartLeave(state, { ...fact.data, kind: own('kind') as LeaveKind, reason: null }, context);
    case 'LeaveEnded': return decideEndLeave(state, fact.data, context);
    case 'SanctionReleased':
    case 'WaiverGranted':
    case 'EvidenceEntered': return null;
  }
}

/** Stands where the fact carries its own act already; what is decided again is whether the dates and codes can be. */
const NO_ACT: OfficialAct = { body: '', kind: '', number: '', date: '1900-01-01', file: null };

/** Her dossier as if the fact had never been recorded. */
function without(state: TeacherState, origin: string): TeacherState {
  return state.facts
    .filter((fact) => fact.id !== origin && fact.meta.corrects !== origin)
    .reduce<TeacherState>((folded, fact) => teacher.evolve(folded, fact), teacher.initial(`teacher-${state.id}`));
}

