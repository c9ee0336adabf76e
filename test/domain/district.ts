import { createHash } from 'node:crypto';
import type { DecisionContext } from '../../src/domain/context';
import type { OfficialAct, TeacherId } from '../../src/domain/facts';
import { batch, decideCompleteBatch, decideListTargets, decideOpenBatch, decideSettleTargets } from '../../src/domain/batch';
import { decideRegisterOrg, orgs } from '../../src/domain/orgs';
import { decideClosePanel, decideFormPanel, decideOpenScores, decideSubmitScore } from '../../src/domain/panel';
import { panel } from '../../src/domain/panel/state';
import type { EffectiveProgramme, TierRules } from '../../src/domain/programme-rules';
import { decideCloseNominations, decideOpenRound, type OpenRoundCommand } from '../../src/domain/round/opening';
import { conferralUnderWay, rolesIn, round } from '../../src/domain/round/round';
import { decideReserveSeat, decideSettleSeat } from '../../src/domain/round/seats';
import type { RoundParameters } from '../../src/domain/round/facts';
import { decideConclude, decideConferral, type DecideConferralCommand } from '../../src/domain/round/conferral';
import { decideClosePublicity, decideOpenPublicity } from '../../src/domain/round/publicity';
import { decideCommissionPanel, decideOrderOpening, decideRank, currentList } from '../../src/domain/round/ranking';
import type { Personal, TeacherFact } from '../../src/domain/teacher/facts';
import { decideRegisterTeacher, type RegisterTeacherCommand } from '../../src/domain/teacher/life';
import { decideGiveConsent, decideNominate } from '../../src/domain/teacher/nomination';
import { decideSettleRecommendation, settlementOfRecommendation } from '../../src/domain/teacher/recommendation';
import { teacher, type TeacherState } from '../../src/domain/teacher/teacher';
import { decideConfer, decideNotSelect, settlementOfConferral } from '../../src/domain/teacher/title';
import { personalData, Story } from './story';

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

export const act = (number: string | null = '威经开教〔2019〕8号', date = '2019-06-28'): OfficialAct => ({ body: 'bureau', kind: '通知', number, date, file: null });

export const risingStar: TierRules = {
  code: 'RISING_STAR',
  names: { zh: '教坛新秀', en: 'Rising Star' },
  rank: 1,
  stageGroup: { code: 'GROWTH', names: { zh: '成长', en: 'Growth' } },
  tracks: ['TEACHER'],
  way: 'AWARD',
  seats: { value: 50, clause: 'W12' },
  cadenceYears: { value: 2, clause: 'W12' },
  termYears: null,
  eligibility: [{ rule: 'bornOnOrAfter@1', clause: 'W12', arguments: { date: { parameter: 'bornOnOrAfter' } } }],
  scoring: {
    clause: 'W12',
    components: [{ code: 'LESSON', names: { zh: '课堂', en: 'Lesson' }, weight: 100, max: 100 }],
    dropHighest: 0,
    dropLowest: 0,
    minimumSheets: 2,
    decimals: 2,
    passLine: null,
    tieBreak: ['LESSON'],
  },
  publicity: { clause: 'W12', workingDays: 5, countFirstDay: false },
  onCorrection: { clause: 'W12', do: 'REVIEW' },
  conferringBody: { clause: 'W12', post: 'BureauOfficer', level: 'DISTRICT' },
};

export const weihai: EffectiveProgramme = {
  id: 'weihai-edz-2017',
  version: 1,
  adoptions: 0,
  names: { zh: '梯队', en: 'Tiers' },
  demonstrationOnly: false,
  open: [],
  tracks: [{ code: 'TEACHER', names: { zh: '教师', en: 'Teacher' }, holder: 'PERSON', clause: 'W3' }],
  tiers: [risingStar],
  authority: { RecommendAtSchool: { post: 'SchoolAdmin', level: 'SCHOOL', clause: 'W22' }, SubmitNomination: { post: 'SchoolAdmin', level: 'SCHOOL', clause: 'W22' } },
  assessments: [
    { kind: 'END_OF_TERM', clause: 'W13', grades: ['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED'], post: 'BureauOfficer', level: 'DISTRICT' },
    { kind: 'ANNUAL', clause: 'W10', grades: ['QUALIFIED', 'UNQUALIFIED'], post: 'SchoolAdmin', level: 'SCHOOL' },
  ],
  revocationGrounds: [{ code: 'ETHICS', clause: 'W13', names: { zh: '师德', en: 'Ethics' } }, { code: 'UNQUALIFIED', clause: 'W13', names: { zh: '考核不合格', en: 'Unqualified' } }],
};

