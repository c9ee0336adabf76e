'use strict';
const { Callers } = require('../city/callers');
const { CITY, CONFIRMED_YEARS, EXPERTS_PER_PANEL, OFFICER, YEARS, clerkOf, excellentOf, expertOf, officerOf, partyOf, putForward } = require('./plan');
const { actOf } = require('./acts');
const { select } = require('./selection');
const { Yearly } = require('./yearly');

const WENZHOU = 'wenzhou-ouyue-2022';
const QINGDAO = 'qingdao-mingshi-2024';
/** What is kept of Wenzhou a year later: nobody is confirmed in the first. */
const TITLED = `${WENZHOU} with titles`;
/** What is kept of Qingdao after its first term: no cohort is assessed before. */
const ASSESSED = `${QINGDAO} with verdicts`;
const FROM = '2017-01-01';
const BEGINS = 2022;
const SELECTED = 2024;
/** Rows of one import list. */
const LIST = 2_000;
const MARKS = {
  EXCELLENT: { ETHICS: 95, TEACHING: 92, LEADING: 90 }, QUALIFIED: { ETHICS: 85, TEACHING: 80, LEADING: 82 },
  BASICALLY_QUALIFIED: { ETHICS: 70, TEACHING: 65, LEADING: 62 }, UNQUALIFIED: { ETHICS: 40, TEACHING: 50, LEADING: 45 },
};

/**
 * Four years of Wenzhou and two terms of Qingdao in one city, in the order of the days, through the ordinary commands.
 *
 * @param stage.application the commands; stage.moveTo(day) sets the business clock; stage.programmes the rule files with their
 * sample choices; stage.checkCharacter ends an identity number; stage.meter times every command; stage.factsOf(application,
 * teacher) reads what is on record of her; stage.keep(called, day, played) is told when the first year of either programme
 * is over, and that of the first titles, and the first term, and answers with the application to go on with.
 */
async function playProgrammes(stage, plan) {
  const city = new City(stage, plan);
  await city.settle();
  await city.register();
  await city.wenzhou();
  await city.qingdao();
  return city.played;
}

class City {
  #stage;
  #plan;
  #callers;
  #fresh = new Map();
  #pools = new Map();
  #stars = [];
  #yearly;
  played = { rounds: [], conferred: {}, selected: {}, verdicts: {}, renewed: 0, lifetime: 0, expiring: 0, revoked: 0, operation: '', untouched: null, corrected: null, holders: [], cohort: null };

  constructor(stage, plan) {
    this.#stage = stage;
    this.#plan = plan;
    this.#callers = new Callers(stage, plan.size.callers);
    this.#yearly = new Yearly(this.#callers, plan, stage, (one) => this.#dossier(one).personal);
  }

