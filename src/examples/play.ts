import type { EventType } from '../domain/catalogue';
import { unitOf } from '../commands/dossiers';
import { ProgrammeFaultsError } from '../commands/errors';
import { InputError } from '../commands/input';
import type { Outcome } from '../commands/outcome';
import type { AppointmentId, JsonObject, OrgId, PersonId, TeacherId } from '../domain/facts';
import type { Instant } from '../domain/dates';
import { NoticeError } from '../event-store/notice';
import type { StoredEnvelope } from '../event-store/event-store';
import type { ProgrammeDefinition } from '../domain/rules/programme-definition';
import type { Place } from '../domain/rules/problems';
import type { SampleChoice } from '../domain/rules/sample-text';
import { round } from '../domain/round/round';
import { resolve } from '../domain/teacher/view';
import { teacher } from '../domain/teacher/teacher';
import { Dossiers, forEntry, forUnit, requestOf } from './bodies';
import { fault, type Difference } from './difference';
import { expandAll, Names } from './names';
import { instantOf, type Office } from './office';
import type { Done, Sent, Venue } from './venue';
import type { As, Command, GivenTeacher, Marks, Step } from './worked-example';

/** The programme that an example belongs to. */
export interface Programme {
  /** The rule file as written. */
  readonly text: string;
  readonly definition: ProgrammeDefinition;
  readonly choices: readonly SampleChoice[];
}

export interface Appointed {
  readonly person: PersonId;
  readonly post: string;
  readonly org: string;
  readonly appointment: string;
}

export type NamedCommand = Command & { readonly name?: string };

/** A worked example while it is played. */
export class Play<On extends Venue = Office> {
  readonly names = new Names();
  readonly appointed: Appointed[] = [];
  readonly stages = new Map<string, readonly string[]>();
  readonly differences: Difference[] = [];
  #now: string;
  #moved: Instant | null = null;

  /** @param wanted the first difference ends it, or all are gathered. */
  constructor(readonly office: On, readonly programme: Programme, start: string, readonly dossiers = new Dossiers(), private readonly wanted: 'ALL' | 'FIRST' = 'ALL') {
    this.#now = start;
  }

  /** Error: ExampleError where the first is enough. */
  differs(place: Place, zh: string, en: string, key?: string): void {
    if (this.wanted === 'FIRST') throw fault(place, zh, en, key);
    this.differences.push({ place, zh, en, ...(key === undefined ? {} : { key }) });
  }

