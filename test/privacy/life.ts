import type { Outcome } from '../../src/commands/outcome';
import type { UseCaseName } from '../../src/commands/use-cases';
import type { House } from '../../src/house';
import { withoutMessage } from '../../src/http/problem-filter';
import { PDF } from '../contract/sample-files';
import { OFFICER, PROGRAMME, act, clerk, done, openRound, putForward, schoolName, send, settle } from '../commands/town';
import { dataOf, somebody, type Somebody } from './folk';
import type { PersonData } from './needles';
import { logTo } from './site';

/** The bound of the round; she who is too old was born a day before it, on a day that nothing else holds on. */
const BOUND = '1984-01-01';
const TOO_OLD = '1983-12-31';
const CORRECTED = '1983-11-28';
const REVOKED_FOR = '核查发现其公开课实录由他人代为录制并冒名提交';
const VOIDED_FOR = '该次培训登记到同名教师名下属误录入予以作废';
const TRAINED_IN = '留守儿童心理疏导与家访实务专题研修班';
const SOURCE_KEY = 'yantai:roll-77-line-0093';

export interface Life {
  readonly round: string;
  /** Person ids by `p0`, `p1`, …. */
  readonly ids: ReadonlyMap<string, string>;
  readonly conferred: readonly string[];
  /** Everybody about whom something was sent, accepted or not. */
  readonly people: readonly PersonData[];
}

/** What is sent of somebody's dossier; nothing outside `personal` is hers alone. */
export function dossierOf({ personal }: Somebody, unit: string) {
  return { personal, unit, stage: 'PRIMARY', subject: '语文', enteredOn: '2012-08-25', onEstablishment: true, inPost: true, effectiveOn: '2017-09-01' };
}

/**
 * A whole round with all that a bureau writes about people: registration singly and by list, a candidate born a day too
 * early, sealed scores, publicity, conferral, training, assessment, a revocation with its reason, a corrected birth date, a
 * voided fact, a filed document, and what was refused or malformed.
 */
export class Village {
  readonly experts: readonly string[] = [1, 2, 3, 4, 5].map((n) => `expert-${n}`);

  constructor(
    private readonly house: House,
    readonly ids = new Map<string, string>(),
  ) {}

  /** The same people in another process on the same stores. */
  in(house: House): Village {
    return new Village(house, this.ids);
  }

  get app(): House['application'] {
    return this.house.application;
  }

  at(day: string, time = '09:00'): void {
    this.house.clock.set(new Date(`${day}T${time}:00+08:00`).toISOString());
  }

  id(who: string): string {
    const id = this.ids.get(who);
    if (id === undefined) throw new Error(`${who} is not registered`);
    return id;
  }

  /** Units, clerks, experts, programme. */
  async found(): Promise<void> {
    this.at('2019-05-10');
    await settle(this.app, 2);
  }

  async register(people: readonly Somebody[], unit: string): Promise<void> {
    for (const one of people) this.ids.set(one.who, String((await done(this.app, clerk(unit), 'RegisterTeacher', {}, dossierOf(one, unit))).teacher));
  }

  async import(people: readonly Somebody[], unit: string): Promise<void> {
    const { teachers } = await done(this.app, OFFICER, 'RegisterTeachers', {}, { rows: people.map((one) => dossierOf(one, unit)) });
    const ids = teachers as readonly string[];
    for (const [n, one] of people.entries()) this.ids.set(one.who, ids[n] ?? '');
  }

  async openRound(candidates: number, awardSeats: number): Promise<string> {
    return openRound(this.app, { [schoolName(1)]: candidates, [schoolName(2)]: candidates }, awardSeats);
  }

  async putForward(round: string, who: readonly string[], unit: string): Promise<void> {
    for (const one of who) await putForward(this.app, round, this.id(one), unit);
  }

  /** From the close of nominations to closed panels. */
  async score(round: string, who: readonly string[]): Promise<void> {
    this.at('2019-06-03');
    await done(this.app, OFFICER, 'CloseNominations', { round }, {});
    const teachers = who.map((one) => this.id(one));
    await done(this.app, OFFICER, 'FormPanel', { round }, { panel: 1, group: '语文', experts: [...this.experts], candidates: teachers });
    for (const [place, teacher] of teachers.entries()) {
      const mark = 99 - place * 0.5;
      for (const expert of this.experts) await done(this.app, expert, 'SubmitScore', { round, panel: 1 }, { teacher, components: { LESSON: mark, DESIGN: mark, PORTFOLIO: mark } });
    }
    await done(this.app, OFFICER, 'ClosePanel', { round, panel: 1 }, {});
  }

