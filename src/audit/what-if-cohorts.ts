import { cohort, decideConcludeCohort, decideNotifyResults, decideOpenAssessment, decideProposeGrades, decideRequestReview, decideReview, type CohortState } from '../domain/assessment/cohort';
import type { AssessmentConcluded, AssessmentOpened, GradesProposed, ResultsNotified, ReviewDecided, ReviewRequested } from '../domain/assessment/facts';
import type { BusinessDate } from '../domain/dates';
import type { Recorded, StreamName, TeacherId } from '../domain/facts';
import type { AssessmentRules, EffectiveProgramme } from '../domain/programme-rules';
import type { TeacherState } from '../domain/teacher/teacher';
import { actImpossible, ofOne, refusalOf, type Again, type Unanswerable, type Verdicts } from './what-if-answers';
import { gateFor } from './what-if-gates';
import { actOf, ofProgramme, type AsRead } from './what-if-record';
import { lacksAssessment, onState } from './what-if-streams';

/** 考核名单: whether the assessment is of several, whom it can be concluded of then, and whether a gate is passed. */
export async function listAgain(read: AsRead, fact: AssessmentOpened): Promise<Again> {
  const { code, kind, period, assessor, members } = fact.data;
  const teachers = new Map<TeacherId, TeacherState>();
  for (const { teacher: who } of members) teachers.set(who, await read.dossier(fact, `teacher-${who}`, read.upTo(fact, `teacher-${who}`)));
  const others: CohortState[] = [];
  for (const stream of Object.keys(fact.meta.context.streams ?? {}) as StreamName[]) if (stream.startsWith('cohort-') && stream !== fact.stream) others.push(await read.fold(cohort, stream, read.upTo(fact, stream)));
  const [state, gate, own] = [await read.fold(cohort, fact.stream, fact.revision - 1), await gateFor(read, fact, 'OpenAssessment'), await read.ownRules(fact)];
  const about = own.assessments.find((entry) => entry.code === code)?.names;
  return onState(read, fact, state, {
    ...(about === undefined ? {} : { about }), lacks: (rules) => lacksAssessment(rules, code),
    decide: (context) => gate(context) ?? decideOpenAssessment(state, { code, kind, period, assessor, members }, teachers, others, context),
  });
}