  /** The clock moves, and what falls due is done. Error: ExampleError where time would run backwards. */
  async moveTo(moment: string, place: Place, key: string): Promise<void> {
    const instant = instantOf(moment, this.#now.slice(0, 10) === moment ? this.#now.slice(11) : '09:00');
    if (instant < (this.#moved ?? this.office.clock.now())) throw fault(place, `时间倒流：前面已到 ${this.#now}；晚登记的事请写 recorded`, `Time runs backwards: it is ${this.#now} already; for a late entry write recorded`, key);
    this.#now = moment.length === 10 ? `${moment}T${this.#now.slice(0, 10) === moment ? this.#now.slice(11) : '09:00'}` : moment;
    this.#moved = instant;
    this.office.clock.set(instant);
    await this.office.rest();
  }

  /** One command; then everything comes to rest. */
  async carryOut(command: NamedCommand, late: string | null, place: Place): Promise<Done> {
    const sent = await this.#sent(command, late, place);
    const done = await inPlace(place, command, () => this.office.carryOut(sent));
    this.#nameMade(command, done.outcome, done.events);
    return done;
  }

  /** One command, and nothing after it. Error: ExampleError where the input is malformed. */
  async ask(command: Command, late: string | null, place: Place): Promise<Outcome> {
    const sent = await this.#sent(command, late, place);
    return inPlace(place, command, () => this.office.send(sent));
  }

  async #sent(asked: NamedCommand, late: string | null, place: Place): Promise<Sent> {
    const { person, actingAs, unit } = await this.#actor(asked.as, [...place, 'as']);
    const command = unit === undefined || asked.with === undefined ? asked : { ...asked, with: forUnit(asked.with, unit) };
    const at: Place = [...place, 'with'];
    const restated = command.do === 'CorrectFact' && command.with?.['restate'] !== undefined ? await this.#restated(command.with, at) : this.#dossier(command);
    const request = requestOf(command.do, restated, at, this.names, this.programme.definition.id);
    const body = late === null || request.body['effectiveOn'] !== undefined ? request.body : { ...request.body, effectiveOn: late };
    // Panels are drawn by person id, so hers follows from her name and from nothing that was done before.
    const key = command.do === 'RegisterPerson' && asked.name !== undefined ? { key: `person ${asked.name}` } : {};
    return { person, actingAs, useCase: command.do, target: request.target, body, ...key };
  }

  /** A step written for several, as the steps that it stands for; each still stands at the place of the one. */
  async expanded(step: Step, place: Place): Promise<readonly NamedCommand[]> {
    if (step.do === undefined || step.as === undefined) return [];
    const { as, do: useCase, with: given, name, marks } = step;
    const command: NamedCommand = { as, do: useCase, ...(given === undefined ? {} : { with: given }), ...(name === undefined ? {} : { name }) };
    const commands = step.each === undefined ? [command] : this.#entries(step.each, place).map((entry) => forEntry(command, entry));
    return marks === undefined ? commands : (await Promise.all(commands.map((one) => this.#sheets(one, marks, place)))).flat();
  }

  #entries(each: readonly (string | JsonObject)[], place: Place): readonly (string | JsonObject)[] {
    return each.flatMap<string | JsonObject>((entry, index) => (typeof entry === 'string' ? expandAll([entry], [...place, 'each', index]) : [entry]));
  }

  /** Where she works today; her first unit before her first day. */
  async unitOf(id: TeacherId): Promise<OrgId | null> {
    const { state } = await this.office.application.desk.streams.load(teacher, this.names.streamOf(id));
    return unitOf(state, this.office.clock.today());
  }

  async #actor(as: As, place: Place): Promise<{ readonly person: PersonId; readonly actingAs: AppointmentId | null; readonly unit?: OrgId }> {
    if ('clerkOf' in as) {
      const unit = await this.unitOf(this.names.id('teacher', as.clerkOf, [...place, 'clerkOf']));
      const clerk = this.appointed.find(({ post, org }) => post === 'SchoolAdmin' && org === unit);
      if (clerk === undefined) throw fault([...place, 'clerkOf'], `${as.clerkOf} 的单位没有 SchoolAdmin`, `The unit of ${as.clerkOf} has no SchoolAdmin`);
      return { person: clerk.person, actingAs: clerk.appointment, unit: this.names.nameOf(clerk.org) ?? clerk.org };
    }
    const person = this.names.id('person', as.person, [...place, 'person']);
    if (as.post === undefined) return { person, actingAs: null };
    const org = as.org === undefined ? undefined : this.names.id('org', as.org, [...place, 'org']);
    const held = this.appointed.find((one) => one.person === person && one.post === as.post && (org === undefined || one.org === org));
    if (held === undefined) throw fault([...place, 'post'], `${as.person} 没有任职 ${as.post}${as.org === undefined ? '' : `（${as.org}）`}`, `${as.person} holds no post ${as.post}${as.org === undefined ? '' : ` at ${as.org}`}`);
    return { person, actingAs: held.appointment };
  }

  /** A registration may be written as under `given`; what it leaves out is made up. */
  #dossier({ do: useCase, with: given = {} }: Command): JsonObject {
    if (useCase !== 'RegisterTeacher' || given['personal'] !== undefined || typeof given['born'] !== 'string' || typeof given['unit'] !== 'string') return given;
    return this.dossiers.body(given as JsonObject & GivenTeacher, this.stages.get(given['unit']) ?? []);
  }

  /** `restate: { personal: { birthDate: … } }`: the fact's last wording with these values in the place of its own. */
  async #restated(given: JsonObject, place: Place): Promise<JsonObject> {
    const { restate, ...rest } = given;
    const of = given['team'] === undefined ? 'teacher' : 'team';
    const id = this.names.id(of, String(given[of]), [...place, of]);
    const event = this.names.id('event', String(given['event']), [...place, 'event']);
    const { state } = await this.office.application.desk.streams.load(teacher, `${of}-${id}`);
    const fact = resolve(state.facts).find(({ wordings }) => wordings.includes(event))?.fact;
    if (fact === undefined) throw fault([...place, 'event'], `${String(given[of])} 没有这一事实`, `${String(given[of])} has no such fact`);
    const changes = restate as { readonly data?: JsonObject; readonly personal?: JsonObject };
    return {
      ...rest,
      ...(changes.data === undefined ? {} : { data: { ...this.#unitsByName(fact.data), ...changes.data } }),
      ...(changes.personal === undefined ? {} : { personal: { ...fact.private[id], ...changes.personal } }),
    };
  }

  /** Where the example is played among others, a unit has another id than its name here. */
  #unitsByName(data: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(data).map(([field, value]) => {
      const name = typeof value === 'string' ? this.names.nameOf(value) : undefined;
      return [field, name !== undefined && this.names.find('org', name) === value ? name : value];
    }));
  }

