import type { DecisionContext } from '../context';
import type { Refused } from '../decision';
import { holderOfStream, type Aggregate, type EventId, type HolderKind, type NominationId, type PersonId, type PrivatePart, type Revision, type RoundId, type StreamName, type TeacherId } from '../facts';
import { ownMatter } from '../people';
import { membersOf } from '../team/view';
import type { OrgLevel } from '../registry-facts';
import type { TeacherFact } from './facts';
import { isHers, joinFacts, joinsOf, regroup } from './merge';
import { LAST_DAY } from './nomination-view';
import { resolve, view, type Standing } from './view';

/** What the teacher's stream says about one reservation made for her on another stream. */
export interface Settlement {
  readonly outcome: EventId;
  readonly kind: 'CONFIRMED' | 'RELEASED';
}

/**
 * Facts in log order, plus the few indexes that idempotence and invariants need. What the facts mean on a day is
 * `view(state.facts, day)`, never kept here.
 */
export interface TeacherState {
  /** Of the teacher, or of the team. */
  readonly id: TeacherId;
  readonly kind: HolderKind;
  readonly facts: TeacherFact[];
  readonly byId: Map<EventId, TeacherFact>;
  /** `<reservation>` of a recommendation, `<registration>` of a return or a departure, `<reservation>/<nomination>` of a conferral (one decision reserves many seats). */
  readonly settlements: Map<string, Settlement>;
  readonly notSelected: Map<NominationId, EventId>;
  /** Her last draft for a round: the part that she wrote, null where erased. */
  readonly drafts: Map<RoundId, PrivatePart | null>;
  /** `refusalKey` of every refusal already recorded. */
  readonly refusals: Set<string>;
  /** Revision of the last fact that a decision about her may read: everything but refusals. −1 before the first. */
  factsRevision: Revision;
  erased: boolean;
  /** Her facts are another dossier's now (E6): who is asked instead; null while they are her own. */
  absorbedInto: PersonId | null;
  /** Dossiers that were merged into hers, each by the `IdentitiesMerged` on its own stream. */
  readonly absorbed: Map<PersonId, EventId>;
  /** Dossiers that hers, or one of those, was parted from: what was decided there about it meanwhile is its own again. */
  readonly parted: Set<PersonId>;
  /** Of her own stream, what is about a dossier that was parted from hers. */
  readonly aside: TeacherFact[];
  /** Of each other stream that is read with hers, the last revision that was looked at. */
  readonly joined: Map<PersonId, Revision>;
}