export const parameters: RoundParameters = {
  bornOnOrAfter: '1984-01-01',
  snapshotOn: '2019-05-01',
  nominationsFrom: '2019-05-10',
  nominationsTo: '2019-05-31',
  recommendationSeats: [{ unit: 'school-1', seats: 2 }, { unit: 'school-2', seats: 3 }],
  awardSeats: 2,
  requiredAttachments: [],
};

export const openRound: OpenRoundCommand = { round: 'r-2019', names: { zh: '2019年教坛新秀', en: 'Rising Star 2019' }, tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: false };

export function personal(id: string, birthDate = '1990-03-04'): Personal {
  const part: Personal = { name: `姓名-${id}`, formerNames: [], identityType: 'RESIDENT_ID', identityNumber: `number-${id}`, birthDate, sex: '2', phone: `phone-${id}` };
  for (const value of [part.name, part.identityNumber, part.phone]) if (value !== null) personalData.add(value);
  // The bound itself is public: it stands in the notice.
  if (birthDate !== parameters.bornOnOrAfter) personalData.add(birthDate);
  return part;
}

/** What a recommendation of a school adds where there is no level above it. */
export const atSchool = (unit: string) => ({ level: 'SCHOOL' as const, unit, path: [{ level: 'SCHOOL' as const, unit }], version: 1, school: unit });

/** A bureau, a research centre, two schools and as many teachers as the story needs, round and panel included. */
export class District {
  readonly orgs = new Story(orgs, 'orgs');
  readonly round = new Story(round, 'round-r-2019');
  readonly panel = new Story(panel, 'panel-r-2019-1');
  /** Of the decision to confer that comes next. */
  batch = new Story(batch, 'batch-b-1');
  readonly teachers = new Map<TeacherId, Story<TeacherState, TeacherFact>>();

  constructor(readonly programme: EffectiveProgramme = weihai) {
    const unit = (org: string, level: 'DISTRICT' | 'SCHOOL', kind: 'BUREAU' | 'SCHOOL' | 'RESEARCH_CENTRE', parent: string | null) =>
      this.orgs.take(decideRegisterOrg(this.orgs.state, { org, names: { zh: org, en: org }, level, kind, parent, stages: [], code: null, rural: false, effectiveOn: '2000-01-01' }, this.orgs.on('2010-01-01')), this.orgs.on('2010-01-01'));
    unit('bureau', 'DISTRICT', 'BUREAU', null);
    unit('centre', 'DISTRICT', 'RESEARCH_CENTRE', 'bureau');
    unit('school-1', 'SCHOOL', 'SCHOOL', 'bureau');
    unit('school-2', 'SCHOOL', 'SCHOOL', 'bureau');
  }

  teacher(id: TeacherId): Story<TeacherState, TeacherFact> {
    let story = this.teachers.get(id);
    if (!story) this.teachers.set(id, (story = new Story(teacher, `teacher-${id}`)));
    return story;
  }

  about(story: { on(today: string, more?: Partial<DecisionContext>): DecisionContext }, today: string, person = 'clerk-1'): DecisionContext {
    return story.on(today, { orgs: this.orgs.state, programme: this.programme, acting: { person, appointment: `post-of-${person}` } });
  }

  register(id: TeacherId, more: Partial<RegisterTeacherCommand> & { readonly birthDate?: string } = {}) {
    const story = this.teacher(id);
    const { birthDate, ...rest } = more;
    const command: RegisterTeacherCommand = { unit: 'school-1', stage: 'PRIMARY', subject: '语文', enteredOn: null, onEstablishment: true, inPost: true, effectiveOn: '2015-09-01', personal: personal(id, birthDate), ...rest };
    const context = this.about(story, '2018-09-01');
    return story.take(decideRegisterTeacher(story.state, command, context), context);
  }

  open(more: Partial<OpenRoundCommand> = {}) {
    const context = this.about(this.round, '2019-05-05', 'officer');
    return this.round.take(decideOpenRound(this.round.state, { ...openRound, ...more }, context), context);
  }

