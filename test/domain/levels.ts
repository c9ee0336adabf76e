import { alreadySo } from '../../src/domain/decision';
import { decideRecordAppointment, people } from '../../src/domain/people';
import type { EffectiveProgramme } from '../../src/domain/programme-rules';
import { decideComplete, decideCompleteLate, decideDepart, decideLapse, decideReturn, returnOutcome, settlementOfDeparture } from '../../src/domain/teacher/application';
import { LAST_DAY, nominationIn } from '../../src/domain/teacher/nomination-view';
import { decideSettleRecommendation, settlementOfRecommendation } from '../../src/domain/teacher/recommendation';
import { view } from '../../src/domain/teacher/view';
import { decideRegisterRejection, decideRegisterWithdrawal, decideSettleDeparture } from '../../src/domain/round/departures';
import type { LatePaper, PathStep, RoundParameters } from '../../src/domain/round/facts';
import { nextStep } from '../../src/domain/round/levels';
import { decideReserveSeats } from '../../src/domain/round/mass';
import { lineReservation } from '../../src/domain/round/path';
import { decideReopenReturn } from '../../src/domain/round/reopening';
import { decideEndReturn, decideRegisterReturn } from '../../src/domain/round/returns';
import { decideReserveSeat, decideSettleSeat } from '../../src/domain/round/seats';
import { act, District, parameters, weihai, risingStar } from './district';
import { Story } from './story';

export const levels = ['SCHOOL', 'DISTRICT'] as const;
export const twoLevels: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, levels: { clause: 'W12', value: levels } }] };
export const again: EffectiveProgramme = { ...weihai, tiers: [{ ...risingStar, levels: { clause: 'W12', value: levels }, endorsementAfterCompletion: { clause: 'W12', value: 'AGAIN' } }] };
export const path: readonly PathStep[] = [{ level: 'SCHOOL', unit: 'school-1' }, { level: 'DISTRICT', unit: 'bureau' }];
const FORM = [{ kind: 'FORM', file: null, type: null, size: null, print: null }];
const SEATS = { SCHOOL: 2, DISTRICT: 1 } as const;

/** Two recommending levels over one school; every step of every protocol by itself, as two processes would take them. */
export class Levels {
  readonly district: District;

  readonly posts = new Story(people, 'people');

  constructor(programme: EffectiveProgramme = twoLevels, more: Partial<RoundParameters> = {}) {
    this.district = new District(programme);
    this.district.open({ parameters: { ...parameters, recommendationSeats: [{ unit: 'school-1', seats: SEATS.SCHOOL }, { unit: 'bureau', seats: SEATS.DISTRICT }], ...more } });
    for (const [person, post, org] of [['officer', 'BureauOfficer', 'bureau'], ['chief', 'BureauOfficer', 'bureau'], ['clerk-1', 'SchoolAdmin', 'school-1']] as const) {
      const context = this.posts.on('2018-01-01', { orgs: this.district.orgs.state, acting: { person: 'officer', appointment: null } });
      this.posts.take(decideRecordAppointment(this.posts.state, { appointment: `post-of-${person}`, person, post, org, from: '2018-01-01', to: null, firstOfficer: 'officer' }, context), context);
    }
  }

  get round() {
    return this.district.round.state;
  }

  register(id: string): void {
    this.district.register(id);
    this.district.consent(id);
    this.district.nominate(id);
  }

  nominated(id: string) {
    return nominationIn(view(this.district.teacher(id).state.facts, LAST_DAY).nominations, 'r-2019');
  }

  onRound(decide: (context: ReturnType<District['about']>) => Parameters<District['round']['take']>[0], today = '2019-05-20', person = 'clerk-1') {
    const context = this.district.about(this.district.round, today, person);
    return this.district.round.take(decide(context), context);
  }

  reserve(id: string, level: 'SCHOOL' | 'DISTRICT', today = '2019-05-20') {
    const unit = level === 'SCHOOL' ? 'school-1' : 'bureau';
    const version = this.nominated(id)?.version ?? 1;
    return this.onRound((context) => decideReserveSeat(this.round, { nomination: `n-${id}`, teacher: id, level, unit, path, version, school: 'school-1', stage: 'PRIMARY', subject: '语文', act: act() }, context), today, `recommender-${level}`);
  }

