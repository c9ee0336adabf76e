import { decideAssignObjection, decideExtendObjection, decideObjection, objection, type ObjectionAssigned, type ObjectionDecided, type ObjectionExtended, type ObjectionState } from '../domain/objection';
import { standardObjections, type EffectiveProgramme } from '../domain/programme-rules';
import { decideApproveList, decideSubstitute } from '../domain/round/approval';
import type { CandidateSubstituted, ListApproved, ObjectionRegistered, ReturnRegistered, SeatsTransferred, VettingRequested } from '../domain/round/facts';
import { decideRegisterObjection } from '../domain/round/objections';
import { publicityRules } from '../domain/round/publicity';
import { decideOpenSeats } from '../domain/round/reranking';
import { decideRegisterReturn } from '../domain/round/returns';
import { round, tierOf, type RoundState } from '../domain/round/round';
import { decideTransferSeats } from '../domain/round/seat-transfer';
import type { SeatsCarried, SeatsReallocated, SeatsReturned } from '../domain/round/selection-facts';
import { decideRequestVetting } from '../domain/round/vetting';
import type { Again, Coming } from './what-if-answers';
import { underPeriod } from './what-if-publicities';
import { actOf, type AsRead } from './what-if-record';
import { aboutRound, onItsStream, onState, type Decided } from './what-if-streams';

type OfRound = SeatsTransferred | SeatsCarried | SeatsReturned | SeatsReallocated | VettingRequested | ListApproved | CandidateSubstituted | ReturnRegistered;

/** 名额调剂、空缺名额、联审、审定、递补、退回补正: what the tier asks of each, and what it comes to. */
export async function selectionAgain(read: AsRead, fact: OfRound): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  return onState(read, fact, of, {
    ...aboutRound(of), ...(fact.type === 'ReturnRegistered' ? { person: fact.data.teacher } : {}),
    decide: (context) => decided(of, fact, context), comesTo: (events, rules) => comesTo(fact, events, tierOf(of, rules)),
  });
}

function decided(of: RoundState, fact: OfRound, context: Parameters<typeof decideTransferSeats>[2]): Decided {
  const { act } = fact.meta;
  switch (fact.type) {
    case 'SeatsTransferred':
      return decideTransferSeats(of, { ...fact.data, act: actOf(fact) }, context);
    case 'SeatsCarried':
      return decideOpenSeats(of, { kind: 'CARRY', ...fact.data, act: actOf(fact) }, context);
    case 'SeatsReturned':
      return decideOpenSeats(of, { kind: 'RETURN', ...fact.data, act: actOf(fact) }, context);
    case 'SeatsReallocated': {
      const { from: group, to: toGroup, seats } = fact.data;
      return decideOpenSeats(of, { kind: 'REALLOCATE', group, toGroup, seats, act: actOf(fact) }, context);
    }
    case 'VettingRequested':
      return decideRequestVetting(of, { bodies: fact.data.bodies, ...(act === undefined ? {} : { act }) }, context);
    case 'ListApproved':
      return decideApproveList(of, { strikes: fact.data.struck.map(({ nomination }) => ({ nomination, reason: '' })), act: actOf(fact) }, context);
    case 'CandidateSubstituted':
      return decideSubstitute(of, { out: fact.data.out, reasonCode: fact.data.reasonCode, act: actOf(fact) }, context);
    case 'ReturnRegistered': {
      const { nomination, teacher, level, items, due } = fact.data;
      return decideRegisterReturn(of, { nomination, teacher, level, items, due, words: '' }, context);
    }
  }
}

function comesTo(fact: OfRound, events: Decided['events'], { vetting, overdueReturn, endorsementAfterCompletion }: ReturnType<typeof tierOf>): Coming | null {
  const data = events[0]?.data ?? {};
  if (fact.type === 'VettingRequested' && 'due' in data && typeof data.due === 'string') return { words: { zh: `${data.due} 前回函`, en: `to be answered by ${data.due}` }, clause: vetting?.clause ?? null };
  if (fact.type !== 'ReturnRegistered' || !('overdue' in data) || !('endorsements' in data)) return null;
  const [late, again] = [data.overdue === 'GOES_ON' ? { zh: '逾期未补正的照原申报继续', en: 'what is not completed in time goes on as it was' } : { zh: '逾期未补正的不予推荐', en: 'what is not completed in time is not recommended' }, data.endorsements === 'AGAIN' ? { zh: '补正后重新推荐', en: 'recommended again once it is completed' } : { zh: '补正后原推荐有效', en: 'recommended as it was once it is completed' }];
  return { words: { zh: `${late.zh}，${again.zh}`, en: `${late.en}, ${again.en}` }, clause: overdueReturn?.clause ?? endorsementAfterCompletion?.clause ?? null };
}