  /** Publicity and conferral of whoever is proposed. */
  async confer(round: string): Promise<Outcome> {
    this.at('2019-06-10');
    await done(this.app, OFFICER, 'OpenPublicity', { round }, { places: ['区教体处网站'] });
    this.at('2019-06-20');
    await this.app.reactor.rest();
    await done(this.app, OFFICER, 'ClosePublicity', { round }, { proofs: [{ place: '区教体处网站', file: null }], objections: 0 });
    this.at('2019-06-24');
    return send(this.app, OFFICER, 'ConferTitles', { round }, { act: act('威经教发〔2019〕9号', '2019-06-24'), effectiveOn: '2019-06-24' });
  }

  async erase(person: string): Promise<Outcome> {
    return send(this.app, OFFICER, 'ErasePersonalData', { person }, { basis: 'CONSENT_WITHDRAWN' });
  }

  /** A command that the house turns down: all that it says of it goes to the log, though a server would log less. */
  async turnedDown(subject: string, name: UseCaseName, target: object, body: unknown, said: (error: unknown) => unknown = (error) => error): Promise<void> {
    try {
      const outcome = await send(this.app, subject, name, target, body);
      if (outcome.kind !== 'refused') throw new Error(`${name} by ${subject} was not turned down`);
    } catch (error) {
      logTo(this.house.config, `${name} failed`, said(error));
    }
  }

  async play(): Promise<Life> {
    const everybody = Array.from({ length: 16 }, (_, n) => somebody(n, n === 9 ? TOO_OLD : undefined));
    const [a, b, c, d, e, f, g, h, i, tooOld, refusedRow, twin, stranger, expert, malformed, officer] = everybody as [Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody, Somebody];
    await this.found();
    await this.register([a, b, c, tooOld], schoolName(1));
    await this.import([d, e, f, g, h, i], schoolName(2));
    this.ids.set(officer.who, String((await done(this.app, OFFICER, 'RegisterPerson', {}, { name: officer.personal.name })).person));
    const { name, identityType, identityNumber } = expert.personal;
    this.ids.set(expert.who, String((await done(this.app, OFFICER, 'RegisterPerson', {}, { name, identityType, identityNumber })).person));
    await this.misfortunes(a, refusedRow, twin, stranger, malformed);

    const round = await this.openRound(4, 4);
    await done(this.app, this.id(tooOld.who), 'GiveConsent', { round }, {});
    const tooEarly = await send(this.app, clerk(schoolName(1)), 'SubmitNomination', { round }, { teacher: this.id(tooOld.who) });
    if (tooEarly.kind !== 'refused') throw new Error(`born before ${BOUND}, and not refused`);
    await this.putForward(round, ['p0', 'p1', 'p2'], schoolName(1));
    await this.putForward(round, ['p3', 'p4', 'p5'], schoolName(2));
    await this.score(round, ['p0', 'p1', 'p2', 'p3', 'p4', 'p5']);
    await done(this.app, OFFICER, 'OpenScores', { round }, { act: act() });
    await done(this.app, OFFICER, 'RankCandidates', { round }, {});
    const conferral = await this.confer(round);
    if (conferral.kind !== 'accepted') throw new Error(JSON.stringify(conferral));
    await this.afterwards();
    return { round, ids: this.ids, conferred: ['p0', 'p1', 'p2', 'p3'], people: this.everything(everybody) };
  }

