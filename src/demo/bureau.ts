import type { Application } from '../application';
import type { Instant } from '../domain/dates';
import type { JsonObject, PersonId } from '../domain/facts';
import type { Place } from '../domain/rules/problems';
import { Dossiers } from '../examples/bodies';
import { fault } from '../examples/difference';
import { beginning, historyOf, LONG_AGO, officerOf, publish, registerTeachers } from '../examples/given';
import { expand } from '../examples/names';
import { instantOf } from '../examples/office';
import { Play, type Programme } from '../examples/play';
import type { Given, GivenOrg, Step, WorkedExample } from '../examples/worked-example';
import type { BureauTold } from './bureaux';
import { Setting, type Cast, type SharedPerson, type SharedUnit } from './setting';
import { Story, stepsOf } from './story';
import { DemonstrationVenue, type Answers } from './venue';

/** An example under the name of its file. */
export interface ToldExample {
  readonly name: string;
  readonly example: WorkedExample;
}

export interface BureauStage {
  readonly application: Application;
  readonly clock: { set(instant: Instant): void };
  readonly signal?: AbortSignal;
  readonly answers: Answers;
  /** Counts the examples of all bureaux: each makes up numbers of a region of its own, and goes on with the names. */
  readonly made: { examples: number; names: number };
}

const MORNING = 'T08:30';
/** Before the first example begins. */
const EARLY = 'T08:00';

/** One bureau of the demonstration: a tree of its own, one programme, and the examples that tell of it. */
export class Bureau {
  private readonly setting: Setting;
  private readonly casts: ReadonlyMap<string, Cast>;
  private readonly venue: DemonstrationVenue;
  private readonly people = new Map<string, PersonId>();
  private readonly appointments = new Map<string, string>();
  private readonly plays = new Map<string, Play<DemonstrationVenue>>();

  /** Error: ExampleError. */
  constructor(private readonly told: BureauTold, private readonly programme: Programme, private readonly examples: readonly ToldExample[], private readonly stage: BureauStage) {
    this.setting = new Setting(told.key, told.called);
    this.casts = new Map(examples.map(({ name, example }) => [name, this.setting.cast(example.given)]));
    this.venue = this.venueFor('setting', this.begins);
  }

  get officer(): PersonId {
    return this.people.get(this.chief.key) ?? '';
  }

  /** The id of who has this name in that example; undefined where there is nobody yet. */
  knows(name: string, example: string): PersonId | undefined {
    const key = this.casts.get(example)?.people.get(name);
    return (key === undefined ? undefined : this.people.get(key)) ?? this.plays.get(example)?.names.find('person', name);
  }

  /** The day on which the people of that example come. Error: ExampleError. */
  beginningOf(example: string): string {
    const told = this.examples.find(({ name }) => name === example);
    if (told === undefined) throw fault([], `没有算例 ${example}`, `There is no example ${example}`);
    return beginning(told.example.given);
  }

  /** Its units, its people and their posts: an officer who is in the store already registers the first, and she the rest. */
  async found(founder: PersonId): Promise<void> {
    const { chief } = this;
    const [top, ...units] = this.setting.units;
    if (top === undefined) throw fault([], '没有主管部门', 'There is no bureau');
    await this.register(founder, top);
    await this.enrol(founder, chief);
    const { officer } = this;
    for (const unit of units) await this.register(officer, unit);
    for (const person of this.setting.people) if (person !== chief) await this.enrol(officer, person);
  }

  /** The publication first, then the examples, each in its own time. Error: ExampleError. */
  stories(): readonly Story[] {
    const [first] = this.examples;
    if (first === undefined) return [];
    const play = this.cast(first.name, new Play(this.venueFor('opening', this.begins), this.programme, `${this.begins}${EARLY}`, new Dossiers(), 'FIRST'));
    const opening = new Story(this.told.called, [{ moment: `${this.begins}${EARLY}`, work: async () => {
      await play.moveTo(`${this.begins}${EARLY}`, ['given'], 'on');
      await publish(play, { ...first.example.given, adopted: 'sample' });
    } }]);
    return [opening, ...this.examples.map((one) => this.storyOf(one))];
  }

  private storyOf({ name, example }: ToldExample): Story {
    if (example.given.calendar !== undefined) throw fault(['given', 'calendar'], `${name} 自带年历，不能与其他单位同场演示`, `${name} brings a calendar of its own and cannot be played among others`);
    const dressed = { ...example, given: this.dressed(example.given), steps: example.steps.map((step) => stepOf(step, name)) };
    const morning = `${beginning(dressed.given)}${MORNING}`;
    const play = this.playOf({ name, example: dressed });
    this.plays.set(name, play);
    const begin = async (): Promise<void> => {
      await play.moveTo(morning, ['given'], 'on');
      await registerTeachers(play, dressed.given);
    };
    return new Story(example.title, [{ moment: morning, work: begin }, ...historyOf(play, dressed.given), ...stepsOf(play, dressed)]);
  }

  /** A finished round goes by the name of its tier. */
  private dressed(given: Given): Given {
    if (given.history === undefined) return given;
    const { tiers } = this.programme.definition;
    const history = given.history.map((entry) => {
      if (!('round' in entry)) return stepOf(entry, '');
      const names = tiers[entry.round.tier]?.names;
      const year = entry.round.opened.slice(0, 4);
      return { round: { ...entry.round, ...(entry.round.called !== undefined || names === undefined ? {} : { called: { zh: `${year}年${names.zh}遴选`, en: `${names.en}: selection of ${year}` } }) } };
    });
    return { ...given, history };
  }

