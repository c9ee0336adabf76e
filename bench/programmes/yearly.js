'use strict';
const { CITY, OFFICER, clerkOf, officerOf, partyOf } = require('./plan');
const { actOf } = require('./acts');

const SUPERVISOR = 'supervisor-1';
const REVIEWER = 'reviewer-1';

const paper = (name, number) => ({ name, number, file: null });

/**
 * What a year of a programme brings beside its rounds: plans and budgets, duties, supervision, outputs, training, studios,
 * pairs, corrections. As many a year as in the first, so that at the end as much stands as then and only what lies behind
 * has grown: a view that shows what stands must not take longer for it.
 */
class Yearly {
  #callers;
  #plan;
  #pairs = [];
  #corrected = [];
  #studios = [];

  /**
   * @param stage.factsOf what is on record of a teacher.
   * @param personalOf her personal part as it was registered.
   */
  constructor(callers, plan, stage, personalOf) {
    this.#callers = callers;
    this.#plan = plan;
    this.stage = stage;
    this.personalOf = personalOf;
  }

  /** Before its first round: who supervises, titles of the time before. */
  async settle() {
    // Who decided on a list does not decide on what is held against it.
    for (const [person, post] of [[SUPERVISOR, 'Supervisor'], [REVIEWER, 'BureauOfficer']]) await this.#done(OFFICER, 'RecordAppointment', {}, { person, post, org: CITY, from: '2017-01-01', to: null });
    const rows = this.#plan.teachers.slice(0, this.#plan.size.legacy).map(({ teacher }, i) => ({ teacher, name: '五名一特', level: 'CITY', conferredOn: '2019', number: null, programme: null, row: i + 2 }));
    for (let at = 0; at < rows.length; at += 500) await this.#done(OFFICER, 'ImportLegacyTitles', {}, { file: `earlier-titles-${at}`, rows: rows.slice(at, at + 500) });
  }