  /** Units, posts, experts. */
  async settle() {
    const { districts, units, panels } = this.#plan;
    await this.#moveTo(`${BEGINS}-03-08`);
    const unit = (org, level, kind, parent, stages) => ({ org, names: { zh: org, en: org }, level, kind, parent, stages, code: null, rural: false, effectiveOn: FROM });
    const post = ([person, held, org]) => this.#done(OFFICER, 'RecordAppointment', {}, { person, post: held, org, from: FROM, to: null });
    await this.#done(OFFICER, 'RegisterOrg', {}, unit(CITY, 'CITY', 'BUREAU', null, []));
    await post([OFFICER, 'BureauOfficer', CITY]);
    const rows = [...districts.map((district) => unit(district, 'DISTRICT', 'BUREAU', CITY, [])), ...units.map(({ unit: org, district, stage }) => unit(org, 'SCHOOL', 'SCHOOL', district ?? CITY, [stage]))];
    for (let at = 0; at < rows.length; at += 300) await this.#done(OFFICER, 'RegisterOrgs', {}, { rows: rows.slice(at, at + 300) });
    const experts = (host, count) => Array.from({ length: count * EXPERTS_PER_PANEL }, (_, n) => [expertOf(`${host}-${Math.floor(n / EXPERTS_PER_PANEL) + 1}`, n % EXPERTS_PER_PANEL), 'Expert', host]);
    await this.#callers.atOnce([
      ...districts.flatMap((district) => [[officerOf(district), 'BureauOfficer', district], ...experts(district, 1)]),
      ...units.flatMap(({ unit: org }) => [[clerkOf(org), 'SchoolAdmin', org], [partyOf(org), 'PartyOrg', org]]),
      ...experts(CITY, panels),
    ], post);
    await this.#publish(WENZHOU);
  }

  /** Every teacher of the city, by import lists. */
  async register() {
    const { teachers } = this.#plan;
    for (let at = 0; at < teachers.length; at += LIST) {
      const list = teachers.slice(at, at + LIST);
      const { batch, teachers: ids } = await this.#done(OFFICER, 'RegisterTeachers', {}, { rows: list.map((one) => this.#dossier(one)) });
      if (ids.length !== list.length) throw new Error(`${ids.length} of ${list.length} rows`);
      list.forEach((one, i) => (one.teacher = ids[i]));
      this.played.operation = batch;
    }
    await this.#yearly.settle();
    this.played.untouched = teachers[teachers.length - 1];
    for (const one of teachers.slice(0, -1)) {
      const fresh = this.#fresh.get(one.district) ?? [];
      fresh.push(one);
      this.#fresh.set(one.district, fresh);
    }
  }

  /** Selected year by year into the pools, confirmed a year later; what the province decides is recorded from its papers. */
  async wenzhou() {
    for (let n = 0; n < YEARS; n += 1) {
      const year = BEGINS + n;
      await this.#moveTo(`${year}-03-09`);
      const rounds = await this.#roundsOf(n);
      await select({ callers: this.#callers, moveTo: (day) => this.#moveTo(day) }, rounds, { opened: `${year}-03-10`, closed: `${year}-04-29`, conferred: `${year}-06-20` });
      for (const round of rounds) this.#admitted(round, year);
      if (n > 0) await this.#confirm(year, n);
      // Qingdao selects for the first time in the third autumn.
      if (year === SELECTED) await this.#masters();
      await this.#moveTo(`${year}-12-20`);
      this.played.corrected = await this.#yearly.wenzhou(WENZHOU, year, this.#pools.get(`RISING_STAR/${year}`).slice().reverse());
      if (n < 2) await this.#keep(n === 0 ? WENZHOU : TITLED, `${year}-12-30`);
    }
  }

  /** Of the selection of 2024. The next would be posted in days off that the State Council has not named yet, and is not played. */
  async qingdao() {
    let terms = this.played.holders;
    await this.#annual(2025, terms);
    await this.#keep(QINGDAO, '2026-01-30');
    await this.#annual(2026, terms);
    terms = await this.#endOfTerm(2027, 1, terms);
    await this.#keep(ASSESSED, '2027-12-30');
    for (const year of [2027, 2028, 2029]) await this.#annual(year, terms);
    await this.#endOfTerm(2030, 2, terms);
    await this.#moveTo('2030-12-30');
  }

  async #roundsOf(n) {
    const { districts, size: { yearly } } = this.#plan;
    const round = (tier, host, selected, candidates) => ({ programme: WENZHOU, tier, track: 'TEACHER', host, led: true, districtsRecommend: true, selected, candidates, components: ['LESSON', 'RESULTS'] });
    const stars = yearly.RISING_STAR.ofDistricts.map((selected, i) => round('RISING_STAR', districts[i], selected, this.#take([districts[i]], putForward(selected))));
    const masters = putForward(yearly.CITY_MASTER.selected);
    // Who was a rising star before: of the first plan in the first years, of this one as soon as there are any.
    const feeders = this.#stars.length >= masters ? this.#stars.splice(0, masters) : this.#everywhere(masters);
    if (n < 2) await this.#recognised(feeders, 'EARLIER_RISING_STAR', BEGINS + n);
    const provincial = this.#everywhere(putForward(yearly.PROVINCIAL_MASTER.selected));
    await this.#recognised(provincial, 'EARLIER_MASTER', BEGINS + n);
    return [
      ...stars, round('CITY_MASTER', CITY, yearly.CITY_MASTER.selected, feeders), round('PROVINCIAL_MASTER', CITY, yearly.PROVINCIAL_MASTER.selected, provincial),
      round('OUTSTANDING', CITY, yearly.OUTSTANDING.selected, this.#everywhere(putForward(yearly.OUTSTANDING.selected))),
    ];
  }

  #recognised(people, kind, year, on = '2018-06-01') {
    return this.#callers.atOnce(people, ({ teacher }) => this.#done(OFFICER, 'RecordRecognition', { teacher }, { programme: WENZHOU, kind, body: '上级教育行政部门', on, evidence: { name: '名单', number: `人〔${year}〕33号`, file: null } }));
  }

  #admitted(round, year) {
    this.played.rounds.push({ id: round.id, programme: round.programme, tier: round.tier, track: round.track, host: round.host, year });
    this.played.selected[round.tier] = (this.played.selected[round.tier] ?? 0) + round.selected;
    const key = `${round.tier}/${year}`;
    this.#pools.set(key, [...(this.#pools.get(key) ?? []), ...round.candidates.slice(0, round.selected).map((one) => ({ ...one, nomination: round.nominations.get(one.teacher) }))]);
  }

  async #confirm(year, n) {
    const day = `${year}-06-25`;
    await this.#moveTo(day);
    if (n > CONFIRMED_YEARS) return;
    for (const [tier, { confirmed }] of Object.entries(this.#plan.size.yearly)) {
      const people = this.#pools.get(`${tier}/${year - 1}`).slice(0, confirmed[n - 1]);
      if (tier === 'PROVINCIAL_MASTER') await this.#recognised(people, 'SPECIAL_GRADE', year, `${year}-06-01`);
      else {
        const { outcomes } = await this.#done(OFFICER, 'ConfirmCandidates', { programme: WENZHOU, tier }, { nominations: people.map(({ nomination }) => nomination), effectiveOn: day, act: actOf(CITY, `市教发〔${year}〕31号`, day) });
        if (outcomes.length !== people.length) throw new Error(`${outcomes.length} of ${people.length} confirmed`);
      }
      this.played.conferred[tier] = (this.played.conferred[tier] ?? 0) + people.length;
      if (tier === 'RISING_STAR') this.#stars = people;
    }
  }

  async #masters() {
    await this.#moveTo(`${SELECTED}-09-02`);
    await this.#publish(QINGDAO);
    const rounds = Object.entries(this.#plan.size.masters).map(([track, selected]) => ({
      programme: QINGDAO, tier: 'MASTER', track, host: CITY, led: false, districtsRecommend: false, selected, candidates: this.#everywhere(putForward(selected)), components: ['ETHICS', 'TEACHING', 'LEADING'],
    }));
    await select({ callers: this.#callers, moveTo: (day) => this.#moveTo(day) }, rounds, { opened: `${SELECTED}-09-03`, closed: `${SELECTED}-10-11`, conferred: `${SELECTED}-11-20` });
    for (const round of rounds) this.#admitted(round, SELECTED);
    const holders = this.#pools.get(`MASTER/${SELECTED}`);
    await this.#callers.atOnce(holders, async (one) => {
      const facts = await this.#stage.factsOf(this.#callers.application, one.teacher);
      const { title, certificate } = facts.find(({ type }) => type === 'TitleConferred').data;
      Object.assign(one, { title, certificate });
    });
    this.played.holders.push(...holders);
  }

  /** By the Party organisation of each holder's unit, in the January after. */
  async #annual(year, holders) {
    const day = `${year + 1}-01-12`;
    await this.#moveTo(day);
    await this.#callers.atOnce(holders, async ({ teacher, title, unit }) => {
      await this.#done(partyOf(unit), 'ConcludeAssessment', { teacher }, { programme: QINGDAO, kind: 'ANNUAL', period: String(year), title, grade: 'QUALIFIED', assessor: unit, act: actOf(unit, `校党〔${year + 1}〕1号`, day) });
      this.#count('ANNUAL');
    });
    await this.#yearly.qingdao(QINGDAO, year, day, holders);
  }

  /**
   * The cohort of a term, as many excellent as its share allows: one too many is refused before. Who is unqualified is revoked
   * by the act; two excellent terms are for life; the others go on. Answers with those.
   */
  async #endOfTerm(year, term, holders) {
    const cohort = `term-${term}-of-${year}`;
    const [opened, concluded] = [`${year}-10-14`, `${year}-10-31`];
    const excellent = excellentOf(holders.length);
    const gradeOf = (place) => (place < excellent ? 'EXCELLENT' : place === holders.length - 1 ? 'UNQUALIFIED' : place >= holders.length - 1 - Math.floor(holders.length / 50) ? 'BASICALLY_QUALIFIED' : 'QUALIFIED');
    const grades = holders.map(({ teacher }, place) => ({ teacher, grade: gradeOf(place), marks: MARKS[gradeOf(place)] }));
    await this.#moveTo(opened);
    await this.#done(OFFICER, 'OpenAssessment', {}, { cohort, programme: QINGDAO, kind: 'END_OF_TERM', period: `term-${term}`, assessor: CITY, members: holders.map(({ teacher, title }) => ({ teacher, title })) });
    const tooMany = await this.#callers.send(OFFICER, 'ProposeGrades', { cohort }, { grades: grades.map((one, place) => (place === excellent ? { ...one, grade: 'EXCELLENT', marks: MARKS.EXCELLENT } : one)) });
    if (tooMany.kind !== 'refused' || tooMany.refusal.rule !== 'gradesAboveCap') throw new Error(`one too many is ${JSON.stringify(tooMany)}`);
    await this.#done(OFFICER, 'ProposeGrades', { cohort }, { grades });
    await this.#done(OFFICER, 'NotifyResults', { cohort }, {});
    await this.#moveTo(concluded);
    const act = actOf(CITY, `市教发〔${year}〕${term}号`, concluded);
    const unqualified = holders.filter((_, place) => gradeOf(place) === 'UNQUALIFIED').map(({ teacher }) => teacher);
    const { outcomes } = await this.#done(OFFICER, 'ConcludeCohort', { cohort }, { act, revocation: { teachers: unqualified, ground: 'UNQUALIFIED', authority: CITY, certificateRecovered: true } });
    this.played.cohort = cohort;
    if (outcomes.length !== holders.length) throw new Error(`${outcomes.length} of ${holders.length} concluded`);
    this.played.revoked += unqualified.length;
    const next = [];
    await this.#callers.atOnce(holders.map((one, place) => ({ ...one, grade: gradeOf(place), excellentBefore: one.excellent === true })), async (one) => {
      this.#count(one.grade);
      if (one.grade === 'EXCELLENT' && one.excellentBefore) {
        await this.#done(OFFICER, 'GrantLifetime', { teacher: one.teacher, title: one.title }, { act });
        this.played.lifetime += 1;
      } else if (one.grade === 'EXCELLENT' || one.grade === 'QUALIFIED') {
        await this.#done(OFFICER, 'RenewTitle', { teacher: one.teacher, title: one.title }, { act });
        this.played.renewed += 1;
        next.push({ ...one, excellent: one.grade === 'EXCELLENT' });
      } else if (one.grade === 'BASICALLY_QUALIFIED') this.played.expiring += 1;
    });
    // The excellent of one term are so again in the next, as far as its share goes.
    return next.sort((a, b) => Number(b.excellent) - Number(a.excellent));
  }

  async #publish(programme) {
    const { text, choices } = this.#stage.programmes[programme];
    await this.#done(OFFICER, 'PublishProgrammeVersion', { programme }, { text });
    for (const { path, value } of choices) {
      // Z24 as it stands: the counties lead for rising stars, the city for the tiers above.
      const adopted = path === 'lead.precedence' ? ['TIER', 'STAGE'] : value;
      await this.#done(OFFICER, 'AdoptOpenValue', { programme }, { version: 1, path, value: adopted, sample: true });
    }
  }

  async #keep(called, day) {
    await this.#moveTo(day);
    this.#callers.application = await this.#stage.keep(called, day, this.played);
  }

  /** The next of a district who have taken part in nothing. */
  #take(districts, count) {
    const taken = [];
    for (let at = 0; taken.length < count; at += 1) {
      const one = this.#fresh.get(districts[at % districts.length]).shift();
      if (one === undefined) throw new Error('nobody is left');
      taken.push(one);
    }
    return taken;
  }

  #everywhere(count) {
    return this.#take([null, ...this.#plan.districts], count);
  }

  #count(grade) {
    this.played.verdicts[grade] = (this.played.verdicts[grade] ?? 0) + 1;
  }

  #dossier({ n, unit, stage }) {
    const born = new Date(Date.UTC(1970, 0, 1 + (n % 9_000))).toISOString().slice(0, 10);
    const seventeen = `379900${born.replaceAll('-', '')}${String(Math.floor(n / 9_000) * 2).padStart(3, '0')}`;
    return {
      personal: { name: `王${String.fromCodePoint(0x4e00 + (n % 3_000))}${String.fromCodePoint(0x5e00 + ((n * 7) % 2_999))}`, identityType: 'RESIDENT_ID', identityNumber: `${seventeen}${this.#stage.checkCharacter(seventeen)}`, birthDate: born, sex: '2', phone: null },
      unit, stage, subject: '语文', enteredOn: '2012-08-25', onEstablishment: true, inPost: true, effectiveOn: '2017-09-01',
    };
  }

  #done(subject, name, target, body) {
    return this.#callers.done(subject, name, target, body);
  }

  async #moveTo(day) {
    await this.#stage.moveTo(day);
  }
}

module.exports = { ASSESSED, QINGDAO, TITLED, WENZHOU, playProgrammes };
