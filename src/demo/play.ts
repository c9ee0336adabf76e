import type { Application } from '../application';
import type { Sender } from '../commands/use-case';
import type { UseCaseName } from '../commands/use-cases';
import type { BusinessDate, Instant } from '../domain/dates';
import type { JsonObject, PersonId } from '../domain/facts';
import { readProgramme } from '../domain/rules/programme-text';
import { readSample } from '../domain/rules/sample-text';
import { teacherStream } from '../commands/desk';
import type { TeacherFact } from '../domain/teacher/facts';
import { teacher as teacherAggregate } from '../domain/teacher/teacher';
import { teachers as drawTeachers, units, type DemoTeacher, type DemoUnit } from './district';
import type { Persona } from './bureaux';
import { Draw } from './draw';
import type { LaterBureaux } from './later';
import { playTogether } from './story';
import { ToldRound, type Told } from './told-round';
import { plansAndFunds, studiosAndMentors } from './work-of-a-year';

export const PROGRAMME = 'weihai-edz-2017';

/** The rounds that other bureaux of the demonstration run, as their worked examples tell them. */
export const CITY_ROUND = { programme: 'practice-city', example: 'city-round' } as const;
export const COUNTY_ROUND = { programme: 'practice-county', example: 'county-round' } as const;

/** Where the demonstration stands when it has been played: the nominations of the district's round of 2019 are open. */
export const DEMONSTRATION_TIME: Instant = '2019-11-18T02:00:00.000Z';

/** The bureau of the city round, above all others. */
const TOP = 'city';

export interface Demonstration {
  readonly personas: { readonly [name: string]: Persona };
  /** The round under way. */
  readonly round: string;
  /** The finished one. */
  readonly finished: string;
}

export interface Stage {
  readonly application: Application;
  readonly clock: { set(instant: Instant): void };
  /** The texts of `programmes/weihai-edz-2017`. */
  readonly programme: string;
  readonly sample: string;
  readonly city: Told;
  readonly county: Told;
  /** Whose programmes begin later: their units and people are there from the start. */
  readonly later: LaterBureaux;
  /** 1,500 in the demonstration; fewer in tests. */
  readonly teachers?: number;
  /** Aborted: the play ends between two commands, with nothing under way, and rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export type Progress = (step: { readonly zh: string; readonly en: string }, done: number, of: number) => void;

interface Candidate {
  readonly teacher: PersonId;
  readonly unit: string;
}

const AT_ONCE = 32;
const IMPORT_ROWS = 250;
const AWARD_SEATS = 50;
const PUT_FORWARD = 80;
const SETTLED_FROM: BusinessDate = '2017-09-01';
/** Above the counts of `district.ts` for one birth date, so that nobody's identity number is made twice. */
const NUMBERS_FROM = { city: 100, county: 200 };
const schools: readonly DemoUnit[] = units.filter(({ kind }) => kind === 'SCHOOL');

/**
 * Plays the demonstration through the ordinary commands, in the order of its business time: a city and its round, a county of
 * it with a round of its own, and a district of 1,500 teachers. Every command has a key that follows from what it is, so that
 * a play that was interrupted goes on where it stopped when it is played again.
 */
export async function playDemonstration(stage: Stage, progress: Progress): Promise<Demonstration> {
  const play = new Play(stage, progress);
  const city = new ToldRound(stage.city, { ...stage, numbersFrom: NUMBERS_FROM.city });
  const county = new ToldRound(stage.county, { ...stage, prefix: 'linxi-', numbersFrom: NUMBERS_FROM.county });
  progress({ zh: '登记单位与人员', en: 'Registering units and people' }, 0, 1);
  play.at('2017-11-01', '08:30');
  await city.found();
  await stage.later.found(city.officer);
  const { clerks, experts, auditor, subscriber, officer } = await play.people(city.officer);
  await play.programme(officer);
  const dossiers = await play.teachers(officer);
  const finished = await play.round2017(officer, clerks, experts, dossiers);
  await play.year2018(officer, clerks, dossiers, finished.conferred);
  play.at('2019-03-15', '09:00');
  await county.found({ org: TOP, officer: city.officer });
  await playTogether([county.story, city.story], (done, of) => progress({ zh: '2019年县级、市级评选', en: 'County and city rounds of 2019' }, done, of));
  const underWay = await play.round2019(officer, clerks, dossiers, new Set(finished.conferred));
  const clerkUnit = underWay.clerkUnit;
  return {
    personas: {
      teacher: { person: underWay.teacher, zh: '教师(2019年已申报)', en: 'teacher (put forward in 2019)' },
      clerk: { person: of(clerks, clerkUnit), zh: `学校管理员(${nameOf(clerkUnit).zh})`, en: `school clerk (${nameOf(clerkUnit).en})` },
      bureau: { person: officer, zh: '区教体处经办人', en: 'officer of the education office' },
      expert: { person: experts[0] ?? officer, zh: '评审专家', en: 'expert' },
      auditor: { person: auditor, zh: '审计人员', en: 'auditor' },
      subscriber: { person: subscriber, zh: '下游订阅系统', en: 'downstream subscriber' },
      'county-officer': { person: county.person('officer'), zh: '临溪县教育局经办人', en: 'officer of the county' },
      'county-clerk': { person: county.person('clerk-1'), zh: '临溪县实验小学管理员', en: 'school clerk of the county' },
      'county-teacher': { person: county.person('t-5'), zh: '临溪县教师(退回补正、联审待定后授予)', en: 'teacher of the county (returned, held back, conferred)' },
      'city-officer': { person: city.officer, zh: '市教育局经办人', en: 'officer of the city' },
      'city-auditor': { person: city.person('auditor'), zh: '市教育局审计人员', en: 'auditor of the city' },
      'city-clerk': { person: city.person('clerk-1'), zh: '甲山县第一小学管理员', en: 'school clerk of the city round' },
      'city-teacher': { person: city.person('m-3'), zh: '市级评选教师(并列第三,递补后授予)', en: 'teacher of the city round (tied, substituted, conferred)' },
      ...stage.later.personas,
    },
    round: underWay.round,
    finished: finished.round,
  };
}

class Play {
  private readonly application: Application;

