'use strict';
const { Callers, dayAfter } = require('./callers');
const { CITY, EXPERTS_PER_PANEL, OFFICER, clerkOf, expertOf, officerOf } = require('./plan');

const FROM = '2017-01-01';
const ACT = { body: CITY, kind: '决定', number: '测市教发〔2019〕1号', date: '2019-05-10', file: null };
const PLACES = ['市教育局网站'];
const PROOFS = PLACES.map((place) => ({ place, file: null }));
const HANDLERS = 10;

/**
 * Plays a round of a city from the first appointment to the last title, through the ordinary commands and as many callers
 * at once as the plan says.
 *
 * @param stage.application the commands; stage.moveTo(day) sets the business clock; stage.checkCharacter ends an identity
 * number; stage.programme is the text of the rule file; stage.meter times every command.
 */
async function playCityRound(stage, plan) {
  const city = new CityRound(stage, plan);
  await city.settle();
  await city.register();
  await city.open();
  await city.putForward();
  await city.publishInDistricts();
  await city.score();
  await city.publish();
  return city.confer();
}

class CityRound {
  #teachers = new Map();
  #nominations = new Map();
  #stage;
  #plan;
  #callers;
  #round = '';

  constructor(stage, plan) {
    this.#stage = stage;
    this.#plan = plan;
    this.#callers = new Callers(stage, plan.size.callers);
  }