  consent(id: TeacherId, today = '2019-05-12') {
    const story = this.teacher(id);
    const context = this.about(story, today);
    return story.take(decideGiveConsent(story.state, { round: this.round.state, form: 'CONSENTED' }, context), context);
  }

  nominate(id: TeacherId, today = '2019-05-12') {
    const story = this.teacher(id);
    const context = this.about(story, today);
    return story.take(decideNominate(story.state, { nomination: `n-${id}`, round: this.round.state }, context), context);
  }

  reserve(id: TeacherId, unit = 'school-1', person = 'clerk-1', today = '2019-05-20') {
    const context = this.about(this.round, today, person);
    return this.round.take(decideReserveSeat(this.round.state, { nomination: `n-${id}`, teacher: id, ...atSchool(unit), stage: 'PRIMARY', subject: '语文', act: act() }, context), context);
  }

  settleRecommendations(today = '2019-05-20') {
    for (const line of [...this.round.state.recommendations.values()].filter((entry) => entry.status === 'RESERVED')) {
      const story = this.teacher(line.teacher);
      story.take(decideSettleRecommendation(story.state, { round: 'r-2019', line }, this.about(story, today)), this.about(story, today));
      const settlement = settlementOfRecommendation(story.state, line.reservation);
      if (!settlement) throw new Error('the reservation has no outcome');
      this.round.take(decideSettleSeat(this.round.state, { ledger: 'RECOMMENDATION', reservation: line.reservation, nomination: line.nomination, settlement }), this.about(this.round, today));
    }
  }

  /** Registers, nominates and recommends; closes nominations on the day after the last. */
  recommend(ids: readonly TeacherId[], unit = 'school-2') {
    for (const id of ids) {
      this.register(id, { unit });
      this.consent(id);
      this.nominate(id);
      this.reserve(id, unit);
    }
    this.settleRecommendations();
  }

  closeNominations(today = '2019-06-01', person = 'officer') {
    const context = this.about(this.round, today, person);
    return this.round.take(decideCloseNominations(this.round.state, context), context);
  }

  commission(candidates: readonly TeacherId[], experts: readonly string[] = ['expert-1', 'expert-2'], n = 1) {
    const context = this.about(this.round, '2019-06-03', 'officer');
    return this.round.take(decideCommissionPanel(this.round.state, { panel: `p-${n}`, n, stream: `panel-r-2019-${n}`, group: '语文', experts, candidates }, context), context);
  }

  formPanel() {
    const [commissioned] = this.round.state.panels;
    if (!commissioned) throw new Error('no panel commissioned');
    const context = this.about(this.panel, '2019-06-03', 'officer');
    return this.panel.take(decideFormPanel(this.panel.state, commissioned, 'r-2019', context), context);
  }

  readonly sheets = new Map<string, Record<string, number>>();

  score(id: TeacherId, expert: string, lesson: number) {
    const context = this.about(this.panel, '2019-06-04', expert);
    const components = { LESSON: lesson };
    const outcome = this.panel.take(decideSubmitScore(this.panel.state, { sheet: `${id}/${expert}`, teacher: id, components, check: `${id}/${expert}/${lesson}`, sealKey: 'seal:r-2019', tier: risingStar }, rolesIn(this.round.state), context), context);
    if (Array.isArray(outcome) && outcome.length > 0) this.sheets.set(this.panel.last().id, components);
    return outcome;
  }

  closePanel(person = 'officer') {
    const context = this.about(this.panel, '2019-06-05', person);
    return this.panel.take(decideClosePanel(this.panel.state, { digest: 'digest-1', tier: risingStar }, rolesIn(this.round.state), context), context);
  }

  openScores() {
    const context = this.about(this.round, '2019-06-06', 'officer');
    const ordered = this.round.take(decideOrderOpening(this.round.state, { panels: [this.panel.state], act: act() }, context), context);
    if (!Array.isArray(ordered)) return ordered;
    const sheets = [...this.sheets].map(([event, components]) => ({ event, components, salt: 'salt' }));
    const at = this.about(this.panel, '2019-06-06', 'officer');
    return this.panel.take(decideOpenScores(this.panel.state, { order: this.round.last().id, digest: 'digest-1', sheets }, at), at);
  }

