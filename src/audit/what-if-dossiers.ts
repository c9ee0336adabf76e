import { basesStream, roundStream } from '../commands/desk';
import { needed } from '../domain/decision';
import type { Recorded } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { openedRound, round } from '../domain/round/round';
import type { WaiverGranted } from '../domain/teacher/career-facts';
import { decideRecordRecognition } from '../domain/teacher/cultivation';
import { decideDeferAssessment } from '../domain/teacher/deferral';
import { decideSubmitDeliverables } from '../domain/teacher/deliverables';
import type { AssessmentDeferred, TitleConferred, TrackingNoted } from '../domain/teacher/facts';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import type { TeacherState } from '../domain/teacher/teacher';
import type { TitleExited, TitleSuspended } from '../domain/teacher/title-facts';
import { decideExit, decideSuspend } from '../domain/teacher/title-standing';
import { lastDayOf } from '../domain/teacher/title-term';
import { decideNoteTracking } from '../domain/teacher/tracking';
import { decideEnrolInTraining, decideRecordTraining } from '../domain/teacher/training';
import type { CompletedTraining, DeliverableSubmitted, EnrolledInTraining } from '../domain/teacher/training-facts';
import { view } from '../domain/teacher/view';
import { decideGrantWaiver } from '../domain/teacher/waiver';
import type { ExternalRecognitionRecorded } from '../domain/teacher/ways-facts';
import { trainingOffice } from '../domain/training/office';
import { titleLevels } from './code-words';
import { termTo, type Again } from './what-if-answers';
import { gateFor } from './what-if-gates';
import { actOf, type AsRead } from './what-if-record';
import { endsOtherwise, lacksAssessment, lacksTier, onState, type Decided } from './what-if-streams';
import { takingUp } from './what-if-titles';

type OnDossier = Parameters<typeof onState<TeacherState>>[3];

/** On her dossier as it stood before. */
async function onDossier(read: AsRead, fact: Recorded, of: OnDossier, title: string | null = null): Promise<Again> {
  const state = await read.dossier(fact, fact.stream, fact.revision - 1);
  const held = title === null ? undefined : view(state.facts, LAST_DAY).titles.find((entry) => entry.title === title);
  return onState(read, fact, state, { person: state.id, ...(held === undefined ? {} : { round: held.round, tier: held.tier, lacks: (rules) => lacksTier(rules, held.tier) }), ...of });
}

/** 考核延期: whether leave puts the assessment off. By which body is asked of whoever did it. */
export function deferralAgain(read: AsRead, fact: AssessmentDeferred): Promise<Again> {
  const { code, period, title, newDue } = fact.data;
  return onDossier(read, fact, {
    decide: (context, state) => {
      const asked = { ...context };
      delete asked.orgs;
      return decideDeferAssessment(state, { code, period, title, assessor: '', newDue, reason: '' }, asked);
    },
    lacks: (rules) => lacksAssessment(rules, code),
  }, title);
}

/** 日常跟踪: whether the assessment keeps any. */
export function trackingAgain(read: AsRead, fact: TrackingNoted): Promise<Again> {
  const { code, title } = fact.data;
  return onDossier(read, fact, { decide: (context, state) => decideNoteTracking(state, { code, title, on: fact.meta.effectiveOn, text: '' }, context) }, title);
}

/** 暂停: what becomes of the days. */
export function suspensionAgain(read: AsRead, fact: TitleSuspended): Promise<Again> {
  const { title, until } = fact.data;
  return onDossier(read, fact, {
    decide: (context, state) => decideSuspend(state, { title, reason: '', act: actOf(fact), effectiveOn: fact.meta.effectiveOn, ...(until === null ? {} : { until }) }, context),
    comesTo: ([suspended], rules) => {
      const words = suspended !== undefined && 'expiry' in suspended.data && suspended.data.expiry === 'EXTENDS' ? { zh: '暂停，所停天数顺延届期', en: 'suspended, and the days are added to the term' } : { zh: '暂停，届期不变', en: 'suspended, and the term ends as before' };
      return { words, clause: rules.tiers.find(({ code }) => code === fact.data.tier)?.life?.reinstatement?.clause ?? null };
    },
  }, title);
}

/** 退出, by an act or with a departure: whether the tier has that exit, and whether the seat is free then. A departure is refused to nobody: without an exit for it she keeps the title. */
export async function exitAgain(read: AsRead, fact: TitleExited): Promise<Again> {
  const { title, tier, exit } = fact.data;
  const exitsOf = ({ tiers }: EffectiveProgramme) => tiers.find(({ code }) => code === tier)?.life?.exits ?? [];
  const own = exitsOf(await read.ownRules(fact)).find(({ code }) => code === exit);
  const departed = (rules: EffectiveProgramme): Decided => {
    const found = exitsOf(rules).find(({ when }) => when !== undefined && when === own?.when);
    return { kind: 'events', events: found === undefined ? [] : [{ type: fact.type, data: { vacancy: found.vacancy } }] };
  };
  return onDossier(read, fact, {
    decide: (context, state) => (fact.meta.useCase === 'ExitTitle' ? decideExit(state, { title, exit, reason: '', act: actOf(fact), effectiveOn: fact.meta.effectiveOn }, context) : departed(needed(context, 'programme'))),
    comesTo: ([exited]) => ({ words: exited === undefined ? { zh: '不退出，称号保留', en: 'not exited, the title is kept' } : 'vacancy' in exited.data && exited.data.vacancy === true ? { zh: '退出，名额空出', en: 'exited, and the seat is vacant' } : { zh: '退出，名额不空出', en: 'exited, and the seat is not vacant' }, clause: own?.clause ?? null }),
  }, title);
}