  /** Bad input and people without authority, about real people. */
  private async misfortunes(a: Somebody, refusedRow: Somebody, twin: Somebody, stranger: Somebody, malformed: Somebody): Promise<void> {
    const unit = schoolName(2);
    await this.turnedDown(OFFICER, 'RegisterTeachers', {}, { rows: [dossierOf(refusedRow, unit), dossierOf(twin, unit), dossierOf(twin, unit), dossierOf(a, unit)] });
    await this.turnedDown(clerk(unit), 'RegisterTeacher', {}, dossierOf(stranger, schoolName(1)));
    await this.turnedDown(clerk(unit), 'RegisterTeacher', {}, dossierOf(a, unit));
    const { identityNumber } = malformed.personal;
    const wrongDigit = `${identityNumber.slice(0, 17)}${identityNumber.endsWith('1') ? '2' : '1'}`;
    await this.turnedDown(clerk(unit), 'RegisterTeacher', {}, dossierOf({ ...malformed, personal: { ...malformed.personal, identityNumber: wrongDigit } }, unit));
    // A field that is none is named in the answer, and its name is the caller's word: the server logs no message.
    await this.turnedDown(clerk(unit), 'RegisterTeacher', {}, { ...dossierOf(malformed, unit), [malformed.personal.name]: malformed.personal.phone }, withoutMessage);
    await this.turnedDown(clerk(unit), 'RegisterTeacher', {}, dossierOf({ ...malformed, personal: { ...malformed.personal, name: `${malformed.personal.name}<${malformed.personal.phone}>` } }, unit));
  }

  private async afterwards(): Promise<void> {
    this.at('2019-09-10');
    const [p0, p1, p2, p3] = ['p0', 'p1', 'p2', 'p3'].map((who) => this.id(who)) as [string, string, string, string];
    const training = { activity: TRAINED_IN, topic: 'CLASS_TEACHER_WORK', periods: 6, provider: 'centre', completedOn: '2019-09-05' };
    await done(this.app, clerk(schoolName(1)), 'RecordTraining', { teacher: p2 }, { ...training, training: 'workshop-47', source: SOURCE_KEY });
    await done(this.app, clerk(schoolName(2)), 'RecordTraining', { teacher: p3 }, { ...training, training: 'workshop-48', source: `${SOURCE_KEY}-2` });
    await done(this.app, OFFICER, 'ConcludeAssessment', { teacher: p3 }, { programme: PROGRAMME, kind: 'MILESTONE', period: 'M1', title: null, grade: 'QUALIFIED', assessor: 'edz', act: act('威经教发〔2019〕21号', '2019-09-09') });
    await this.house.files.put(p3, Buffer.concat([PDF, Buffer.from(`${somebody(3).personal.name} 的申报表`)]));
    this.at('2019-10-15');
    const facts = await this.factsOf(p3);
    await done(this.app, OFFICER, 'VoidFact', { teacher: p3 }, { event: facts.find(({ type }) => type === 'CompletedTraining')?.id, reasonCode: 'WRONG_PERSON', reason: VOIDED_FOR });
    const title = (await this.factsOf(p0)).find(({ type }) => type === 'TitleConferred')?.data['title'];
    await done(this.app, OFFICER, 'RevokeTitle', { teacher: p0, title: String(title) }, { ground: 'FRAUD', authority: 'edz', certificateRecovered: true, reason: REVOKED_FOR, act: act('威经教发〔2019〕33号', '2019-10-14') });
    const registered = (await this.factsOf(p1)).find(({ type }) => type === 'TeacherRegistered');
    await done(this.app, OFFICER, 'CorrectFact', { teacher: p1 }, { event: registered?.id, personal: { ...somebody(1).personal, birthDate: CORRECTED }, act: act('威经教发〔2019〕34号', '2019-10-14') });
    await this.app.reactor.rest();
  }

  async factsOf(teacher: string): Promise<readonly { readonly id: string; readonly type: string; readonly data: { readonly [field: string]: unknown } }[]> {
    const facts: { id: string; type: string; data: { readonly [field: string]: unknown } }[] = [];
    for await (const page of this.house.events.readStream(`teacher-${teacher}`)) facts.push(...page.map(({ envelope: { id, type, data } }) => ({ id, type, data })));
    return facts;
  }

  private everything(everybody: readonly Somebody[]): readonly PersonData[] {
    const more: { readonly [who: string]: { readonly birthDates?: readonly string[]; readonly texts?: readonly string[] } } = {
      p0: { texts: [REVOKED_FOR] },
      p1: { birthDates: [CORRECTED] },
      p2: { texts: [TRAINED_IN, SOURCE_KEY] },
      p3: { texts: [VOIDED_FOR] },
    };
    return everybody.map((one) => dataOf(one, more[one.who]));
  }
}