  /** Those of a selection who pass, as `PASSING` has it; nobody: nothing. */
  reserveMany(ids: readonly string[], level: 'SCHOOL' | 'DISTRICT', batch: string) {
    const unit = level === 'SCHOOL' ? 'school-1' : 'bureau';
    const people = ids.map((id) => ({ teacher: id, nomination: `n-${id}`, asked: { nomination: `n-${id}`, unit, path, version: this.nominated(id)?.version ?? 1, school: 'school-1', stage: 'PRIMARY', subject: '语文' } }));
    const before = JSON.stringify([...this.round.recommendations, ...this.round.taken, ...this.round.live, ...this.round.candidates]);
    return this.onRound((context) => {
      const { verdicts, decision } = decideReserveSeats(this.round, { batch, level, people, act: act(), unordered: false }, context);
      expect(JSON.stringify([...this.round.recommendations, ...this.round.taken, ...this.round.live, ...this.round.candidates])).toBe(before);
      return decision.kind === 'refused' || verdicts.some(({ refusal }) => refusal === null) ? decision : alreadySo;
    }, '2019-05-20', `recommender-${level}`);
  }

  /** Step two of the oldest reservation that her stream has not answered; then, separately, the seat. */
  answer(index: number): void {
    const open = [...this.round.recommendations.values()].filter((line) => settlementOfRecommendation(this.district.teacher(line.teacher).state, line.reservation) === null);
    const line = open[index % Math.max(open.length, 1)];
    if (!line) return;
    const story = this.district.teacher(line.teacher);
    story.take(decideSettleRecommendation(story.state, { round: 'r-2019', line }, this.district.about(story, '2019-05-20')), this.district.about(story, '2019-05-20'));
  }

  seat(index: number): void {
    const answered = [...this.round.recommendations.values()].filter((line) => settlementOfRecommendation(this.district.teacher(line.teacher).state, line.reservation) !== null);
    const line = answered[index % Math.max(answered.length, 1)];
    if (!line) return;
    const settlement = settlementOfRecommendation(this.district.teacher(line.teacher).state, line.reservation);
    if (settlement) this.onRound(() => decideSettleSeat(this.round, { ledger: 'RECOMMENDATION', reservation: line.reservation, nomination: line.nomination, settlement }));
  }

  withdraw(id: string, today = '2019-05-20') {
    return this.onRound((context) => decideRegisterWithdrawal(this.round, { nomination: `n-${id}`, teacher: id, school: 'school-1', since: '2019-01-01' }, context), today, id);
  }

  reject(id: string) {
    return this.onRound((context) => decideRegisterRejection(this.round, { nomination: `n-${id}`, teacher: id, step: nextStep(this.round, `n-${id}`, path) ?? { level: 'DISTRICT', unit: 'bureau' }, reason: '理由', act: act() }, context), '2019-05-20', 'officer');
  }

  depart(id: string): void {
    for (const departure of this.round.departures.values()) {
      if (departure.teacher !== id) continue;
      const story = this.district.teacher(id);
      story.take(decideDepart(story.state, { round: this.round, departure }), this.district.about(story, '2019-05-20'));
    }
  }

  departSeats(id: string): void {
    for (const departure of this.round.departures.values()) {
      const settlement = settlementOfDeparture(this.district.teacher(departure.teacher).state, departure.registration);
      if (departure.teacher === id && settlement) this.onRound(() => decideSettleDeparture(this.round, { registration: departure.registration, outcome: settlement.outcome }));
    }
  }

  giveBack(id: string, due = '2019-05-24T17:00') {
    return this.onRound((context) => decideRegisterReturn(this.round, { nomination: `n-${id}`, teacher: id, level: 'DISTRICT', items: ['FORM'], due }, context), '2019-05-20', 'officer');
  }

  tell(id: string): void {
    const open = this.round.returns.get(`n-${id}`);
    const story = this.district.teacher(id);
    if (open) story.take(decideReturn(story.state, { round: this.round, open }), this.district.about(story, '2019-05-20'));
  }

  complete(id: string, today = '2019-05-21') {
    const story = this.district.teacher(id);
    const context = this.district.about(story, today);
    return story.take(decideComplete(story.state, { round: this.round, attachments: FORM }, context), context);
  }

  lapse(id: string, today = '2019-05-25'): void {
    const open = this.round.returns.get(`n-${id}`);
    const story = this.district.teacher(id);
    if (open) story.take(decideLapse(story.state, { round: this.round, open }, this.district.about(story, today)), this.district.about(story, today));
  }