  /** Units, posts, experts, rules. */
  async settle() {
    const { districts, units, size } = this.#plan;
    await this.#moveTo('2019-05-10');
    const unit = (org, level, kind, parent) => ({ org, names: { zh: org, en: org }, level, kind, parent, stages: kind === 'SCHOOL' ? ['PRIMARY'] : [], code: null, rural: false, effectiveOn: FROM });
    const post = (person, held, org) => this.#done(OFFICER, 'RecordAppointment', {}, { person, post: held, org, from: FROM, to: null });
    await this.#done(OFFICER, 'RegisterOrg', {}, unit(CITY, 'CITY', 'BUREAU', null));
    await post(OFFICER, 'BureauOfficer', CITY);
    await this.#done(OFFICER, 'PublishProgrammeVersion', { programme: 'city-bench' }, { text: this.#stage.programme });
    const rows = [...districts.map((district) => unit(district, 'DISTRICT', 'BUREAU', CITY)), ...units.map(({ unit: org, district }) => unit(org, 'SCHOOL', 'SCHOOL', district ?? CITY))];
    for (let at = 0; at < rows.length; at += 300) await this.#done(OFFICER, 'RegisterOrgs', {}, { rows: rows.slice(at, at + 300) });
    await this.#atOnce([
      ...districts.map((district) => [officerOf(district), 'BureauOfficer', district]),
      ...units.map(({ unit: org }) => [clerkOf(org), 'SchoolAdmin', org]),
      ...Array.from({ length: size.panels * EXPERTS_PER_PANEL }, (_, n) => [expertOf(Math.floor(n / EXPERTS_PER_PANEL) + 1, n % EXPERTS_PER_PANEL), 'Expert', CITY]),
      ...Array.from({ length: HANDLERS }, (_, n) => [`handler-${n}`, 'BureauOfficer', CITY]),
    ], ([person, held, org]) => post(person, held, org));
  }

  async register() {
    await this.#atOnce(this.#plan.applicants, async ({ n, unit }) => {
      const { teacher } = await this.#done(clerkOf(unit), 'RegisterTeacher', {}, this.#dossier(n, unit));
      this.#teachers.set(n, teacher);
    });
  }

  async open() {
    const { recommendationSeats, size } = this.#plan;
    const parameters = {
      bornOnOrAfter: '1970-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', recommendationSeats, awardSeats: size.awards, requiredAttachments: [],
      substitution: { fromRank: size.candidates, until: '2019-07-31' },
    };
    this.#round = (await this.#done(OFFICER, 'OpenRound', {}, { names: { zh: '市级名师', en: 'Renowned' }, programme: 'city-bench', tier: 'RENOWNED', track: 'TEACHER', parameters })).round;
  }

  /** Each caller takes the next applicant, of another unit than those of the callers beside it, and sees her through her school; then the districts recommend. */
  async putForward() {
    const round = this.#round;
    const recommended = [];
    await this.#atOnce(this.#plan.applicants, async (applicant) => {
      const { n, unit } = applicant;
      const teacher = this.#teachers.get(n);
      await this.#done(teacher, 'GiveConsent', { round }, {});
      const { nomination } = await this.#done(clerkOf(unit), 'SubmitNomination', { round }, { teacher });
      this.#nominations.set(teacher, nomination);
      if (await this.#seated(clerkOf(unit), 'RecommendAtSchool', { teacher, act: ACT })) recommended.push(applicant);
    });
    const candidates = recommended.filter(({ district }) => district === null);
    const byMassAct = new Set(this.#plan.districts.slice(-this.#plan.size.massActs));
    for (const district of byMassAct) candidates.push(...(await this.#recommendedTogether(district, recommended.filter((one) => one.district === district))));
    await this.#atOnce(recommended.filter(({ district }) => district !== null && !byMassAct.has(district)), async (applicant) => {
      const teacher = this.#teachers.get(applicant.n);
      if (await this.#seated(officerOf(applicant.district), 'RecommendAtLevel', { teacher, level: 'DISTRICT', act: ACT })) candidates.push(applicant);
    });
    if (candidates.length !== this.#plan.size.candidates) throw new Error(`${candidates.length} candidates and not ${this.#plan.size.candidates}`);
    this.candidates = candidates.sort((a, b) => a.n - b.n).map(({ n }) => this.#teachers.get(n));
  }

  /** 批量推荐: the district's whole list under one act; whoever its seats do not reach is left out of it by name. */
  async #recommendedTogether(district, applicants) {
    const byTeacher = new Map(applicants.map((one) => [this.#teachers.get(one.n), one]));
    const { persons } = await this.#done(officerOf(district), 'RecommendMany', { round: this.#round }, { level: 'DISTRICT', teachers: [...byTeacher.keys()], mode: 'PASSING', act: ACT });
    return persons.filter(({ passes }) => passes).map(({ teacher }) => byTeacher.get(teacher));
  }

  /** Every district posts whom it recommends. */
  async publishInDistricts() {
    const round = this.#round;
    const { districts } = this.#plan;
    await this.#moveTo('2019-06-03');
    await this.#done(OFFICER, 'CloseNominations', { round }, {});
    let last = '';
    await this.#atOnce(districts, async (unit) => {
      const { lastDay } = await this.#done(officerOf(unit), 'OpenPublicity', { round }, { level: 'DISTRICT', unit, places: PLACES });
      if (lastDay > last) last = lastDay;
    });
    await this.#moveTo(dayAfter(last));
    await this.#atOnce(districts, (unit) => this.#done(officerOf(unit), 'ClosePublicity', { round }, { level: 'DISTRICT', unit, proofs: PROOFS, objections: 0 }));
  }

  /** Panels, five sealed sheets for each candidate, one opening, one ranking in which no two are level. */
  async score() {
    const round = this.#round;
    const { panels } = this.#plan.size;
    const sheets = [];
    for (let panel = 1; panel <= panels; panel += 1) {
      const experts = Array.from({ length: EXPERTS_PER_PANEL }, (_, n) => expertOf(panel, n));
      const candidates = this.candidates.filter((_, place) => place % panels === panel - 1);
      await this.#done(OFFICER, 'FormPanel', { round }, { panel, group: `G${panel}`, experts, candidates });
    }
    this.candidates.forEach((teacher, place) => {
      const panel = (place % panels) + 1;
      // Above and below by turns, so that the mean of five is hers and nobody else's.
      for (let n = 0; n < EXPERTS_PER_PANEL; n += 1) sheets.push({ panel, teacher, expert: expertOf(panel, n), mark: Number((95 - place * 0.01 + (n - 2) * 0.5).toFixed(2)) });
    });
    await this.#atOnce(sheets, ({ panel, teacher, expert, mark }) => this.#done(expert, 'SubmitScore', { round, panel }, { teacher, components: { LESSON: mark } }));
    await this.#atOnce(Array.from({ length: panels }, (_, n) => n + 1), (panel) => this.#done(OFFICER, 'ClosePanel', { round, panel }, {}));
    await this.#done(OFFICER, 'OpenScores', { round }, { act: ACT });
    await this.#moveTo('2019-06-20');
    await this.#done(OFFICER, 'RankCandidates', { round }, {});
  }

  /** The list is posted, objected to, changed where an objection is upheld, and posted anew. */
  async publish() {
    const round = this.#round;
    const { objections, upheld, awards } = this.#plan.size;
    await this.#done(OFFICER, 'OpenPublicity', { round }, { places: PLACES });
    await this.#moveTo('2019-06-24');
    const filed = Array.from({ length: objections }, (_, n) => ({ n, nomination: this.#nominations.get(this.candidates[Math.floor((n * awards) / objections)]) }));
    await this.#atOnce(filed, async (one) => {
      const about = { kind: 'NOMINATION', nomination: one.nomination };
      one.objection = (await this.#done(`handler-${one.n % HANDLERS}`, 'FileObjection', { round }, { about, type: 'RESULT', receivedAt: '2019-06-24T08:30', objector: { name: `市民${one.n}`, contact: '0631-0000000' }, text: '对结果有异议。' })).objection;
    });
    await this.#atOnce(filed, ({ n, objection }) => this.#done(OFFICER, 'AssignObjection', { objection }, { handler: `handler-${n % HANDLERS}` }));
    await this.#moveTo('2019-06-25');
    const isUpheld = ({ n }) => n % Math.floor(objections / upheld) === 0;
    await this.#atOnce(filed, (one) => this.#done(`handler-${one.n % HANDLERS}`, 'DecideObjection', { objection: one.objection }, { outcome: isUpheld(one) ? 'CANCELLED' : 'MAINTAINED', effect: 'PERSON', reasons: '经查核。', act: ACT }));
    for (const { nomination } of filed.filter(isUpheld)) await this.#done(OFFICER, 'SubstituteCandidate', { round }, { out: nomination, reasonCode: 'INELIGIBLE', act: ACT });
    const { lastDay } = await this.#done(OFFICER, 'ChangePublicityList', { round }, {});
    await this.#moveTo(dayAfter(lastDay));
    await this.#done(OFFICER, 'ClosePublicity', { round }, { proofs: PROOFS, objections });
  }

  async confer() {
    const day = '2019-07-15';
    await this.#moveTo(day);
    const result = await this.#done(OFFICER, 'ConferTitles', { round: this.#round }, { act: { ...ACT, number: '测市教发〔2019〕2号', date: day }, effectiveOn: day });
    return { round: this.#round, ...result };
  }

  #dossier(n, unit) {
    const birthDate = `${1975 + (n % 20)}-0${(Math.floor(n / 20) % 9) + 1}-15`;
    const seventeen = `379900${birthDate.replaceAll('-', '')}${String(Math.floor(n / 180) * 2 + 2).padStart(3, '0')}`;
    return {
      personal: { name: `王${'甲乙丙丁戊己庚辛壬癸'.charAt(n % 10)}${'子丑寅卯辰巳午未申酉戌亥'.charAt(n % 12)}`, identityType: 'RESIDENT_ID', identityNumber: `${seventeen}${this.#stage.checkCharacter(seventeen)}`, birthDate, sex: '2', phone: null },
      unit, stage: 'PRIMARY', subject: '语文', enteredOn: '2012-08-25', onEstablishment: true, inPost: true, effectiveOn: '2017-09-01',
    };
  }

  async #moveTo(day) {
    await this.#stage.moveTo(day);
  }

  #atOnce(items, work) {
    return this.#callers.atOnce(items, work);
  }

  /** False: the seats of the unit were taken before she came. */
  async #seated(subject, name, body) {
    const outcome = await this.#callers.send(subject, name, { round: this.#round }, body);
    if (outcome.kind === 'refused' && outcome.refusal.rule === 'noSeatLeft') return false;
    if (outcome.kind !== 'accepted') throw new Error(`${name} by ${subject}: ${JSON.stringify(outcome)}`);
    return true;
  }

  #done(subject, name, target, body) {
    return this.#callers.done(subject, name, target, body);
  }
}

module.exports = { playCityRound };