  /** @param places of the year's pool that come to no title, so that a review of them stops nothing. */
  async wenzhou(programme, year, places) {
    const day = `${year}-12-20`;
    const { districts, size } = this.#plan;
    const at = { programme };
    const period = `${year}-01-01`;
    const people = places.slice(0, size.ofYear);
    if (this.#studiosOf(programme).length === 0) {
      const owed = districts.flatMap((unit) => ['COUNTY_PLAN', 'INCENTIVES'].map((requirement) => ({ unit, requirement })));
      await this.#each(owed, ({ unit, requirement }) => this.#done(officerOf(unit), 'RecordCompliance', at, { requirement, unit, period: null, on: `${year}-05-20`, document: paper(requirement, `县教〔${year}〕18号`) }));
      await this.#done(OFFICER, 'NamePartyMembers', at, { party: 'LEADING_GROUP', members: [OFFICER, ...districts.map(officerOf)], from: day, act: actOf(CITY, `市教发〔${year}〕1号`, day) });
      await this.#done(OFFICER, 'AppointPartyOwner', at, { party: 'OFFICE', person: OFFICER, from: day });
      const hosts = districts.map((district) => ({ district, of: this.#plan.teachers.filter((one) => one.district === district).slice(0, 4) }));
      await this.#each(hosts, async ({ district, of: [host, ...members] }) => {
        const { studio } = await this.#done(officerOf(district), 'OpenStudio', at, { studio: `studio-${district}`, kind: 'MASTER_STUDIO', level: 'DISTRICT', mission: 'FOUNDATION', names: { zh: `${district}名师工作室`, en: `Master studio of ${district}` }, org: district, host: host.teacher, members: members.map(({ teacher }) => teacher), from: day });
        this.#studios.push({ programme, studio, by: officerOf(district) });
      });
    }
    await this.#each(districts, async (unit) => {
      await this.#done(officerOf(unit), 'RecordCompliance', at, { requirement: 'YEARLY_BUDGET', unit, period, on: `${year}-03-30`, document: paper('预算', `${unit}〔${year}〕3号`) });
      await this.#done(OFFICER, 'AssignDuty', at, { party: 'IMPLEMENTERS', duty: 'CARRY_OUT', unit, due: `${year}-12-31` });
      await this.#done(officerOf(unit), 'RecordDutyDone', at, { party: 'IMPLEMENTERS', duty: 'CARRY_OUT', unit, on: day, document: paper('年度报告', null) });
      await this.#done(SUPERVISOR, 'RecordSupervision', at, { supervision: 'PLAN', unit, period, on: day, finding: 'IN_ORDER', text: '按计划实施' });
    });
    await this.#assessStudios(programme, year, day);
    await this.#pair(programme, 'MASTER_AND_APPRENTICE', day, ({ unit }) => clerkOf(unit));
    await this.#each(people, async ({ teacher, unit, district }) => {
      await this.#done(district === null ? OFFICER : officerOf(district), 'EnrolInTraining', { teacher }, { programme, requirement: 'CLASS_TEACHER_LINE', from: `${year}-09-01` });
      await this.#done(clerkOf(unit), 'RecordTraining', { teacher }, { training: `induction-${year}`, activity: '班主任上岗培训', topic: 'CLASS_TEACHERS', periods: 40, provider: '师训中心', completedOn: `${year}-11-20`, source: `induction-${year}-${teacher}`, credit: { programme, requirement: 'CLASS_TEACHER_LINE', step: 'INDUCTION' } });
    });
    return this.#correct(people, year, day);
  }

  /** @param holders of the programme's titles. */
  async qingdao(programme, year, day, holders) {
    const { districts, units, size } = this.#plan;
    const at = { programme };
    const on = `${year}-12-20`;
    const [hosts, schools] = [holders.slice(0, size.masterStudios), units.slice(0, size.ofYear)];
    if (this.#studiosOf(programme).length === 0) {
      await this.#each(districts, (unit) => this.#done(officerOf(unit), 'RecordCompliance', at, { requirement: 'DISTRICT_PLAN', unit, period: null, on, document: paper('教师发展规划', null) }));
      await this.#each(schools, ({ unit }) => this.#done(clerkOf(unit), 'RecordCompliance', at, { requirement: 'SCHOOL_PLAN', unit, period: null, on, document: paper('教师发展规划', null) }));
      await this.#each(hosts, async ({ teacher, unit }, i) => {
        const { studio } = await this.#done(OFFICER, 'OpenStudio', at, { studio: `master-studio-${i + 1}`, kind: 'EDUCATION_MASTER', level: 'CITY', names: { zh: `教育名家工作室${i + 1}`, en: `Education-master studio ${i + 1}` }, org: unit, host: teacher, members: [], from: day });
        this.#studios.push({ programme, studio, by: OFFICER });
      });
    }
    await this.#assessStudios(programme, year, day);
    await this.#done(OFFICER, 'AllocateFund', at, { fund: 'CITY_FUND', unit: CITY, year, amount: 800_000_000, on: `${year}-03-01`, act: actOf(CITY, `市教〔${year}〕6号`, `${year}-03-01`) });
    await this.#each(schools, ({ unit }) => this.#done(OFFICER, 'RecordOutput', at, { target: 'VIDEOS', unit, quantity: Math.ceil(1_000 / schools.length), on, proof: paper('视频目录', null) }));
    await this.#each(holders.slice(0, size.ofYear), ({ teacher, title, unit }) => this.#done(partyOf(unit), 'NoteTracking', { teacher }, { programme, code: 'ANNUAL', title, on: `${year}-12-20`, text: '承担市级公开课' }));
    await this.#pair(programme, 'MENTOR_TEAM', day, () => OFFICER);
  }

  #studiosOf(programme) {
    return this.#studios.filter((one) => one.programme === programme);
  }

  #assessStudios(programme, year, day) {
    return this.#each(this.#studiosOf(programme), ({ studio, by }) => this.#done(by, 'AssessStudio', { programme, studio }, { period: String(year), grade: 'QUALIFIED', on: day }));
  }

  /** Those of the year before are through; as many begin. Mentor and apprentice are of one school. */
  async #pair(programme, purpose, day, by) {
    const before = this.#pairs.filter((one) => one.programme === programme);
    this.#pairs = this.#pairs.filter((one) => one.programme !== programme);
    await this.#each(before, ({ pair, by: person }) => this.#done(person, 'EndMentorship', { programme, pair }, { reason: 'COMPLETED', on: day }));
    const { units, teachers, size } = this.#plan;
    const mentors = teachers.slice(units.length, units.length + size.ofYear);
    await this.#each(mentors, async (mentor, i) => {
      const person = by(mentor);
      const { pair } = await this.#done(person, 'PairMentor', { programme }, { purpose, mentor: mentor.teacher, mentee: teachers[2 * units.length + i].teacher, from: day });
      this.#pairs.push({ programme, pair, by: person });
    });
  }

  /** Birth dates before the bound of the notice: what stood on them goes to review, and the reviews of the year before are concluded. */
  async #correct(people, year, day) {
    await this.#each(this.#corrected.splice(0), async ({ teacher }) => {
      const reviews = (await this.stage.factsOf(this.#callers.application, teacher)).filter(({ type }) => type === 'ReviewRequired');
      if (reviews.length === 0) throw new Error(`nothing was reviewed of ${teacher}`);
      for (const { id } of reviews) await this.#done(REVIEWER, 'ConcludeReview', { teacher, review: id }, { reason: '登记有误，不影响结果', act: actOf(CITY, `市教纪〔${year}〕2号`, day) });
    });
    await this.#each(people, async (one) => {
      const facts = await this.stage.factsOf(this.#callers.application, one.teacher);
      const { id } = facts.find(({ type }) => type === 'TeacherRegistered');
      await this.#done(OFFICER, 'CorrectFact', { teacher: one.teacher }, { event: id, personal: { ...this.personalOf(one), birthDate: '1959-12-31' }, act: actOf(CITY, `市教〔${year}〕50号`, day) });
      this.#corrected.push({ teacher: one.teacher, event: id });
    });
    return this.#corrected[0];
  }

  #each(items, work) {
    return this.#callers.atOnce([...items.entries()], ([i, one]) => work(one, i));
  }

  #done(subject, name, target, body) {
    return this.#callers.done(subject, name, target, body);
  }
}

module.exports = { Yearly };