/** 拟定等次、结果通知、申请复核、复核、考核结论 of several: grades, marks, the cap through the cohort, and the days for reviews. */
export async function cohortAgain(read: AsRead, fact: GradesProposed | ResultsNotified | ReviewRequested | ReviewDecided | AssessmentConcluded): Promise<Again> {
  const state = await read.fold(cohort, fact.stream, fact.revision - 1);
  const [context, own, notified, dossiers] = [await read.contextOf(fact), await read.ownRules(fact), await notifiedOn(read, fact), await dossiersRead(read, fact)];
  const code = state.opened?.code ?? '';
  const asked = ({ assessments }: EffectiveProgramme) => assessments.find((entry) => entry.code === code);
  const under = (rules: EffectiveProgramme): CohortState => {
    const [was, is] = [asked(own)?.review?.value, asked(rules)?.review?.value];
    return state.lastDay === null || notified === null || is === undefined || was === is ? state : { ...state, ...windowOf(read.calendarOf(fact).window(notified, is, false)) };
  };
  const decidedBy = (rules: EffectiveProgramme) => {
    switch (fact.type) {
      case 'GradesProposed':
        return decideProposeGrades(state, fact.data.grades, dossiers, context(rules));
      case 'ResultsNotified':
        return decideNotifyResults(state, dossiers, context(rules));
      case 'ReviewRequested':
        return decideRequestReview(under(rules), { teacher: fact.data.teacher, reason: '' }, context(rules));
      case 'ReviewDecided': {
        const { teacher: who, grade, marks } = fact.data;
        return decideReview(state, { teacher: who, grade, marks, reasons: '' }, dossiers, context(rules));
      }
      case 'AssessmentConcluded': {
        const { batch, revocation } = fact.data;
        return decideConcludeCohort(under(rules), { batch, act: actOf(fact), revocation }, dossiers, context(rules));
      }
    }
  };
  // That too many have the grade is told of the proposal; of what follows, where only those who fell out since make them too many.
  const decide = (rules: EffectiveProgramme) => {
    const decided = decidedBy(rules);
    const refusal = refusalOf(decided);
    const isOfProposal = refusal?.rule === 'gradesAboveCap' && refusal.inputs['teachers'] === undefined && (fact.type === 'ResultsNotified' || fact.type === 'AssessmentConcluded');
    return isOfProposal ? decidedBy({ ...rules, assessments: rules.assessments.map(uncapped) }) : decided;
  };
  const people = graded(fact);
  const about = asked(own)?.names;
  return ofProgramme(read, fact, {
    round: null, tier: null, ...(about === undefined || people.length > 0 ? {} : { about }), recorded: people.length === 0 ? new Map([[null, null]]) : new Map(people.map((one) => [one.teacher, null])),
    by: (rules): Verdicts | Unanswerable => {
      const missing = lacksAssessment(rules, code);
      if (missing !== null) return missing;
      const refusal = refusalOf(decide(rules));
      if (refusal === null) return new Map();
      if (people.length === 0) return ofOne(null, refusal);
      // The list is refused whole; it is about those who were to have the grade that the draft has fewer of, or does not have.
      const { grade } = refusal.inputs;
      if (refusal.rule === 'gradesAboveCap' || refusal.rule === 'gradeNotUsed') return new Map(people.flatMap((one) => (one.grade === grade ? [[one.teacher, refusal]] : [])));
      return OF_ALL.has(refusal.rule) ? new Map(people.map((one) => [one.teacher, refusal])) : actImpossible(refusal);
    },
    ...(fact.type !== 'ResultsNotified' ? {} : {
      comesTo: (rules) => {
        const clause = asked(rules)?.review?.clause;
        const day = decide(rules).events.flatMap((event) => (event.type === 'ResultsNotified' ? [event.data.lastDay] : []))[0];
        return day === undefined ? null : { words: { zh: `可申请复核至 ${day}`, en: `a review may be asked for until ${day}` }, ...(clause === undefined ? {} : { clause }) };
      },
    }),
  });
}

function uncapped({ cap, ...rules }: AssessmentRules): AssessmentRules {
  void cap;
  return rules;
}

/** What every one of a list waits for. */
const OF_ALL: ReadonlySet<string> = new Set(['reviewWindowOpen', 'reviewWindowOver']);

/** Whom it decides on, with the grade that she was to have; nobody where all are told of it together. */
function graded(fact: Parameters<typeof cohortAgain>[1]): readonly { readonly teacher: TeacherId; readonly grade?: string }[] {
  switch (fact.type) {
    case 'GradesProposed':
      return fact.data.grades;
    case 'AssessmentConcluded':
      return fact.data.verdicts;
    case 'ReviewDecided':
    case 'ReviewRequested':
      return [fact.data];
    case 'ResultsNotified':
      return [];
  }
}

function windowOf({ lastDay, provisional }: { readonly lastDay: BusinessDate; readonly provisional: boolean }): Pick<CohortState, 'lastDay' | 'provisional'> {
  return { lastDay, provisional };
}

/** Of whom it was asked whether the list still reaches her; nobody where no share was stated, or it was decided before that was asked. */
async function dossiersRead(read: AsRead, fact: Recorded): Promise<readonly TeacherState[]> {
  const streams = (Object.keys(fact.meta.context.streams ?? {}) as StreamName[]).filter((stream) => stream.startsWith('teacher-'));
  const dossiers: TeacherState[] = [];
  for (const stream of streams) dossiers.push(await read.dossier(fact, stream, read.upTo(fact, stream)));
  return dossiers.filter(({ absorbedInto }) => absorbedInto === null);
}

async function notifiedOn(read: AsRead, { stream, revision }: Recorded): Promise<BusinessDate | null> {
  return (await read.read(stream)).findLast((one) => one.type === 'ResultsNotified' && one.revision < revision)?.meta.context.today ?? null;
}