  constructor(private readonly stage: Stage, private readonly progress: Progress) {
    this.application = stage.application;
  }

  async people(registrar: PersonId): Promise<{ officer: PersonId; clerks: ReadonlyMap<string, PersonId>; experts: readonly PersonId[]; auditor: PersonId; subscriber: PersonId }> {
    this.at('2017-11-01', '09:00');
    for (const unit of units) {
      await this.send(registrar, 'RegisterOrg', `org ${unit.key}`, {}, {
        org: unit.key, names: { zh: unit.zh, en: unit.en }, level: unit.level, kind: unit.kind, parent: unit.key === 'bureau' ? TOP : 'bureau',
        stages: unit.stages, code: null, rural: unit.rural, effectiveOn: SETTLED_FROM,
      });
    }
    const register = async (name: string, key: string): Promise<PersonId> => String((await this.send(registrar, 'RegisterPerson', `person ${key}`, {}, { name, effectiveOn: SETTLED_FROM })).person);
    const officer = await register('于海川', 'officer');
    const clerks = new Map<string, PersonId>();
    const draw = new Draw(7);
    for (const { key } of schools) clerks.set(key, await register(`${draw.one([...'王李张刘陈丛毕于'])}${draw.one([...'文书静和敏正'])}${draw.one([...'华清平安宁远'])}`, `clerk ${key}`));
    const experts: PersonId[] = [];
    for (let n = 1; n <= 10; n++) experts.push(await register(`${draw.one([...'宋姜曲鞠邹梁谢唐'])}${draw.one([...'明德教学思远'])}${draw.one([...'之深厚广成林'])}`, `expert ${n}`));
    const auditor = await register('孙审言', 'auditor');
    const subscriber = await register('职称评审系统', 'subscriber');
    // The city appoints the district's officer; from then on she keeps the registers.
    await this.appoint(registrar, officer, 'BureauOfficer', 'bureau');
    for (const { key } of schools) await this.appoint(officer, of(clerks, key), 'SchoolAdmin', key);
    for (const expert of experts) await this.appoint(officer, expert, 'Expert', 'bureau');
    await this.appoint(officer, auditor, 'Auditor', 'bureau');
    await this.appoint(officer, subscriber, 'Subscriber', 'bureau');
    return { officer, clerks, experts, auditor, subscriber };
  }

