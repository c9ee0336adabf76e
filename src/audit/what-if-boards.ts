import type { JsonObject, Recorded } from '../domain/facts';
import { decidePairMentor, guidedBy, mentors, type MentorPaired } from '../domain/mentoring/mentors';
import type { DutyAssigned, DutyDone, PartyMembersNamed, PartyOwnerAppointed, PhaseGatePassed, SupervisionRecorded } from '../domain/parties/facts';
import { decideAppointPartyOwner, decideAssignDuty, decideNamePartyMembers, decidePassPhaseGate, decideRecordDutyDone, decideRecordSupervision } from '../domain/parties/parties';
import { parties } from '../domain/parties/state';
import { compliance, decideRecordCompliance } from '../domain/targets/compliance';
import type { ComplianceRecorded, OutputRecorded, TargetSet, TargetWaived } from '../domain/targets/facts';
import { decideRecordOutput, decideSetTarget, decideWaiveTarget, targetNamed, targets } from '../domain/targets/targets';
import type { Again } from './what-if-answers';
import { actOf, type AsRead } from './what-if-record';
import { onItsStream } from './what-if-streams';

/** 专人负责、成员、任务、关口、督导: which parties, duties, gates and supervisions the rules know, and what a gate waits for. */
export async function partyAgain(read: AsRead, fact: PartyOwnerAppointed | PartyMembersNamed | DutyAssigned | DutyDone | PhaseGatePassed | SupervisionRecorded): Promise<Again> {
  const { act, effectiveOn: on } = fact.meta;
  const by = act === undefined ? {} : { act };
  const { parties: known = [], gates = [], supervision: supervised = [] } = await read.ownRules(fact);
  const data: JsonObject = fact.data;
  const named = [...known.map((one) => ({ ...one, key: data['party'] })), ...gates.map((one) => ({ ...one, key: data['gate'] })), ...supervised.map((one) => ({ ...one, key: data['supervision'] }))].find(({ code, key }) => code === key);
  return onItsStream(read, fact, parties, {
    ...(named === undefined ? {} : { about: named.names }),
    decide: (context, state) => {
      switch (fact.type) {
        case 'PartyOwnerAppointed': {
          const { party, person, from } = fact.data;
          return decideAppointPartyOwner(state, { party, person, from, ...by }, context);
        }
        case 'PartyMembersNamed': {
          const { party, members, from } = fact.data;
          return decideNamePartyMembers(state, { party, members, from, ...by }, context);
        }
        case 'DutyAssigned': {
          const { party, duty, unit, due } = fact.data;
          return decideAssignDuty(state, { party, duty, unit, due, ...by }, context);
        }
        case 'DutyDone': {
          const { party, duty, unit, document } = fact.data;
          return decideRecordDutyDone(state, { party, duty, unit, on, document }, context);
        }
        case 'PhaseGatePassed':
          return decidePassPhaseGate(state, { gate: fact.data.gate, act: actOf(fact) }, context);
        case 'SupervisionRecorded': {
          const { supervision, unit, period, finding } = fact.data;
          return decideRecordSupervision(state, { supervision, unit, period, finding, on, text: '' }, context);
        }
      }
    },
  });
}

/** 目标、成果: whether there is such a target, in such a period, to be recorded by hand. */
export async function targetAgain(read: AsRead, fact: TargetSet | OutputRecorded | TargetWaived): Promise<Again> {
  const own = await read.ownRules(fact);
  const named = targetNamed(own, await read.fold(targets, fact.stream, fact.revision), fact.data.target)?.names;
  return onItsStream(read, fact, targets, {
    ...(named === undefined ? {} : { about: named }),
    decide: (context, state) => {
      switch (fact.type) {
        case 'TargetSet':
          return decideSetTarget(state, fact.data, actOf(fact), context);
        case 'OutputRecorded': {
          const { target, unit, quantity, proof } = fact.data;
          return decideRecordOutput(state, { target, unit, quantity, proof, on: fact.meta.effectiveOn, ...restating(fact) }, context);
        }
        case 'TargetWaived': {
          const { target, period, count } = fact.data;
          return decideWaiveTarget(state, { target, period, count }, actOf(fact), context);
        }
      }
    },
  });
}

/** 落实情况: whether the rules ask it of such a unit, for such a period. */
export async function complianceAgain(read: AsRead, fact: ComplianceRecorded): Promise<Again> {
  const { requirement, unit, period, document, childProgramme } = fact.data;
  const asked = (await read.ownRules(fact)).compliance?.find(({ code }) => code === requirement);
  return onItsStream(read, fact, compliance, {
    ...(asked === undefined ? {} : { about: asked.names }),
    decide: (context, state) => decideRecordCompliance(state, { requirement, unit, period, document, childProgramme, on: fact.meta.effectiveOn, ...restating(fact) }, context),
  });
}

function restating({ meta: { corrects } }: Recorded): { readonly corrects?: string } {
  return corrects === undefined ? {} : { corrects };
}

/** 师徒结对: who may guide whom, and how many. */
export async function pairAgain(read: AsRead, fact: MentorPaired): Promise<Again> {
  const { pair, purpose, mentor, mentee } = fact.data;
  const dossiers = new Map<string, Awaited<ReturnType<AsRead['dossier']>>['facts']>();
  // Of whoever was not read then, nothing is known that would let her not count.
  const { pairs } = await read.fold(mentors, fact.stream, fact.revision - 1);
  for (const person of [mentor, mentee, ...guidedBy(pairs, { mentor, purpose })]) {
    const upTo = read.upTo(fact, `teacher-${person}`);
    if (upTo >= 0) dossiers.set(person, (await read.dossier(fact, `teacher-${person}`, upTo)).facts);
  }
  const { act, effectiveOn: from } = fact.meta;
  return onItsStream(read, fact, mentors, {
    person: mentee,
    decide: (context, state) => decidePairMentor(state, { pair, purpose, mentor, mentee, from, dossierOf: (person) => dossiers.get(person) ?? null, ...(act === undefined ? {} : { act }) }, context),
  });
}