/** 授予: to which day her term runs, and which lower titles end with it. Whether she is conferred is told by the decision on the list. */
export async function termAgain(read: AsRead, fact: TitleConferred): Promise<Again> {
  const { tier, term: { from } } = fact.data;
  const { titles } = view((await read.dossier(fact, fact.stream, fact.revision - 1)).facts, LAST_DAY);
  const tierIn = ({ tiers }: EffectiveProgramme) => tiers.find(({ code }) => code === tier);
  const was = tierIn(await read.ownRules(fact));
  return onDossier(read, fact, {
    round: fact.data.round, tier, lacks: (rules) => lacksTier(rules, tier) ?? endsOtherwise(was, rules),
    decide: () => ({ kind: 'events', events: [] }),
    comesTo: (_events, rules) => {
      const own = tierIn(rules);
      return own === undefined || own.pool !== undefined ? null : takingUp(termTo(lastDayOf(rules, own, from), own.termYears?.clause, rules), titles, fact, rules);
    },
  });
}

/** 培训 credited to a requirement: its topic, its place in the order, the base, the days for papers. What is credited to none asks no rule. */
export async function creditAgain(read: AsRead, fact: CompletedTraining): Promise<Again | null> {
  const { credit, training, topic, provider, completedOn, source, base, periods } = fact.data;
  if (credit === null) return null;
  const office = await read.besides(trainingOffice, basesStream(credit.programme), fact);
  const { act } = fact.meta;
  return onDossier(read, fact, {
    decide: (context, state) => decideRecordTraining(state, { training, topic, provider, completedOn, source, credit, base, periods, office, personal: { activity: '', source: '' }, ...(act === undefined ? {} : { act }) }, context),
  });
}

/** 参训: whom it is for, behind which gate, and by which day it is to be done. */
export async function enrolmentAgain(read: AsRead, fact: EnrolledInTraining): Promise<Again> {
  const { requirement, from } = fact.data;
  const gate = await gateFor(read, fact, 'EnrolInTraining', [['from', from]]);
  return onDossier(read, fact, {
    decide: (context, state) => gate(context) ?? decideEnrolInTraining(state, { requirement, from }, context),
    comesTo: ([enrolled], rules) => {
      const due = enrolled !== undefined && 'due' in enrolled.data && typeof enrolled.data.due === 'string' ? enrolled.data.due : null;
      const clause = rules.training?.find(({ code }) => code === requirement)?.withinMonths?.clause;
      return { words: due === null ? { zh: '参训，没有期限', en: 'enrolled, with no last day' } : { zh: `参训，${due} 前完成`, en: `enrolled, to be done by ${due}` }, ...(clause === undefined ? {} : { clause }) };
    },
  });
}

/** 任务: whether the set has such a piece, and as many. */
export function deliverableAgain(read: AsRead, fact: DeliverableSubmitted): Promise<Again> {
  const { requirement, piece, receivedOn } = fact.data;
  return onDossier(read, fact, { decide: (context, state) => decideSubmitDeliverables(state, { requirement, pieces: [piece], receivedOn }, context) });
}

/** 外部认定: whether the programme takes it, and of which level it counts. */
export function recognitionAgain(read: AsRead, fact: ExternalRecognitionRecorded): Promise<Again> {
  const { kind, body, number, evidence } = fact.data;
  return onDossier(read, fact, {
    decide: (context, state) => decideRecordRecognition(state, { kind, body, number, on: fact.meta.effectiveOn, evidence: { name: '', file: evidence.file } }, context),
    comesTo: (_events, rules) => {
      const known = rules.recognitions?.find(({ code }) => code === kind);
      if (known === undefined) return null;
      const { zh, en } = titleLevels[known.level];
      return { words: { zh: `登记为${zh}`, en: `recorded as ${en}` }, clause: known.clause };
    },
  });
}

/** 例外审批: whether the condition may be waived, and by whose act. */
export async function waiverAgain(read: AsRead, fact: WaiverGranted): Promise<Again> {
  const { round: id, rule } = fact.data;
  const of = await read.besides(round, roundStream(id), fact);
  const { tier } = openedRound(of);
  return onDossier(read, fact, {
    round: id, tier, lacks: (rules) => lacksTier(rules, tier),
    decide: (context, state) => decideGrantWaiver(state, { round: of, rule, reason: '', act: actOf(fact) }, context),
  });
}
