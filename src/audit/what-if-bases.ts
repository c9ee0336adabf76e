import { decideDesignateBase, decideRecordTrainingActivity, trainingOffice, type BaseDesignated, type TrainingActivityHeld } from '../domain/training/office';
import { ofOne, refusalOf, type Again } from './what-if-answers';
import { ofProgramme, type AsRead } from './what-if-record';

/** 设立培训基地: the kinds and numbers of the pattern (1+3+N), beside the bases that stood then and were not withdrawn. */
export async function baseAgain(read: AsRead, fact: BaseDesignated): Promise<Again> {
  const [state, context] = [await read.fold(trainingOffice, fact.stream, fact.revision - 1), await read.contextOf(fact)];
  const { base, kind, names, org, from } = fact.data;
  const { act } = fact.meta;
  return ofProgramme(read, fact, {
    round: null, tier: null, about: names, recorded: new Map([[null, null]]),
    by: (rules) => ofOne(null, refusalOf(decideDesignateBase(state, { base, kind, names, org, from, ...(act === undefined ? {} : { act }) }, context(rules)))),
  });
}

/** 培训活动: whether the draft asks for such activities, and of each subject. */
export async function activityAgain(read: AsRead, fact: TrainingActivityHeld): Promise<Again> {
  const [state, context] = [await read.fold(trainingOffice, fact.stream, fact.revision - 1), await read.contextOf(fact)];
  const { activity, requirement, title, subject, heldOn, provider, base, participants } = fact.data;
  const { act } = fact.meta;
  return ofProgramme(read, fact, {
    round: null, tier: null, about: { zh: title, en: title }, recorded: new Map([[null, null]]),
    by: (rules) => ofOne(null, refusalOf(decideRecordTrainingActivity(state, { activity, requirement, title, subject, heldOn, provider, base, participants, ...(act === undefined ? {} : { act }) }, context(rules)))),
  });
}