export const teacher: Aggregate<TeacherState, TeacherFact> = {
  initial: (stream: StreamName) => ({
    id: holderOfStream(stream)?.id ?? stream,
    kind: holderOfStream(stream)?.kind ?? 'PERSON',
    facts: [],
    byId: new Map(),
    settlements: new Map(),
    notSelected: new Map(),
    drafts: new Map(),
    refusals: new Set(),
    factsRevision: -1,
    erased: false,
    absorbedInto: null,
    absorbed: new Map(),
    parted: new Set(),
    aside: [],
    joined: new Map(),
  }),
  joins: joinsOf,
  join: joinFacts,
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'NominationRefused':
        state.refusals.add(refusalKey(fact.data.useCase, fact.data.round, fact.data.rule, fact.data.read));
        break;
      case 'RecommendationRefused':
        state.refusals.add(refusalKey(recommendingUseCase(fact.data.level), fact.data.round, fact.data.rule, fact.data.read));
        break;
      case 'SchoolRecommended':
      case 'LevelRecommended':
        state.settlements.set(fact.data.reservation, { outcome: fact.id, kind: 'CONFIRMED' });
        break;
      case 'RecommendationDeclined':
        state.settlements.set(fact.data.reservation, { outcome: fact.id, kind: 'RELEASED' });
        break;
      case 'NominationWithdrawn':
      case 'NominationRejected':
        state.settlements.set(fact.data.registration, { outcome: fact.id, kind: 'RELEASED' });
        break;
      case 'NominationReturned':
        state.settlements.set(fact.data.registration, { outcome: fact.id, kind: 'CONFIRMED' });
        break;
      case 'ApplicationDrafted':
        // Nobody decides on a draft, and only the last one counts: the facts of her life do not hold it.
        state.drafts.set(fact.data.round, fact.private[state.id] ?? null);
        return state;
      case 'TitleConferred':
        // A correction restates the conferral; the outcome of the reservation stays the first wording.
        if (!fact.meta.corrects) state.settlements.set(awardKey(fact.data.reservation, fact.data.nomination), { outcome: fact.id, kind: 'CONFIRMED' });
        break;
      case 'AdmittedToPool':
        state.settlements.set(awardKey(fact.data.reservation, fact.data.nomination), { outcome: fact.id, kind: 'CONFIRMED' });
        break;
      case 'ConferralDeclined':
      case 'ConfirmationDeclined':
        state.settlements.set(awardKey(fact.data.reservation, fact.data.nomination), { outcome: fact.id, kind: 'RELEASED' });
        break;
      case 'NotSelected':
        state.notSelected.set(fact.data.nomination, fact.id);
        break;
      case 'PersonalDataErased':
        state.erased = true;
        break;
      case 'IdentitiesMerged':
        if (fact.data.from === state.id) state.absorbedInto = fact.data.into;
        else state.absorbed.set(fact.data.from, fact.meta.cause);
        regroup(state);
        break;
      case 'MergeUndone':
        if (fact.data.from === state.id) {
          state.absorbedInto = null;
          state.parted.add(fact.data.into);
        } else state.absorbed.delete(fact.data.from);
        regroup(state);
        break;
      default:
    }
    if (!isHers(state, fact)) state.aside.push(fact);
    else {
      state.facts.push(fact);
      state.byId.set(fact.id, fact);
    }
    if (fact.type !== 'NominationRefused' && fact.type !== 'RecommendationRefused') state.factsRevision = fact.revision;
    return state;
  },
};

/** The use case by which a level recommends; the school's where none is named. */
export function recommendingUseCase(level: OrgLevel = 'SCHOOL'): 'RecommendAtSchool' | 'RecommendAtLevel' {
  return level === 'SCHOOL' ? 'RecommendAtSchool' : 'RecommendAtLevel';
}

/** One refusal per (use case, round, rule, revisions read): asking again without anything new appends nothing. */
export function refusalKey(useCase: string, round: string, rule: string, read: { readonly [stream: string]: Revision }): string {
  const revisions = Object.entries(read).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([useCase, round, rule, revisions]);
}

export function awardKey(reservation: EventId, nomination: NominationId): string {
  return `${reservation}/${nomination}`;
}

/** Every standing fact whatever its day: uniqueness and idempotence do not depend on "today". */
export function standingFacts(state: TeacherState): readonly Standing[] {
  return resolve(state.facts);
}

/** What an office enters or decides about a teacher is not hers to enter or decide; her own application (`GiveConsent`) is. */
export function ownDossier(state: TeacherState, context: DecisionContext): Refused | null {
  return ownMatter(personsBehind(state), context);
}

/** Whose matter it is: the teacher's own, under any id that is hers (E6), or of everybody who is in the team as far as is known. */
export function personsBehind(state: TeacherState): readonly PersonId[] {
  // A person's dossier is as long as her years, and asked of every candidate before a panel: it need not be viewed for this.
  const team = state.kind === 'TEAM' ? view(state.facts, LAST_DAY).team : null;
  return team === null ? [state.id, ...state.absorbed.keys()] : membersOf(team).map(({ person }) => person);
}

export function isRegistered(state: TeacherState): boolean {
  return state.facts.some((fact) => fact.type === 'TeacherRegistered' || fact.type === 'TeamRegistered');
}