  rank() {
    const context = this.about(this.round, '2019-06-07', 'officer');
    return this.round.take(decideRank(this.round.state, { panels: [this.panel.state], hash: sha256 }, context), context);
  }

  /** To the gate RANKED, each teacher with one score from both experts. */
  ranked(scores: { readonly [teacher: TeacherId]: number }, opening: Partial<OpenRoundCommand> = {}) {
    const ids = Object.keys(scores);
    this.open(opening);
    this.recommend(ids);
    this.closeNominations();
    this.commission(ids);
    this.formPanel();
    for (const [id, lesson] of Object.entries(scores)) for (const expert of ['expert-1', 'expert-2']) this.score(id, expert, lesson);
    this.closePanel();
    this.openScores();
    return this.rank();
  }

  publish(openedOn = '2019-06-10') {
    const context = this.about(this.round, openedOn, 'officer');
    const lines = this.round.state.ranking?.lines ?? [];
    const rows = currentList(this.round.state).map((nomination) => {
      const id = lines.find((line) => line.nomination === nomination)?.teacher ?? '';
      return { nomination, teacher: id, hash: `hash-${id}`, row: { name: personal(id).name }, salt: 'salt' };
    });
    return this.round.take(decideOpenPublicity(this.round.state, { publicity: 'pub-1', rows, listHash: 'list-1', places: ['site'] }, context), context);
  }

  closePublicity(today: string) {
    const context = this.about(this.round, today, 'officer');
    return this.round.take(decideClosePublicity(this.round.state, { proofs: [{ place: 'site', file: null }], objections: 0, listHash: 'list-1' }, context), context);
  }

  decide(conferredOn = '2019-07-01', person = 'officer', more: Partial<DecideConferralCommand> = {}) {
    const context = this.about(this.round, '2019-06-28', person);
    return this.round.take(decideConferral(this.round.state, { batch: this.batch.state.id, act: act(), conferredOn, ...more }, context), context);
  }

  /** Carries the decided conferral out, person by person. */
  confer(today = '2019-07-01') {
    const conferral = conferralUnderWay(this.round.state);
    if (!conferral) throw new Error('no conferral decided');
    const targets = [...conferral.conferrals, ...conferral.notSelected].map(({ teacher: target, nomination }) => ({ target, data: { nomination } }));
    const at = this.batch.on(today);
    this.batch.take(decideListTargets(this.batch.state, { targets }), at);
    this.batch.take(decideOpenBatch(this.batch.state, { useCase: 'ConferTitles', listHash: 'x', round: 'r-2019', reservation: conferral.event }), at);
    for (const { nomination, teacher: id } of conferral.conferrals) {
      const story = this.teacher(id);
      story.take(decideConfer(story.state, { round: this.round.state, reservation: conferral.event, nomination }, this.about(story, today)), this.about(story, today));
      const settlement = settlementOfConferral(story.state, conferral.event, nomination);
      if (!settlement) throw new Error('the award has no outcome');
      this.round.take(decideSettleSeat(this.round.state, { ledger: 'AWARD', reservation: conferral.event, nomination, settlement }), this.about(this.round, today));
      this.batch.take(decideSettleTargets(this.batch.state, { outcomes: [{ target: id, outcome: settlement.kind === 'CONFIRMED' ? 'DONE' : 'DECLINED', event: settlement.outcome, rule: null }] }), at);
    }
    for (const { nomination, teacher: id } of conferral.notSelected) {
      const story = this.teacher(id);
      story.take(decideNotSelect(story.state, { round: this.round.state, reservation: conferral.event, nomination }, this.about(story, today)), this.about(story, today));
      this.batch.take(decideSettleTargets(this.batch.state, { outcomes: [{ target: id, outcome: 'DONE', event: story.last().id, rule: null }] }), at);
    }
    this.batch.take(decideCompleteBatch(this.batch.state, { completedAt: `${today}T03:00:00.000Z` }), at);
    const context = this.about(this.round, today, 'officer');
    return this.round.take(decideConclude(this.round.state, { batch: this.batch.state, reservation: conferral.event }), context);
  }

  /** A whole round: a, b and c, of whom the two best are conferred. */
  concluded(scores: { readonly [teacher: TeacherId]: number } = { a: 90, b: 80, c: 70 }) {
    this.ranked(scores);
    this.publish();
    this.closePublicity('2019-06-18');
    this.decide();
    return this.confer();
  }
}