  private playOf({ name, example }: ToldExample): Play<DemonstrationVenue> {
    const { made } = this.stage;
    made.examples += 1;
    const dossiers = new Dossiers(0, `3799${String(made.examples).padStart(2, '0')}`, made.names);
    made.names += (example.given.teachers ?? []).reduce((sum, { name: range }, index) => sum + expand(range, ['given', 'teachers', index, 'name']).length, 0);
    const day = beginning(example.given);
    return this.cast(name, new Play(this.venueFor(name, day), this.programme, `${day}${MORNING}`, dossiers, 'FIRST'));
  }

  /** The names of the example stand for the bureau's units and people. */
  private cast(example: string, play: Play<DemonstrationVenue>): Play<DemonstrationVenue> {
    const { units, people } = this.casts.get(example) ?? { units: [], people: [] };
    for (const [local, id] of units) {
      play.names.define(local, { org: id });
      play.stages.set(local, stagesOf(this.setting.units.find((unit) => unit.id === id)));
    }
    for (const [local, key] of people) {
      const person = this.people.get(key) ?? '';
      play.names.define(local, { person });
      for (const { post, unit } of this.setting.people.find((one) => one.key === key)?.posts ?? []) {
        const appointment = this.appointments.get(`${key} ${post} ${unit}`) ?? '';
        if (play.names.find('appointment', local) === undefined) play.names.define(local, { appointment });
        play.appointed.push({ person, post, org: unit, appointment });
      }
    }
    return play;
  }

  private venueFor(key: string, day: string): DemonstrationVenue {
    const { application, clock, answers, signal } = this.stage;
    return new DemonstrationVenue({ application, clock, answers, ...(signal === undefined ? {} : { signal }), prefix: `${this.told.key}-`, key: `${this.told.programme} ${key}`, from: instantOf(`${day}${EARLY}`) });
  }

  /** The officer of the first example sets the others up. */
  private get chief(): SharedPerson {
    const [first] = this.examples;
    const key = first === undefined ? undefined : this.casts.get(first.name)?.people.get(officerOf(first.example.given));
    const chief = this.setting.people.find((one) => one.key === key);
    if (chief === undefined) throw fault(['given', 'people'], '没有主管部门的经办人', 'No bureau has an officer');
    return chief;
  }

  private get begins(): string {
    return this.examples.map(({ example }) => beginning(example.given)).sort()[0] ?? '';
  }

  private async register(by: PersonId, { id, parent, told, names }: SharedUnit): Promise<void> {
    const level = levelOf(told);
    await this.must(by, 'RegisterOrg', `org ${id}`, { org: id, names: { zh: names.zh, en: names.en }, level, kind: told.kind ?? (level === 'SCHOOL' ? 'SCHOOL' : 'BUREAU'), parent, stages: [...stagesOf({ told })], code: null, rural: false, effectiveOn: told.from ?? LONG_AGO }, ['given', 'orgs']);
  }

  private async enrol(by: PersonId, { key, name, posts }: SharedPerson): Promise<void> {
    const { person } = await this.must(by, 'RegisterPerson', `person ${key}`, { name, effectiveOn: LONG_AGO }, ['given', 'people']);
    this.people.set(key, String(person));
    for (const { post, unit, from = LONG_AGO, to = null } of posts) {
      const { appointment } = await this.must(by, 'RecordAppointment', `appointment ${key} ${post} ${unit}`, { person: String(person), post, org: unit, from, to }, ['given', 'people']);
      this.appointments.set(`${key} ${post} ${unit}`, String(appointment));
    }
  }

  private async must(person: PersonId, useCase: string, key: string, body: JsonObject, place: Place): Promise<JsonObject> {
    const outcome = await this.venue.send({ person, actingAs: null, useCase, target: {}, body, key });
    if (outcome.kind === 'accepted') return outcome.result;
    const why = outcome.kind === 'refused' ? outcome.refusal.rule : outcome.kind;
    throw fault(place, `${useCase}（${key}）：${why}`, `${useCase} (${key}): ${why}`);
  }
}

function levelOf({ level, parent }: GivenOrg): string {
  return level ?? (parent === undefined ? 'DISTRICT' : 'SCHOOL');
}

function stagesOf(unit: { readonly told: GivenOrg } | undefined): readonly string[] {
  return unit === undefined ? [] : (unit.told.stages ?? (levelOf(unit.told) === 'SCHOOL' ? ['PRIMARY'] : []));
}

/** Ids that a caller chooses for the whole store, told apart by the example that chose them. */
const CHOSEN: readonly string[] = ['cohort', 'file'];

function stepOf(step: Step, example: string): Step {
  if (step.with === undefined) return step;
  // The sample's values are adopted for all examples of the bureau: one that adopts them itself finds it done.
  const done = step.do === 'AdoptOpenValue' && step.refused === undefined ? { refused: { rule: 'alreadyAdopted' } } : {};
  return { ...step, ...done, with: Object.fromEntries(Object.entries(step.with).map(([field, value]) => [field, CHOSEN.includes(field) && typeof value === 'string' ? `${example}.${value}` : value])) };
}
