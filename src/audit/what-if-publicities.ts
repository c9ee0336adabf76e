import type { WorkingCalendar } from '../domain/calendar';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { ListTakenDown, PublicityClockResumed, PublicityClockSuspended, PublicityClosed, PublicityListChanged, PublicityOpened, PublicityRecomputed } from '../domain/round/facts';
import { decideClosePublicity, decideOpenPublicity, publicityRules } from '../domain/round/publicity';
import { decideChangeList, decideRecompute, decideResumeClock, decideSuspendClock, decideTakeDown } from '../domain/round/publicity-clock';
import type { PublicityState } from '../domain/round/publicity-state';
import { round, type RoundState } from '../domain/round/round';
import { NOT_ALL_ON_RECORD, type Again, type Coming } from './what-if-answers';
import { actOf, type AsRead } from './what-if-record';
import { aboutRound, onState, type Decided } from './what-if-streams';

type PublicityDecision = PublicityOpened | PublicityClosed | PublicityClockSuspended | PublicityClockResumed | PublicityRecomputed | PublicityListChanged | ListTakenDown;

/** 公示: whether the rules have such a list shown, what they ask before it, and to which day it runs. */
export async function postingAgain(read: AsRead, fact: PublicityOpened): Promise<Again> {
  const state = await read.fold(round, fact.stream, fact.revision - 1);
  const { publicity, level, unit, listHash, rows, listed, places, openedOn, contact, signedBy } = fact.data;
  return onState(read, fact, state, {
    ...aboutRound(state),
    decide: (context) => decideOpenPublicity(state, {
      pick: { level, unit }, publicity, listHash, places, openedOn, rows: rows.map((row) => ({ ...row, row: {}, salt: '' })), ...(listed === undefined ? {} : { parts: listed.parts }),
      ...(contact === undefined ? {} : { contact }), ...(signedBy === undefined ? {} : { signedBy }),
    }, context),
    comesTo: (events, rules) => lastDay(events, publicityRules(state, rules, level)?.clause),
  });
}

/** What is done with a list that hangs: on its window, and what was received in it, as the rules count them. */
export async function postedAgain(read: AsRead, fact: Exclude<PublicityDecision, PublicityOpened>): Promise<Again> {
  const state = await read.fold(round, fact.stream, fact.revision - 1);
  const posting = state.publicities.get(fact.data.publicity);
  if (posting === undefined) return { round: state.id, unanswered: NOT_ALL_ON_RECORD };
  return onState(read, fact, state, {
    ...aboutRound(state),
    decide: (context) => decidedOn(underPeriod(state, posting, context), fact, context),
    comesTo: (events, rules) => lastDay(events, publicityRules(state, rules, posting.level)?.clause),
  });
}

function decidedOn(state: RoundState, fact: Exclude<PublicityDecision, PublicityOpened>, context: Parameters<typeof decideRecompute>[2]): Decided {
  const posting = state.publicities.get(fact.data.publicity);
  const pick = { level: posting?.level ?? null, unit: posting?.unit ?? null };
  const { act } = fact.meta;
  switch (fact.type) {
    case 'PublicityClosed': {
      const { proofs, objections } = fact.data;
      return decideClosePublicity(state, { pick, proofs, objections, ...(act === undefined ? {} : { statement: act }) }, context);
    }
    case 'PublicityClockSuspended': {
      const [teacher] = Object.keys(fact.private);
      const about = posting?.rows.find((row) => row.teacher === teacher) ?? posting?.rows[0];
      return decideSuspendClock(state, { pick, nomination: about?.nomination ?? '', reason: '', staysPosted: fact.data.staysPosted, act: actOf(fact), on: fact.data.on }, context);
    }
    case 'PublicityClockResumed':
      return decideResumeClock(state, { pick, on: fact.data.on, ...(act === undefined ? {} : { act }) }, context);
    case 'PublicityRecomputed':
      return decideRecompute(state, { pick }, context);
    case 'PublicityListChanged': {
      const { rows, listed, listHash, openedOn, changes } = fact.data;
      // Which rows say something else today was found on the dossiers, and is on record.
      const corrected = new Map(changes.flatMap(({ kind, nomination }) => (kind === 'CORRECTED' ? [[nomination, { name: '' }] as const] : [])));
      return decideChangeList(state, { pick, rows: rows.map((row) => ({ ...row, row: {}, salt: '' })), ...(listed === undefined ? {} : { parts: listed.parts }), listHash, today: corrected, on: openedOn }, context);
    }
    case 'ListTakenDown':
      return decideTakeDown(state, { pick, publicity: fact.data.publicity, places: fact.data.places, on: fact.data.on }, context);
  }
}

/**
 * The round as it would have stood with the period that these rules have: the posting ends on the day that its clock came to by
 * then, and what was received is in its window or not by that day. Where the rules ask for no such publicity, or for the same
 * one, nothing moves.
 */
export function underPeriod(state: RoundState, posting: PublicityState, { programme, calendar }: { readonly programme?: EffectiveProgramme; readonly calendar?: WorkingCalendar }): RoundState {
  const rules = programme === undefined ? null : publicityRules(state, programme, posting.level);
  if (rules === null || calendar === undefined || (rules.workingDays === posting.workingDays && rules.countFirstDay === posting.countFirstDay)) return state;
  const window = calendar.windowOver(posting.stretches, rules.workingDays, rules.countFirstDay);
  const { firstDay, lastDay: ends } = { firstDay: window.firstDay ?? posting.firstDay, lastDay: window.lastDay ?? posting.lastDay };
  const own: PublicityState = { ...posting, workingDays: rules.workingDays, countFirstDay: rules.countFirstDay, firstDay, lastDay: ends, provisional: window.provisional };
  const objections = new Map([...state.objections].map(([id, one]) => {
    const { about, timing, receivedAt } = one.data;
    const of = about.kind === 'PUBLICITY' ? about.publicity === own.publicity : state.publicity?.publicity === own.publicity;
    const day = receivedAt.slice(0, 10);
    const now = timing === 'LATE' && posting.lastDay < day && day <= ends ? 'IN_WINDOW' : timing === 'IN_WINDOW' && day > ends ? 'LATE' : timing;
    return [id, of && !own.suspended ? { ...one, data: { ...one.data, timing: now } } : one] as const;
  }));
  return { ...state, objections, publicities: new Map([...state.publicities, [own.publicity, own]]), ...(state.publicity?.publicity === own.publicity ? { publicity: own } : {}) };
}

function lastDay(events: Decided['events'], clause: string | undefined): Coming | null {
  const day = events.flatMap(({ data }) => ('lastDay' in data && typeof data.lastDay === 'string' ? [data.lastDay] : []))[0];
  return day === undefined ? null : { words: { zh: `公示至 ${day}`, en: `shown to the end of ${day}` }, ...(clause === undefined ? {} : { clause }) };
}