  async #sheets(command: Command, marks: Marks, place: Place): Promise<readonly Command[]> {
    const { best = [], from = 99, step = 0.5, each = {} } = marks;
    const components = await this.#components(this.names.id('round', String(command.with?.['round']), [...place, 'with', 'round']), place);
    const sheet = (name: string, mark: number | { readonly [component: string]: number }): Command => ({
      ...command,
      with: { ...command.with, teacher: name, components: typeof mark === 'number' ? Object.fromEntries(components.map((code) => [code, mark])) : mark },
    });
    const ranked = expandAll(best, [...place, 'marks', 'best']);
    // Four places are enough for any step; without them 99 − 7 × 0.1 is 98.30000000000001.
    return [...ranked.map((name, index) => sheet(name, Number((from - index * step).toFixed(4)))), ...Object.entries(each).map(([name, mark]) => sheet(name, mark))];
  }

  /** Codes of what the round's own scheme scores. */
  async #components(id: string, place: Place): Promise<readonly string[]> {
    const { streams, programmes } = this.office.application.desk;
    const { opened } = (await streams.load(round, `round-${id}`)).state;
    const rules = opened === null ? undefined : (await programmes.effective(opened.programme, opened.version, opened.adoptions)).tiers.find(({ code }) => code === opened.tier);
    if (rules?.scoring === undefined || rules.scoring === null) throw fault(place, '该届没有评分办法，不能写 marks', 'This round has no scoring scheme, so marks mean nothing');
    return rules.scoring.components.map(({ code }) => code);
  }

  #nameMade({ name, do: useCase, with: given = {} }: NamedCommand, outcome: Outcome, events: readonly StoredEnvelope[]): void {
    const result = outcome.kind === 'refused' ? {} : outcome.result;
    const id = (field: string): string | undefined => (typeof result[field] === 'string' ? result[field] : undefined);
    const holder = typeof given['teacher'] === 'string' ? given['teacher'] : undefined;
    if (name !== undefined) {
      // Of a list it is the fact that is named, not the list.
      const first = (events.find(({ type }) => type === 'LegacyTitleImported') ?? events[0])?.id;
      if (first !== undefined) this.names.define(name, { event: first });
      if (useCase === 'OpenRound' && id('round') !== undefined) this.names.define(name, { round: id('round') ?? '' });
      if (useCase === 'RegisterPerson' && id('person') !== undefined) this.names.define(name, { person: id('person') ?? '' });
      if (useCase === 'RegisterOrg' && id('org') !== undefined) this.names.define(name, { org: id('org') ?? '' });
      if (useCase === 'RecordAppointment' && id('appointment') !== undefined) this.names.define(name, { appointment: id('appointment') ?? '' });
      if (useCase === 'ReissueCertificate' && id('certificate') !== undefined) this.names.define(name, { certificate: id('certificate') ?? '' });
      // Of several pieces each is named with its kind: `set-1/DEMO_LESSON`.
      for (const { type, id: event, data } of events) {
        const piece = type === 'DeliverableSubmitted' ? data['piece'] : undefined;
        if (typeof piece === 'object' && piece !== null && !Array.isArray(piece)) this.names.define(`${name}/${String((piece as JsonObject)['kind'])}`, { event });
      }
      if (useCase === 'FileObjection' && id('objection') !== undefined) this.names.define(name, { objection: id('objection') ?? '' });
      if (useCase === 'OpenPublicity' && id('publicity') !== undefined) this.names.define(name, { publicity: id('publicity') ?? '' });
      if (useCase === 'PrintList' && id('code') !== undefined) this.names.define(name, { print: id('code') ?? '' });
      if (useCase === 'RecordDelegation' && id('delegation') !== undefined) this.names.define(name, { delegation: id('delegation') ?? '' });
      if (useCase === 'SubmitNomination' && id('nomination') !== undefined) this.names.define(name, { nomination: id('nomination') ?? '' });
      if (useCase === 'RegisterTeam' && id('team') !== undefined) this.names.define(name, { team: id('team') ?? '' });
      if (useCase === 'RegisterTeacher' && id('teacher') !== undefined) {
        const registered = events.find(({ type }) => type === 'TeacherRegistered');
        this.names.define(name, { teacher: id('teacher') ?? '', ...(registered === undefined ? {} : { event: registered.id }) });
      }
    }
    if (useCase === 'RecordAppointment' && id('appointment') !== undefined) {
      // Somebody's one post goes by her name; of several, each by the name of its step.
      const holderOfPost = String(given['person']);
      if (name === undefined && this.names.find('appointment', holderOfPost) === undefined) this.names.define(holderOfPost, { appointment: id('appointment') ?? '' });
      this.appointed.push({ person: this.names.find('person', holderOfPost) ?? '', post: String(given['post']), org: this.names.find('org', String(given['org'])) ?? '', appointment: id('appointment') ?? '' });
    }
    if (useCase === 'SubmitNomination' && holder !== undefined && id('nomination') !== undefined) this.names.define(holder, { nomination: id('nomination') ?? '' });
    const byId = this.names.biographies;
    for (const { id: event, type, stream, data, meta } of events) {
      const of = byId.get(type === 'ReviewRequired' ? (meta.about ?? stream) : stream);
      // Of a team the event that goes by its name is what somebody is asked about it.
      if (type === 'ReviewRequired' && of !== undefined && stream.startsWith('team-')) this.names.define(of, { event });
      // Of a list nobody's nomination is in the answer's own members.
      if (useCase === 'SubmitNominations' && type === 'Nominated' && of !== undefined) this.names.define(of, { nomination: String(data['nomination']) });
      // Of an assessment of several each verdict is named with whose it is: `term-1/t-3`.
      if (type.startsWith('Assessed') && of !== undefined && typeof data['cohort'] === 'string') this.names.define(`${data['cohort']}/${of}`, { event });
      if (type === 'ReviewRequired' && of !== undefined) this.names.define(of, { review: event });
      if (type === 'TitleConferred' && of !== undefined && typeof data['title'] === 'string') this.names.define(of, { title: data['title'], certificate: String(data['certificate']) });
      if (NAMED_BY_TYPE.has(type) && of !== undefined) this.names.define(`${of}/${type}`, { event });
    }
  }
}