  async programme(officer: PersonId): Promise<void> {
    this.progress({ zh: '发布方案', en: 'Publishing the programme' }, 0, 1);
    await this.send(officer, 'PublishProgrammeVersion', 'programme', { programme: PROGRAMME }, { text: this.stage.programme });
    const reading = readProgramme(this.stage.programme);
    if (reading.kind === 'refused') throw new Error('the shipped programme cannot be read');
    const sample = readSample(this.stage.sample, reading.definition);
    if (sample.kind === 'refused') throw new Error('the shipped sample cannot be read');
    for (const { path, value } of sample.choices) await this.send(officer, 'AdoptOpenValue', `adopt ${path}`, { programme: PROGRAMME }, { version: 1, path, value, sample: true });
  }

  /** @returns person ids in the order of the drawn teachers. */
  async teachers(officer: PersonId): Promise<readonly (DemoTeacher & Candidate)[]> {
    const drawn = drawTeachers(this.stage.teachers ?? 1500);
    const ids: PersonId[] = [];
    for (let start = 0; start < drawn.length; start += IMPORT_ROWS) {
      this.progress({ zh: '导入教师', en: 'Importing teachers' }, start, drawn.length);
      const rows = drawn.slice(start, start + IMPORT_ROWS).map((teacher) => ({
        personal: { name: teacher.name, identityType: 'RESIDENT_ID', identityNumber: teacher.identityNumber, birthDate: teacher.birthDate, sex: teacher.sex, phone: null },
        unit: teacher.unit, stage: teacher.stage, subject: teacher.subject, enteredOn: teacher.enteredOn, onEstablishment: true, inPost: true, effectiveOn: SETTLED_FROM,
      }));
      const result = await this.send(officer, 'RegisterTeachers', `import ${start}`, {}, { rows });
      ids.push(...(result.teachers as readonly PersonId[]));
    }
    return drawn.map((teacher, i) => ({ ...teacher, teacher: ids[i] ?? '' }));
  }

  async round2017(officer: PersonId, clerks: ReadonlyMap<string, PersonId>, experts: readonly PersonId[], dossiers: readonly (DemoTeacher & Candidate)[]): Promise<{ round: string; conferred: readonly PersonId[] }> {
    this.at('2017-11-06', '09:00');
    const bound = '1982-01-01';
    const chosen = pick(dossiers, bound, PUT_FORWARD, new Set(), 2017);
    const round = await this.openRound(officer, '2017', bound, '2017-11-06', '2017-11-24', seatsOf(chosen));
    this.at('2017-11-13', '09:00');
    // A few who are too old apply as well, and are refused with the clause and their own date in their history.
    const tooOld = dossiers.filter(({ birthDate }) => birthDate < bound && birthDate > '1981-06-30').slice(0, 5);
    await this.nominate(round, clerks, tooOld, '2017 too old', true);
    await this.nominate(round, clerks, chosen, '2017');
    this.at('2017-11-20', '09:00');
    await this.recommend(round, clerks, chosen, '2017', '2017-11-17');
    this.at('2017-11-27', '09:00');
    await this.send(officer, 'CloseNominations', 'close 2017', { round }, {});
    const half = Math.ceil(chosen.length / 2);
    const panels = [chosen.slice(0, half), chosen.slice(half)];
    // Place in the ranking by candidate: the last to have been put forward comes third.
    const order = [...chosen];
    const last = order.pop();
    if (last !== undefined) order.splice(2, 0, last);
    const place = new Map(order.map(({ teacher }, i) => [teacher, i]));
    for (const [n, candidates] of panels.entries()) {
      const panel = n + 1;
      const bench = experts.slice(n * 5, n * 5 + 5);
      await this.send(officer, 'FormPanel', `panel 2017 ${panel}`, { round }, { panel, group: panel === 1 ? '第一评审组' : '第二评审组', experts: bench, candidates: candidates.map(({ teacher }) => teacher) });
    }
    this.at('2017-12-04', '09:00');
    const sheets = panels.flatMap((candidates, n) => experts.slice(n * 5, n * 5 + 5).flatMap((expert, seat) => candidates.map(({ teacher }) => ({ panel: n + 1, expert, seat, teacher }))));
    await this.many({ zh: '2017年评分', en: 'Scoring in 2017' }, sheets, ({ panel, expert, seat, teacher }) => {
      // A quarter of a point between neighbours, and experts who differ by a constant, so that no two totals are equal.
      const mark = 97 - (place.get(teacher) ?? 0) * 0.25 + [0.5, -0.5, 0, 0.25, -0.25][seat % 5]!;
      return this.send(expert, 'SubmitScore', `score 2017 ${expert} ${teacher}`, { round, panel }, { teacher, components: { LESSON: mark, DESIGN: mark, PORTFOLIO: mark } });
    });
    for (const panel of [1, 2]) await this.send(officer, 'ClosePanel', `close panel 2017 ${panel}`, { round, panel }, {});
    this.at('2017-12-06', '09:00');
    await this.send(officer, 'OpenScores', 'open scores 2017', { round }, { act: act('bureau', '威云教字〔2017〕41号', '2017-12-06') });
    await this.send(officer, 'RankCandidates', 'rank 2017', { round }, {});
    this.at('2017-12-08', '16:00');
    await this.send(officer, 'OpenPublicity', 'publicity 2017', { round }, { places: ['区教体处网站', '各学校公告栏'] });
    this.at('2017-12-18', '09:00');
    await this.application.reactor.rest();
    await this.send(officer, 'ClosePublicity', 'close publicity 2017', { round }, { proofs: [{ place: '区教体处网站', file: null }, { place: '各学校公告栏', file: null }], objections: 0 });
    this.at('2017-12-22', '09:00');
    this.progress({ zh: '授予2017年教坛新秀', en: 'Conferring the titles of 2017' }, 0, AWARD_SEATS);
    await this.send(officer, 'ConferTitles', 'confer 2017', { round }, { act: act('bureau', '威云教字〔2017〕45号', '2017-12-22'), effectiveOn: '2017-12-22' });
    return { round, conferred: order.slice(0, AWARD_SEATS).map(({ teacher }) => teacher) };
  }