  endReturn(id: string): void {
    const open = this.round.returns.get(`n-${id}`);
    const ended = open ? returnOutcome(this.district.teacher(id).state, open) : null;
    if (open && open.reopened === undefined && ended && ended.how !== 'LEFT') {
      const { how, outcome, on } = ended;
      this.onRound((context) => decideEndReturn(this.round, { registration: open.registration, nomination: open.nomination, how, outcome, on }, context));
    }
  }

  /** Paper received by the due minute and entered on the 27th, let in by the chief. */
  reopen(id: string, more: Partial<LatePaper> = {}, today = '2019-05-27') {
    const hers = this.district.teacher(id).state;
    const late: LatePaper = { receivedAt: '2019-05-24T16:00', receipt: '88', approver: 'chief', act: { ...act() }, ...more };
    return this.onRound((context) => decideReopenReturn(this.round, {
      nomination: `n-${id}`, taker: { unit: 'school-1', stage: 'PRIMARY', subject: '语文' }, attachments: FORM, late,
      recommended: (reservation) => settlementOfRecommendation(hers, reservation)?.kind === 'CONFIRMED',
    }, { ...context, people: this.posts.state }), today);
  }

  completeLate(id: string): void {
    const open = this.round.returns.get(`n-${id}`);
    const story = this.district.teacher(id);
    if (open?.reopened === undefined) return;
    const context = this.district.about(story, '2019-05-27');
    story.take(decideCompleteLate(story.state, { round: this.round, open, attachments: open.reopened.attachments, late: open.reopened.late, reopened: open.reopened.event }, context), context);
  }

  /** As `settleReopening`: only once her stream has said what it has to say. */
  endReopened(id: string): void {
    const open = this.round.returns.get(`n-${id}`);
    if (open?.reopened === undefined) return;
    this.completeLate(id);
    const { facts } = this.district.teacher(id).state;
    const ended = returnOutcome(this.district.teacher(id).state, open);
    if (ended === null || ended.how === 'LEFT' || facts.some(({ type }) => type === 'NominationWithdrawn' || type === 'NominationRejected')) return;
    const { how, outcome } = ended;
    this.onRound((context) => decideEndReturn(this.round, { registration: open.registration, nomination: open.nomination, how, outcome, on: open.reopened?.on ?? '', reopened: open.reopened?.event ?? '' }, context));
  }

  /** What a reactor does until nothing is left. */
  rest(ids: readonly string[]): void {
    for (let turn = 0; turn < 12; turn += 1) {
      for (const id of ids) {
        this.tell(id);
        this.depart(id);
        this.departSeats(id);
        this.endReturn(id);
        this.endReopened(id);
      }
      for (let index = 0; index < this.round.recommendations.size; index += 1) {
        this.answer(index);
        this.seat(index);
      }
    }
  }

  private again(line: { status: string } | undefined, was: 'RELEASED' | 'LAPSED'): void {
    if (line?.status !== was.toLowerCase()) throw new Error('a line is held again that was not given up');
    line.status = 'confirmed';
  }

  /** Seats by level, counted from the log and from nothing else. */
  recount(): { readonly [level: string]: { reserved: number; confirmed: number; lapsed: number } } {
    const lines = new Map<string, { readonly level: string; status: 'reserved' | 'confirmed' | 'lapsed' | 'released' }>();
    for (const fact of this.district.round.log) {
      if (fact.type === 'SeatsReserved') for (const { nomination } of fact.data.lines) lines.set(lineReservation(fact.id, nomination), { level: fact.data.level, status: 'reserved' });
      if (fact.type === 'SeatReserved') lines.set(fact.id, { level: fact.data.level, status: 'reserved' });
      if (fact.type === 'ReturnReopened') for (const { reservation, was } of fact.data.lines) this.again(lines.get(reservation), was);
      if (fact.type !== 'SeatConfirmed' && fact.type !== 'SeatReleased' && fact.type !== 'SeatLapsed') continue;
      const line = lines.get(fact.data.reservation);
      if (!line || line.status === 'released' || line.status === 'lapsed') throw new Error(`${fact.type} of a line that is gone`);
      line.status = fact.type === 'SeatConfirmed' ? 'confirmed' : fact.type === 'SeatLapsed' ? 'lapsed' : 'released';
    }
    const counted = (level: string) => {
      const of = (status: string) => [...lines.values()].filter((line) => line.level === level && line.status === status).length;
      return { reserved: of('reserved'), confirmed: of('confirmed'), lapsed: of('lapsed') };
    };
    return { SCHOOL: counted('SCHOOL'), DISTRICT: counted('DISTRICT') };
  }
}