/** Facts of somebody's own that no step names and a later step may put right: each type's last goes by it (`t-3/TitleConferred`). */
const NAMED_BY_TYPE: ReadonlySet<string> = new Set(['TitleConferred', 'TitleRenewed', 'TitleAbsorbed', 'AssessmentDeferred'] satisfies EventType[]);

/** What a handler will not have at all, told of the step that asks for it. Error: ExampleError. */
async function inPlace<T>(place: Place, command: Command, work: () => Promise<T>): Promise<T> {
  const at: Place = [...place, 'with'];
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError) {
      const { path, notice } = error.fields[0] ?? { path: '', notice: { zh: error.message, en: error.message } };
      throw fault([...at, ...stepsOf(path)], `${path === '' ? command.do : path}：${notice.zh}`, `${path === '' ? command.do : path}: ${notice.en}`);
    }
    if (error instanceof ProgrammeFaultsError) {
      const told = (language: 'zh' | 'en'): string => error.problems.map((problem) => `${problem.path}: ${problem[language]}`).join('; ');
      throw fault(place, told('zh'), told('en'), 'with');
    }
    if (error instanceof NoticeError) throw fault(place, error.notice?.zh ?? error.message, error.notice?.en ?? error.message, 'do');
    // A handler that breaks is the product's fault and not the example's; which step broke it is still what helps.
    throw fault(place, `处理程序出错：${String(error)}`, `The handler broke: ${String(error)}`, 'do');
  }
}

/** `rows[3].unit` as steps from the top. */
function stepsOf(path: string): Place {
  return path.split('.').flatMap((part) => part.split(/\[(\d+)\]/u).filter((one) => one !== '').map((one) => (/^\d+$/u.test(one) ? Number(one) : one)));
}