  /** A year of ordinary life: plans, funds, trainings, assessments, transfers, studios, mentors, a revocation, a corrected birth date. */
  async year2018(officer: PersonId, clerks: ReadonlyMap<string, PersonId>, dossiers: readonly (DemoTeacher & Candidate)[], conferred: readonly PersonId[]): Promise<void> {
    const byId = new Map(dossiers.map((dossier) => [dossier.teacher, dossier]));
    this.at('2018-03-05', '09:00');
    const work = { programme: PROGRAMME, bureau: 'bureau', officer, clerks, send: this.send.bind(this) };
    await plansAndFunds(work, '2018-03-05');
    this.at('2018-04-20', '09:00');
    const trained = dossiers.filter((_, i) => i % 6 === 0);
    await this.many({ zh: '2018年培训', en: 'Trainings of 2018' }, trained, ({ teacher, unit }) =>
      this.send(of(clerks, unit), 'RecordTraining', `training 2018 ${teacher}`, { teacher }, {
        training: `class-teachers-2018-${teacher}`, activity: '班主任工作专题培训(第一期)', topic: 'CLASS_TEACHER_WORK', periods: 6, provider: 'centre', completedOn: '2018-04-18', source: `2018-1-${teacher}`,
      }));
    this.at('2018-08-25', '09:00');
    for (const { teacher, unit, stage, subject } of dossiers.filter((_, i) => i % 150 === 71)) {
      const to = schools.find((school) => school.key !== unit && school.stages.includes(stage))?.key;
      if (to !== undefined) await this.send(officer, 'TransferTeacher', `transfer ${teacher}`, { teacher }, { to, stage, subject, effectiveOn: '2018-09-01' });
    }
    // Whoever entered in the summer of 2017 has her first year full by now.
    this.at('2018-09-06', '09:00');
    const newcomers = dossiers.filter(({ enteredOn }) => enteredOn >= '2017-01-01').slice(0, 40);
    await this.many({ zh: '2018年考核', en: 'Assessments of 2018' }, newcomers, ({ teacher }) =>
      this.send(officer, 'ConcludeAssessment', `M1 ${teacher}`, { teacher }, { programme: PROGRAMME, kind: 'MILESTONE', period: 'M1', title: null, grade: 'QUALIFIED', assessor: 'bureau', act: act('bureau', '威云教字〔2018〕22号', '2018-09-05') }));
    this.at('2018-09-10', '09:00');
    const stayed = (candidates: readonly (DemoTeacher & Candidate)[]) => candidates.filter((candidate) => dossiers.indexOf(candidate) % 150 !== 71);
    const holders = stayed(conferred.slice(0, 12).flatMap((teacher) => byId.get(teacher) ?? []));
    const guided = stayed(newcomers).slice(0, 6);
    await studiosAndMentors(work, { hosts: holders.slice(0, 2), members: holders.slice(2, 8).map(({ teacher }) => teacher), pairs: guided.map((mentee, i) => ({ mentor: holders[i % 3]?.teacher ?? mentee.teacher, mentee })) }, '2018-09-10');
    this.at('2018-10-15', '09:00');
    const revoked = conferred[17];
    if (revoked !== undefined) {
      const title = await this.titleOf(revoked);
      await this.send(officer, 'RevokeTitle', 'revocation 2018', { teacher: revoked, title }, {
        ground: 'FRAUD', authority: 'bureau', certificateRecovered: true, reason: '申报材料中的一项成果系他人所有,经核查属实。', act: act('bureau', '威云教字〔2018〕37号', '2018-10-12'),
      });
    }
    this.at('2018-11-20', '09:00');
    const corrected = conferred[30];
    const dossier = corrected === undefined ? undefined : byId.get(corrected);
    if (dossier !== undefined) {
      const registered = (await this.factsOf(dossier.teacher)).find(({ type }) => type === 'TeacherRegistered');
      if (registered !== undefined) {
        // The archive shows an earlier birth date than the dossier: the title now stands on a fact that was corrected.
        await this.send(officer, 'CorrectFact', 'correction 2018', { teacher: dossier.teacher }, { event: registered.id, personal: { ...registered.private[dossier.teacher], birthDate: '1981-12-31' }, act: act('bureau', '威云教字〔2018〕40号', '2018-11-19') });
      }
    }
  }