/** 异议登记: whether it came in the window that the rules have, and holds whom it is about. */
export async function registrationAgain(read: AsRead, fact: ObjectionRegistered): Promise<Again> {
  const of = await read.fold(round, fact.stream, fact.revision - 1);
  const { objection: id, about, objectionType, realName, receivedAt } = fact.data;
  const posting = about.kind === 'PUBLICITY' ? of.publicities.get(about.publicity) : of.publicity;
  return onState(read, fact, of, {
    ...aboutRound(of),
    decide: (context) => decideRegisterObjection(posting ? underPeriod(of, posting, context) : of, { objection: id, about, objectionType, receivedAt, objector: realName ? { name: '', contact: '' } : null, text: '' }, context),
    comesTo: ([registered], rules) => {
      const { timing, holds } = (registered?.data ?? {}) as Partial<ObjectionRegistered['data']>;
      const [late, kept] = [timing === 'LATE' ? { zh: '公示期外收到', en: 'received outside the window' } : { zh: '公示期内收到', en: 'received within the window' }, holds === true ? { zh: '办结前暂缓授予', en: 'nobody it is about is conferred until it is decided' } : { zh: '不影响授予', en: 'it holds nobody' }];
      return { words: timing === 'EARLY' ? kept : { zh: `${late.zh}，${kept.zh}`, en: `${late.en}, ${kept.en}` }, clause: tierOf(of, rules).objections?.clause ?? publicityRules(of, rules, posting?.level ?? null)?.clause ?? null };
    },
  });
}

/** 异议交办、延期、决定: the days that it is to be handled in. */
export async function objectionAgain(read: AsRead, fact: ObjectionAssigned | ObjectionExtended | ObjectionDecided): Promise<Again> {
  const of = await read.besides(round, `round-${fact.data.round}`, fact);
  const rulesIn = (rules: EffectiveProgramme) => tierOf(of, rules).objections ?? standardObjections;
  /** Of what is assigned, by when: of the days that these rules give. */
  const under = (state: ObjectionState, rules: EffectiveProgramme | undefined): ObjectionState => {
    if (rules === undefined || state.assigned === null) return state;
    const { handlingWorkingDays, extendedWorkingDays } = rulesIn(rules);
    const due = (days: number): string => read.calendarOf(fact).window(state.assigned?.on ?? '', days, false).lastDay;
    return { ...state, assigned: { ...state.assigned, due: due(handlingWorkingDays) }, extended: state.extended === null ? null : { due: due(extendedWorkingDays) } };
  };
  return onItsStream(read, fact, objection, {
    ...aboutRound(of),
    decide: (context, state) => {
      const { act } = fact.meta;
      switch (fact.type) {
        case 'ObjectionAssigned':
          return decideAssignObjection(state, { handler: fact.data.handler, ...(act === undefined ? {} : { act }) }, of, context);
        case 'ObjectionExtended':
          return decideExtendObjection(under(state, context.programme), { act: actOf(fact) }, of, context);
        case 'ObjectionDecided': {
          const { outcome, effect, corrections } = fact.data;
          return decideObjection(under(state, context.programme), { outcome, effect, corrections, reasons: '', act: actOf(fact) }, of, context);
        }
      }
    },
    comesTo: ([first], rules) => {
      const { due, inTime } = (first?.data ?? {}) as { readonly due?: string; readonly inTime?: boolean };
      const words = due !== undefined ? { zh: `${due} 前办结`, en: `to be decided by ${due}` } : inTime === true ? { zh: '按期办结', en: 'decided in time' } : { zh: '逾期办结', en: 'decided after its last day' };
      return { words, clause: rulesIn(rules).clause };
    },
  });
}