  async round2019(officer: PersonId, clerks: ReadonlyMap<string, PersonId>, dossiers: readonly (DemoTeacher & Candidate)[], holders: ReadonlySet<PersonId>): Promise<{ round: string; teacher: PersonId; clerkUnit: string }> {
    this.at('2019-11-04', '09:00');
    const bound = '1984-01-01';
    const stayed = dossiers.filter((_, i) => i % 150 !== 71);
    const chosen = pick(stayed, bound, PUT_FORWARD, holders, 2019);
    const round = await this.openRound(officer, '2019', bound, '2019-11-04', '2019-11-29', seatsOf(chosen));
    this.at('2019-11-11', '09:00');
    const nominated = chosen.slice(0, Math.ceil(chosen.length * 0.75));
    await this.nominate(round, clerks, nominated, '2019');
    this.at('2019-11-14', '09:00');
    const recommended = nominated.slice(0, Math.ceil(nominated.length * 0.7));
    await this.recommend(round, clerks, recommended, '2019', '2019-11-13');
    this.stage.clock.set(DEMONSTRATION_TIME);
    await this.application.reactor.rest();
    // Whoever tries the clerk should find a recommendation left to make, and the next one refused.
    const left = new Map(seatsOf(chosen).map(({ unit, seats }) => [unit, seats - recommended.filter((candidate) => candidate.unit === unit).length]));
    const shown = recommended.find(({ unit }) => left.get(unit) === 1) ?? nominated[0];
    return { round, teacher: shown?.teacher ?? '', clerkUnit: shown?.unit ?? 'p1' };
  }

  private async openRound(officer: PersonId, year: string, bornOnOrAfter: BusinessDate, from: BusinessDate, to: BusinessDate, seats: readonly { unit: string; seats: number }[]): Promise<string> {
    const parameters = { bornOnOrAfter, snapshotOn: from, nominationsFrom: from, nominationsTo: to, recommendationSeats: seats, awardSeats: AWARD_SEATS, requiredAttachments: ['申报表'] };
    const { round } = await this.send(officer, 'OpenRound', `round ${year}`, {}, {
      names: { zh: `${year}年教坛新秀评选`, en: `Rising Star selection of ${year}` }, programme: PROGRAMME, tier: 'RISING_STAR', track: 'TEACHER', parameters, demonstration: true, act: act('bureau', `威云教字〔${year}〕${year === '2017' ? 36 : 39}号`, from),
    });
    return String(round);
  }

  private async nominate(round: string, clerks: ReadonlyMap<string, PersonId>, candidates: readonly Candidate[], key: string, refused = false): Promise<void> {
    await this.many({ zh: `${key.slice(0, 4)}年申报`, en: `Nominations of ${key.slice(0, 4)}` }, candidates, async ({ teacher, unit }) => {
      await this.send(teacher, 'GiveConsent', `consent ${key} ${teacher}`, { round }, {});
      await this.send(of(clerks, unit), 'SubmitNomination', `nomination ${key} ${teacher}`, { round }, { teacher, attachments: ['申报表'] }, refused);
    });
  }

  private recommend(round: string, clerks: ReadonlyMap<string, PersonId>, candidates: readonly Candidate[], key: string, on: BusinessDate): Promise<void> {
    return this.many({ zh: `${key}年学校推荐`, en: `School recommendations of ${key}` }, candidates, ({ teacher, unit }) =>
      this.send(of(clerks, unit), 'RecommendAtSchool', `recommendation ${key} ${teacher}`, { round }, { teacher, act: { ...act(unit, null, on), kind: '会议纪要', meeting: { on, present: 7, entitled: 9 } } }));
  }

  private async titleOf(teacher: PersonId): Promise<string> {
    for (const fact of await this.factsOf(teacher)) if (fact.type === 'TitleConferred') return fact.data.title;
    throw new Error(`${teacher} holds no title`);
  }

  private async factsOf(teacher: PersonId): Promise<readonly TeacherFact[]> {
    return (await this.application.desk.streams.load(teacherAggregate, teacherStream(teacher))).state.facts;
  }

  private async appoint(by: PersonId, person: PersonId, post: string, org: string): Promise<void> {
    await this.send(by, 'RecordAppointment', `appointment ${person}`, {}, { person, post, org, from: SETTLED_FROM, to: null });
  }

  private async many<T>(step: { zh: string; en: string }, items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
    for (let start = 0; start < items.length; start += AT_ONCE) {
      this.progress(step, start, items.length);
      // All of them, also when one fails: whoever ends the play closes the stores.
      const settled = await Promise.allSettled(items.slice(start, start + AT_ONCE).map(work));
      for (const one of settled) if (one.status === 'rejected') throw one.reason;
    }
  }

  /** A refusal is an error here unless it is what the play is about. */
  private async send(subject: PersonId, name: UseCaseName, key: string, target: object, body: object, mayBeRefused = false): Promise<JsonObject> {
    const sender: Sender = { issuer: 'demonstration', subject, idempotencyKey: key, actingAs: null, ifMatch: null };
    this.stage.signal?.throwIfAborted();
    for (let attempt = 0; attempt < 20; attempt++) {
      const outcome = await this.application.send(name, sender, target, body);
      if (outcome.kind === 'accepted') return outcome.result;
      if (outcome.kind === 'refused') {
        if (mayBeRefused) return {};
        throw new Error(`${name} (${key}) was refused: ${outcome.refusal.rule}`);
      }
      await this.application.reactor.rest();
    }
    throw new Error(`${name} (${key}) did not come to its end`);
  }

  at(day: BusinessDate, time: string): void {
    this.stage.clock.set(new Date(`${day}T${time}:00+08:00`).toISOString());
  }
}

/** Eligible by birth date, spread over the schools in the order of a seeded draw. */
function pick(dossiers: readonly (DemoTeacher & Candidate)[], bornOnOrAfter: BusinessDate, count: number, except: ReadonlySet<PersonId>, seed: number): readonly (DemoTeacher & Candidate)[] {
  return new Draw(seed).shuffled(dossiers.filter(({ birthDate, teacher }) => birthDate >= bornOnOrAfter && !except.has(teacher))).slice(0, count);
}

function seatsOf(candidates: readonly Candidate[]): readonly { unit: string; seats: number }[] {
  return schools.map(({ key }) => ({ unit: key, seats: candidates.filter(({ unit }) => unit === key).length }));
}

function act(body: string, number: string | null, date: BusinessDate): JsonObject {
  return { body, kind: '决定', number, date, file: null };
}

function nameOf(key: string): DemoUnit {
  const unit = units.find((one) => one.key === key);
  if (unit === undefined) throw new Error(`no unit ${key}`);
  return unit;
}

function of(clerks: ReadonlyMap<string, PersonId>, unit: string): PersonId {
  const clerk = clerks.get(unit);
  if (clerk === undefined) throw new Error(`no clerk of ${unit}`);
  return clerk;
}
